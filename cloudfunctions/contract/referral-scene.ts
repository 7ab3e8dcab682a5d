/**
 * What a mini-program code and a shared card carry (wechat.md 4.4): a kind and a short opaque code,
 * never an openid, a phone number or a sum. No schema library in here: the phone reads it too.
 */

/** member: somebody's own invitation; channel: one of the shop's. */
export type SceneKind = 'member' | 'channel'

export interface Scene {
  readonly kind: SceneKind
  readonly code: string
}

/** 71 bits in base 62: guessing finds nothing. */
export const REFERRAL_CODE_LENGTH = 12

/** Where an invitation leads to, without a leading slash as WeChat wants it for codes. */
export const LANDING_PAGE = 'packages/club/invited/index'
/** Where a channel's code leads to: the member centre, which says nothing of who invites. */
export const CHANNEL_PAGE = 'pages/home/index'

const PREFIX: Readonly<Record<SceneKind, string>> = { member: 'i=', channel: 'c=' }
const WELL_FORMED = /^[0-9A-Za-z]{12}$/

/** At most 32 visible characters, of which this takes 14. */
export function sceneOf({ kind, code }: Scene): string {
  return `${PREFIX[kind]}${code}`
}

/** Null for anything that no code of this shop looks like; a percent-encoded scene is read as well. */
export function parseScene(text: string): Scene | null {
  const plain = text.replace(/%3[Dd]/g, '=')
  for (const kind of ['member', 'channel'] as const) {
    const code = plain.startsWith(PREFIX[kind]) ? plain.slice(PREFIX[kind].length) : ''
    if (WELL_FORMED.test(code)) return { kind, code }
  }
  return null
}

/** The page of an invitation with its query, with a leading slash for onShareAppMessage. */
export function invitationPath(scene: string): string {
  return `/${LANDING_PAGE}?scene=${encodeURIComponent(scene)}`
}
