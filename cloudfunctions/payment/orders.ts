import { forPersons } from '../entry/handler'
import { orderView } from './order-view'

const PAGE = 20

export const orders = forPersons('payment.orders', async ({ before }, { backend, memberId }) => {
  const found = await backend.orders.listOf(memberId, { before: before ?? null, limit: PAGE + 1 })
  const page = found.slice(0, PAGE)
  const last = page.at(-1)
  return { orders: page.map(orderView), next: found.length > PAGE && last ? last.createdAt : null }
})
