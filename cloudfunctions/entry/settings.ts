/** The environment of a function: each holds only the secrets that it needs (docs/deploy). */
export interface Settings {
  /** Undefined in production, where the SDK finds its own service. */
  readonly serviceUrl: string | undefined
  readonly environmentId: string | undefined
  readonly appid: string
  /** Turns an openid into a member number. */
  readonly memberKey: string
  /** Signs visits, quotes and invitations. */
  readonly ticketKey: string
  /** Turns a phone number into the id under which its owner is found. */
  readonly phoneKey: string
  /** SHA-256 (hex) of the one-time secret with which the owner claims the shop. */
  readonly ownerClaimDigest: string
}

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  return {
    serviceUrl: environment.CLOUDBASE_SERVICE_URL,
    environmentId: environment.TCB_ENV,
    appid: environment.MINIPROGRAM_APPID ?? '',
    memberKey: environment.MEMBER_KEY ?? '',
    ticketKey: environment.TICKET_KEY ?? '',
    phoneKey: environment.PHONE_KEY ?? '',
    ownerClaimDigest: environment.OWNER_CLAIM_DIGEST ?? '',
  }
}
