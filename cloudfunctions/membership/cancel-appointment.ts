import { isRefusal } from '../contract/refusals'
import { appointmentView, cancelAppointment } from '../domain/appointments'
import { forPersons } from '../entry/handler'

/** Gives the place back to others; the follow-up may be carried out at once. */
export const cancelBooking = forPersons('membership.cancelAppointment', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.cancelAppointment',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => cancelAppointment(state, { appointmentId: input.appointmentId, now }),
  })
  if (isRefusal(committed)) return committed
  for (const due of committed.entry.due)
    if (due.kind === 'return_stock') await backend.stock.takeBack(due.stock, due.holdKey, now)
  return appointmentView(committed.entry.facts.appointment, release)
})
