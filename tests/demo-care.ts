import type { Input, Output } from '../cloudfunctions/contract'
import type { Stack } from '../local/stack'
import type { CheckedReports } from './demo-reports'

/**
 * M104: where a demo shop prepares greetings, its staff has somebody to greet on whichever day the
 * demo is begun, for more than one reason, and an event and a member day still come (M109, M111).
 */
export async function checkCare(stack: Stack): Promise<CheckedReports> {
  const { draft } = await asOwner(stack, 'operations.catalogue', {})
  if (!draft?.care?.careList) return { lines: [], differences: [] }
  const { items } = await asOwner(stack, 'operations.careList', {})
  const reasons = new Set(items.map(({ reason }) => reason))
  const { now, events } = await asOwner(stack, 'membership.events', {})
  const { days } = await asOwner(stack, 'membership.memberDay', {})
  const coming = events.filter(({ startsAt }) => startsAt > now)
  const missing = [
    [items.length >= 2 && reasons.size >= 2, `only ${items.length} to greet, for ${reasons.size} reasons`],
    [coming.length > 0, 'no event comes'],
    [days.some(({ closesAt }) => closesAt > now), 'no member day comes'],
  ] as const
  return {
    lines: [`care: ${items.length} to greet, ${coming.length} events and ${days.length} member days to come`],
    differences: missing.flatMap(([holds, what]) => (holds ? [] : [`care: ${what}`])),
  }
}

async function asOwner<
  A extends 'operations.catalogue' | 'operations.careList' | 'membership.events' | 'membership.memberDay',
>(stack: Stack, action: A, input: Input<A>): Promise<Output<A>> {
  const answer = await stack.call('owner', action, input)
  if (!answer.ok) throw new Error(`${action}: ${answer.code}`)
  return answer.data
}
