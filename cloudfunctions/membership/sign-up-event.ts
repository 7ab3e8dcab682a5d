import { isRefusal, refuse } from '../contract/refusals'
import { attemptKey } from '../domain/attempt-key'
import { eventOf, eventStock, signUp } from '../domain/event-places'
import { eventView } from '../domain/event-views'
import type { MemberState } from '../domain/member'
import type { Release } from '../domain/release'
import { takeOrFreeShare } from '../entry/abandoned-holds'
import { forPersons, type PersonScope } from '../entry/handler'
import { giveShareBack } from '../entry/held-share'
import { operationOfPerson } from '../entry/person-commit'

/**
 * Signs up for an event (M105): a place is taken from its stock under the attempt's own key, then it
 * is committed. Where the rules refuse after all, the attempt is put out of use before its place
 * goes back; places of attempts that died are freed by who finds none left.
 */
export const signUpEvent = forPersons('membership.signUpEvent', async (input, scope) => {
  const { operationId, eventId } = input
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const operation = await operationOfPerson('membership.signUpEvent', input, scope)
  if (isRefusal(operation)) return operation
  if (operation.applied)
    return operation.applied.facts.kind === 'event_place'
      ? viewOf(operation.state, eventId, release, scope)
      : refuse('OPERATION_REUSED')

  const signingUp = { operationId, eventId, release, now }
  const possible = signUp(operation.state, signingUp)
  if (isRefusal(possible)) return possible
  const event = eventOf(release, eventId)
  if (!event) return refuse('NOT_FOUND')
  const share = { stock: eventStock(eventId), key: attemptKey(operationId, memberId), total: event.capacity }
  if ((await takeOrFreeShare(share, 'membership.signUpEvent', scope)) !== 'held') return refuse('EVENT_FULL')
  const committed = await operation.commit((state) => signUp(state, signingUp))
  const ended = isRefusal(committed)
    ? await giveShareBack(committed, operation.request, share, scope)
    : committed
  return isRefusal(ended) ? ended : viewOf(ended.state, eventId, release, scope)
})

/** The event as its member sees it now. One call. */
export async function viewOf(
  state: MemberState,
  eventId: string,
  release: Release,
  { backend, now }: PersonScope,
) {
  const event = eventOf(release, eventId)
  if (!event) return refuse('NOT_FOUND')
  const left = (await backend.stock.left([eventStock(eventId)])).get(eventStock(eventId)) ?? event.capacity
  return eventView(event, { state, release, left, now })
}
