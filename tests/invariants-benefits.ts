import type { BenefitUseRecord } from '../cloudfunctions/domain/benefit-account'
import type { JournalEntry } from '../cloudfunctions/domain/decision'
import type { MemberState } from '../cloudfunctions/domain/member'

interface StockDocument {
  readonly _id: string
  readonly left: number
  readonly holds: Readonly<Record<string, { readonly quantity: number; readonly state: string }>>
}

/** M027 M118: what one member used of benefits, as it stands in the state. */
export function ofBenefits({ number, benefits }: MemberState): string[] {
  const found: string[] = []
  const keys = benefits.uses.map(({ benefitKey, window }) => `${benefitKey} ${window}`)
  if (new Set(keys).size !== keys.length) found.push(`I9 ${number} counts a benefit's window twice`)
  for (const { benefitKey, window, units, amount } of benefits.uses)
    if (units < 0 || amount < 0) found.push(`M027 ${number} used ${units} of ${benefitKey} in ${window}`)
  const ids = benefits.recent.map(({ useId }) => useId)
  if (new Set(ids).size !== ids.length) found.push(`I9 ${number} has a use twice`)
  return found
}

/** What each use saved that was not taken back: the other half of I5. */
export function savedByUses(entries: readonly JournalEntry[]): { memberId: string; saved: number }[] {
  const latest = new Map<string, { memberId: string; use: BenefitUseRecord }>()
  for (const { facts, memberId } of entries) {
    if (facts.kind !== 'benefit_use') continue
    const known = latest.get(facts.use.useId)?.use.undoneAt ?? null
    if (known === null) latest.set(facts.use.useId, { memberId, use: facts.use })
  }
  return [...latest.values()].flatMap(({ memberId, use }) =>
    use.undoneAt === null && use.outcome === 'given' ? [{ memberId, saved: use.saved }] : [],
  )
}

/** M029: who holds an appointment holds a place of its slot, and no slot gave more than it had. */
export function ofSlots(states: readonly MemberState[], stocks: readonly StockDocument[]): string[] {
  const found: string[] = []
  const slots = new Map(
    stocks.filter(({ _id }) => _id.startsWith('slot:')).map((stock) => [stock._id, stock]),
  )
  for (const { _id, left } of slots.values()) if (left < 0) found.push(`M029 slot ${_id} stands at ${left}`)
  for (const { number, benefits } of states)
    for (const { id, holdKey, benefitKey, branchId, at, state } of benefits.appointments) {
      if (state !== 'booked' && state !== 'completed') continue
      const hold = slots.get(`slot:${benefitKey.split(':').at(-1) ?? ''}:${branchId}:${at}`)?.holds[holdKey]
      if (!hold || hold.state === 'released') found.push(`M029 ${number} booked ${id} without a place`)
    }
  return found
}
