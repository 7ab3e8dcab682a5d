import { shanghaiMonth } from '../domain/calendar'
import { NO_BILL_OPTIONS, billMonths, monthSums } from '../domain/bill'
import { emptyMember } from '../domain/new-member'
import { forPersons } from '../entry/handler'

/** The months of which there is a bill: the counters lie in the member's state, so it is one read. */
export const bills = forPersons('membership.bills', async (_input, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  const { counted, earlier } = billMonths(state, now)
  return {
    months: counted.map((month) => {
      const { bySource: _sources, ...sums } = monthSums(state, month)
      return { month, running: month === shanghaiMonth(now), ...sums }
    }),
    earlier,
    options: state.bills ?? NO_BILL_OPTIONS,
  }
})
