import type { Output } from '../contract'
import { isRefusal, refuse } from '../contract/refusals'
import { type AccountClosed, closeAccount as decide } from '../domain/account-closing'
import type { Due } from '../domain/decision'
import { emptyMember } from '../domain/new-member'
import { ordersToGiveBack } from '../entry/closing-orders'
import { forPersons, type PersonScope } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { carryOutDue } from './refund'

type Closed = Output<'payment.closeAccount'>

/**
 * Closes the account in one commit (L9): every refund is due in it, whatever was said by the person
 * leaves in it. The money follows at once as far as the time goes, else by the timer; the documents
 * beside the account are erased by the follow-up.
 */
export const closeAccount = forPersons('payment.closeAccount', async (input, scope) => {
  const { backend, now } = scope
  const { operationId, refundTotal, endsPoints, endsCoupons } = input
  const operation = await operationOfPerson('payment.closeAccount', input, scope)
  if (isRefusal(operation)) return operation
  const { applied, member, memberId } = { ...operation, memberId: scope.memberId }
  if (applied?.facts.kind === 'account_closed') return answer(applied.facts, applied.due, scope)
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const { orders } = await ordersToGiveBack(member?.state ?? emptyMember(memberId, ''), backend)
  const newSecret = backend.newSecret()
  const committed = await operation.commit((state) =>
    decide(state, {
      operationId,
      refundTotal,
      endsPoints,
      endsCoupons,
      release,
      orders,
      newSecret,
      now,
      // Clocks of instances differ: what a faster one wrote happened before the end all the same.
      closedAt: Math.max(now, member?.updatedAt ?? 0),
    }),
  )
  if (isRefusal(committed)) {
    // The orders were read after the member: another attempt may have closed the account in between.
    const met = await operationOfPerson('payment.closeAccount', input, scope)
    const done = isRefusal(met) ? null : met.applied
    return done?.facts.kind === 'account_closed' ? answer(done.facts, done.due, scope) : committed
  }
  const { facts, due } = committed.entry
  return facts.kind === 'account_closed' ? answer(facts, due, scope) : refuse('INTERNAL')
})

/** Each order's own refund carried as far as it goes; what the time doesn't reach, the timer does. */
async function answer(
  { at, refunds }: AccountClosed,
  due: readonly Due[],
  scope: PersonScope,
): Promise<Closed> {
  const answered: Closed['refunds'] = []
  for (const { orderId, amount } of refunds) {
    const own = due.filter((one) => one.kind === 'refund' && one.orderId === orderId)
    const state = scope.backend.clock() < scope.deadline ? await carryOutDue(own, scope) : 'refunding'
    answered.push({ orderId, refund: amount, state: state === 'review' ? 'refunding' : state })
  }
  return { closedAt: at, refunds: answered }
}
