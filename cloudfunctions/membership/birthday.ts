import { isRefusal } from '../contract/refusals'
import { enterBirthday } from '../domain/birthdays'
import { forPersons } from '../entry/handler'

/** Month and day, to be entered, changed or taken out by the member alone (M037, L9). */
export const birthday = forPersons('membership.birthday', async ({ operationId, monthDay, year }, scope) => {
  const { backend, memberId, now, deadline } = scope
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId,
    command: 'membership.birthday',
    actor: { role: 'member', memberId, branchId: null },
    // Not the day itself: a digest of so few days would tell it for ever.
    input: { operationId, entered: monthDay !== null },
    now,
    deadline,
    decide: (state) => {
      const entered = enterBirthday(state, { monthDay, year: year ?? null, now })
      if ('ok' in entered) return entered
      return {
        ok: true,
        state: entered,
        postings: [],
        facts: { kind: 'birthday' as const, at: now },
        due: [],
      }
    },
  })
  return isRefusal(committed) ? committed : { monthDay: committed.state.benefits.birthday.monthDay }
})
