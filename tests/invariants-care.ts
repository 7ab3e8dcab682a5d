import type { MemberState } from '../cloudfunctions/domain/member'

interface StockDocument {
  readonly _id: string
  readonly holds: Readonly<Record<string, { readonly state: string }>>
}

/** Each place at an event is held in its stock, and by nobody else (M105). */
export function ofEvents(states: readonly MemberState[], stocks: readonly StockDocument[]): string[] {
  const found: string[] = []
  const events = new Map(stocks.map((stock) => [stock._id, stock]))
  const seen = new Set<string>()
  for (const { number, care } of states)
    for (const { eventId, holdKey } of care.events) {
      const hold = events.get(`event:${eventId}`)?.holds[holdKey]
      if (!hold || hold.state === 'released') found.push(`M105 ${number} is at ${eventId} without a place`)
      if (seen.has(holdKey)) found.push(`M105 two people have the place ${holdKey} at ${eventId}`)
      seen.add(holdKey)
    }
  return found
}
