/**
 * What the shop needs of a partner that is asked over its own interface (M016, M077). Expected
 * failures are kinds; `unknown` means that the outcome can't be told and has to be queried under the
 * same key, never assumed. The partner learns the key and what is named here, nothing of the person.
 */
export interface PartnerPort {
  /** Asks for the perk of one entitlement. The same key gives the same code for ever. */
  issue(perk: { key: string; offerId: string; months: number }): Promise<PartnerPerkAnswer>
  /** What became of an entitlement that may have been asked for. */
  query(key: string): Promise<PartnerPerkAnswer | { kind: 'absent' }>
  /** Takes an unused code back; a second time, or for a key that is unknown, changes nothing. */
  revoke(key: string): Promise<'done' | 'unknown'>
  /** Gives an account the tier. `refused`: the partner doesn't know the account. */
  link(link: { key: string; account: string; tier: string }): Promise<'done' | 'refused' | 'unknown'>
  /** Another tier for a link, or null: it ended. */
  changeTier(key: string, tier: string | null): Promise<'done' | 'unknown'>
}

export type PartnerPerkAnswer =
  | { kind: 'code'; code: string; validThrough: string | null }
  | { kind: 'exhausted' }
  | { kind: 'unknown'; code: string }
