import type { MemberDocument } from './aggregate'
import type { Database } from './database'
import { demand } from './verify-member'

/**
 * Each perk that was given has a code, and the code names the perk: so no code is two people's. And
 * each live link holds its partner's account. No call for members without either.
 */
export async function verifyPartners(database: Database, { _id, state }: MemberDocument): Promise<void> {
  const given = state.perks.filter(({ codeId }) => codeId !== null)
  if (given.length > 0) {
    const ids = given.flatMap(({ codeId }) => codeId ?? [])
    const codes = await database.readMany<{ _id: string; entitlement: string | null }>('partner_codes', ids, [
      'entitlement',
    ])
    for (const { id, codeId } of given)
      demand(
        codes.find((code) => code._id === codeId)?.entitlement === id,
        `perk ${id} of ${_id}`,
        'has no code that is its own',
      )
  }
  const live = state.partnerLinks.filter(({ revokedAt }) => revokedAt === null)
  if (live.length === 0) return
  const digests = live.map(({ accountDigest }) => accountDigest)
  const accounts = await database.readMany<{ _id: string; linkId: string | null }>(
    'partner_accounts',
    digests,
    ['linkId'],
  )
  for (const { linkId, accountDigest, partnerId } of live)
    demand(
      accounts.find((account) => account._id === accountDigest)?.linkId === linkId,
      `link of ${_id} to ${partnerId}`,
      'does not hold its account',
    )
}
