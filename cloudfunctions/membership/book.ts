import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { appointmentView, bookAppointment, findAppointment, slotOf } from '../domain/appointments'
import { attemptKey } from '../domain/attempt-key'
import { takeOrFreeShare } from '../entry/abandoned-holds'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'

/**
 * Books a slot (M029, M034): a place is taken from the slot's stock under the operation's own id,
 * then the appointment is committed. Where the rules refuse it after all, the operation is put out
 * of use before its place goes back.
 */
export const book = forPersons('membership.book', async (input, scope) => {
  const { operationId, benefit, branchId, at } = input
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const operation = await operationOfPerson('membership.book', input, scope)
  if (isRefusal(operation)) return operation
  const { applied, member } = operation
  if (applied)
    return applied.facts.kind === 'appointment'
      ? appointmentView(findAppointment(operation.state, operationId) ?? applied.facts.appointment, release)
      : refuse('OPERATION_REUSED')

  if (!member) return refuse('BENEFIT_UNAVAILABLE')
  const booking = { operationId, which: benefit, branchId, at, release, now }
  const possible = bookAppointment(member.state, booking)
  if (isRefusal(possible)) return possible
  const slot = slotOf(member.state, booking)
  if (!slot) return refuse('BENEFIT_UNAVAILABLE')
  const key = attemptKey(operationId, memberId)
  const share = { stock: slot.stock, key, total: slot.places }
  if ((await takeOrFreeShare(share, 'membership.book', scope)) !== 'held') return refuse('SLOT_FULL')
  const committed = await operation.commit((state) => bookAppointment(state, booking))
  if (!isRefusal(committed)) return appointmentView(committed.entry.facts.appointment, release)
  if (!isOpen(committed)) {
    const cancelled = await backend.ledger.cancel(operation.request)
    if (!isRefusal(cancelled) && cancelled.entry.facts.kind === 'cancelled')
      await backend.stock.release(slot.stock, key, now)
  }
  return committed
})

/** It may be or become applied: the place stays held for the same intention, sent once more. */
function isOpen({ code }: Refusal): boolean {
  return code === 'UNKNOWN' || code === 'BUSY'
}
