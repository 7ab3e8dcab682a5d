import { type Database } from './database'
import { hmacSha256 } from './digest'

/** One account at a partner, and which of our members it is linked to (M077). */
interface AccountDocument {
  /** Keyed digest of partner and account: the account itself is stored nowhere. */
  readonly _id: string
  readonly partnerId: string
  /** Null: free. */
  readonly memberId: string | null
  /** The link that holds it. */
  readonly linkId: string | null
  /** When a link of this account ended that had the gift for new links. */
  readonly welcomedAt: number | null
}

export interface PartnerAccounts {
  /**
   * Holds the account for a member; `held: false` while it is another member's. Two attempts of one
   * member at once share the link that came first, and its id. `welcome`: no link of the account has
   * ended so far, so a gift for new links was not given to anybody else.
   * @param memberIds the member, and who was merged into it (M062)
   * @param ended a link of the member that ended: the account isn't held for it any more
   */
  hold(
    digest: string,
    link: { partnerId: string; memberIds: readonly string[]; linkId: string; ended: string | null },
  ): Promise<{ held: true; linkId: string; welcome: boolean } | { held: false }>
  /** The link never came about: the account is as free as before. */
  giveUp(digest: string, linkId: string): Promise<void>
  /** The link ended: the account can be linked anew, and isn't welcomed a second time. */
  release(digest: string, linkId: string, now: number): Promise<void>
}

const ACCOUNTS = 'partner_accounts'

export function partnerAccounts(database: Database): PartnerAccounts {
  return {
    async hold(digest, { partnerId, memberIds, linkId, ended }) {
      const [memberId] = memberIds
      if (memberId === undefined) throw new TypeError('an account is held for a member')
      const fresh: AccountDocument = { _id: digest, partnerId, memberId, linkId, welcomedAt: null }
      if ((await database.insert(ACCOUNTS, fresh)) === 'inserted')
        return { held: true, linkId, welcome: true }
      const met = await database.read<AccountDocument>(ACCOUNTS, digest)
      if (!met || (met.memberId !== null && !memberIds.includes(met.memberId))) return { held: false }
      const welcome = met.welcomedAt === null
      if (met.memberId !== null && met.linkId !== null && met.linkId !== ended)
        return { held: true, linkId: met.linkId, welcome }
      const held = await database.updateWhere(
        ACCOUNTS,
        { _id: digest, memberId: met.memberId, linkId: met.linkId },
        { set: { memberId, linkId } },
      )
      return held ? { held: true, linkId, welcome } : { held: false }
    },

    async giveUp(digest, linkId) {
      const free = { set: { memberId: null, linkId: null } }
      await database.updateWhere(ACCOUNTS, { _id: digest, linkId }, free)
    },

    async release(digest, linkId, now) {
      await database.updateWhere(
        ACCOUNTS,
        { _id: digest, linkId },
        { set: { memberId: null, linkId: null, welcomedAt: now } },
      )
    },
  }
}

/** Letters of either case and spaces around it make no other account. */
export function partnerAccountDigest(partnerId: string, account: string, key: string): string {
  if (key === '') throw new TypeError('the digest of an account needs a key')
  const name = account.normalize('NFKC').trim().toLowerCase()
  return hmacSha256(key, `partner-account:${partnerId}:${name}`).toString('hex')
}
