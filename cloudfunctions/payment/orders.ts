import { isBeforeClosing } from '../domain/privacy-account'
import { forPersons } from '../entry/handler'
import { orderView } from './order-view'

const PAGE = 20

export const orders = forPersons('payment.orders', async ({ before }, { backend, memberId }) => {
  const [listed, members] = await Promise.all([
    backend.orders.listOf(memberId, { before: before ?? null, limit: PAGE + 1 }),
    backend.ledger.readMembers([memberId]),
  ])
  const state = members.get(memberId)?.state
  const found = listed.filter(({ createdAt }) => !state || !isBeforeClosing(state, createdAt))
  const page = found.slice(0, PAGE)
  const last = page.at(-1)
  return { orders: page.map(orderView), next: found.length > PAGE && last ? last.createdAt : null }
})
