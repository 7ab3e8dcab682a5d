import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Keys for this machine only, made at the first start. */
export interface Secrets {
  memberKey: string
  ticketKey: string
  phoneKey: string
  /** With it the owner claims the shop; functions know only its digest. */
  ownerClaimSecret: string
}

/** @param file where they outlive a restart; absent: fresh ones each time */
export function localSecrets(file?: string): Secrets {
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const key = (): string => randomBytes(32).toString('hex')
  const secrets = { memberKey: key(), ticketKey: key(), phoneKey: key(), ownerClaimSecret: key() }
  if (file) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  }
  return secrets
}

/**
 * The variables of one function: each gets only the keys that it works with, as in production.
 * @param merchant what only the function that pays may hold
 */
export function functionVariables(
  name: string,
  secrets: Secrets,
  appid: string,
  merchant: Record<string, string>,
): Record<string, string> {
  const ownerClaimDigest = createHash('sha256').update(secrets.ownerClaimSecret).digest('hex')
  return {
    MINIPROGRAM_APPID: appid,
    MEMBER_KEY: secrets.memberKey,
    ...(['membership', 'counter', 'operations'].includes(name) && { TICKET_KEY: secrets.ticketKey }),
    ...(['membership', 'counter'].includes(name) && { PHONE_KEY: secrets.phoneKey }),
    ...(name === 'operations' && { OWNER_CLAIM_DIGEST: ownerClaimDigest }),
    ...(name === 'payment' && merchant),
  }
}

/** What this machine's partner and the functions that ask it sign with. */
export function partnerKey({ ticketKey }: Pick<Secrets, 'ticketKey'>): string {
  return createHash('sha256').update(`partner:${ticketKey}`).digest('hex')
}

/** What this machine's SMS gateway checks. */
export function smsKey({ ticketKey }: Pick<Secrets, 'ticketKey'>): string {
  return createHash('sha256').update(`sms:${ticketKey}`).digest('hex')
}
