import type { JournalEntry } from '../cloudfunctions/domain/decision'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'

export interface CodeText {
  readonly _id: string
  readonly state: 'free' | 'issued' | 'revoked'
  readonly entitlement: string | null
}

/**
 * I7 for partners: a code is one entitlement's, an entitlement has one code, and what the books owe
 * a partner is what the perks that were given and not taken back cost.
 */
export function ofPartners(
  members: readonly MemberDocument[],
  codes: readonly CodeText[],
  entries: readonly JournalEntry[],
): string[] {
  const found: string[] = []
  const byId = new Map(codes.map((code) => [code._id, code]))
  const perks = members.flatMap(({ state }) => state.perks)
  const codeIds = perks.flatMap(({ codeId }) => codeId ?? [])
  if (new Set(codeIds).size !== codeIds.length) found.push('I7 a code is given twice')
  if (new Set(perks.map(({ id }) => id)).size !== perks.length) found.push('I9 a perk is held twice')
  for (const { id, codeId } of perks)
    if (codeId !== null && byId.get(codeId)?.entitlement !== id) found.push(`I7 ${id} has another’s code`)
  const owners = codes.flatMap(({ entitlement }) => entitlement ?? [])
  if (new Set(owners).size !== owners.length) found.push('I7 an entitlement has two codes')
  for (const { _id, state, entitlement } of codes)
    if ((state === 'free') !== (entitlement === null))
      found.push(`I7 ${_id} is ${state} and ${entitlement}’s`)

  // What is taken back says so in its own entry: the perk itself may have left with a closed account (L9).
  const taken = new Set(
    entries.flatMap(({ due }) => due.flatMap((one) => (one.kind === 'revoke_perk' ? [one.entitlement] : []))),
  )
  const owed: Record<string, number> = {}
  for (const { facts, postings } of entries) {
    for (const { asset, account, amount } of postings)
      if (asset === 'perk' && account.startsWith('shop/partners/')) add(owed, account.slice(14), amount)
    if (facts.kind === 'perk' && facts.state === 'issued' && !taken.has(facts.id))
      add(owed, facts.partnerId, -facts.settlement)
  }
  for (const [partnerId, sum] of Object.entries(owed))
    if (sum !== 0) found.push(`I1 ${partnerId} is owed ${sum} that no perk costs`)
  return found
}

function add(sums: Record<string, number>, key: string, amount: number): void {
  sums[key] = (sums[key] ?? 0) + amount
}
