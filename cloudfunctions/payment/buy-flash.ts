import { MOST_CLOCK_SKEW_MS, operationTime } from '../contract/operation-id'
import { isRefusal, refuse } from '../contract/refusals'
import { agreementsRefused } from '../domain/accepted-agreements'
import { checkFlash, flashSaleOf, flashStock, openFlashStocks, pickUpUntil } from '../domain/flash-sales'
import { withPendingTerms } from '../domain/service-terms'
import { emptyMember } from '../domain/new-member'
import type { Order } from '../domain/order'
import { forPersons, type PersonScope } from '../entry/handler'
import { takeShare } from '../entry/held-share'
import { inputDigest } from '../ledger/digest'
import { startPayment, unpaidOrder } from './start-payment'

/** What is scarce is not kept longer from others than paying takes. */
const FLASH_WINDOW_MS = 5 * 60_000
const NEWEST_ORDERS = 5

/**
 * Buys a piece of a rush (M030): one is taken from the day's stock under the order's number before
 * the order stands, so that whoever pays gets one. What was taken by an attempt that left no order
 * is given back by the timer; an order that isn't paid gives its piece back when WeChat closed it.
 */
export const buyFlash = forPersons('payment.buyFlash', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, flashSaleId, price, agreements } = input
  if (operationTime(operationId) > now + MOST_CLOCK_SKEW_MS) return refuse('OPERATION_IN_FUTURE')
  const digest = inputDigest('payment.buyFlash', input)
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const [met, members, newest] = await Promise.all([
    backend.orders.read(operationId),
    backend.ledger.readMembers([memberId]),
    backend.orders.listOf(memberId, { before: null, limit: NEWEST_ORDERS }),
  ])
  // Before a piece is taken under this number: it may be another order's.
  if (met)
    return met.memberId === memberId && met.inputDigest === digest
      ? startPayment(met, scope)
      : refuse('OPERATION_REUSED')
  const sale = flashSaleOf(release, flashSaleId)
  const open = newest.filter((order) => waits(order, flashSaleId) && order._id !== operationId).length
  const state = members.get(memberId)?.state ?? emptyMember(memberId, '')
  const checked = checkFlash(state, sale, { price, open, release, now })
  if (isRefusal(checked)) return checked
  if (!sale) return refuse('FLASH_CLOSED')
  const required = release.agreements.filter(({ id, current }) => current && sale.agreementIds.includes(id))
  const missing = agreementsRefused(sale, withPendingTerms(required, state, release), agreements)
  if (missing) return missing

  const { day } = checked
  const share = { stock: flashStock(flashSaleId, day), key: operationId, total: sale.stock }
  if ((await takeShare(share, scope)) !== 'held') return refuse('FLASH_EXHAUSTED')
  const product = release.products.find(({ id }) => id === sale.productId)
  const order = unpaidOrder(
    {
      _id: operationId,
      kind: 'flash',
      title: `${release.shop.name} ${product?.name ?? sale.title}`,
      amount: sale.price,
      release: release.release,
      card: null,
      flash: {
        flashSaleId,
        day,
        title: sale.title,
        productId: sale.productId,
        perMember: sale.perMember,
        branchIds: sale.pickUpBranchIds,
        pickUpUntil: pickUpUntil(sale, day),
        agreements,
      },
      receiptId: null,
      expiresAt: now + FLASH_WINDOW_MS,
      inputDigest: digest,
    },
    scope,
  )
  return startPayment(order, scope)
})

function waits({ kind, state, flash }: Order, flashSaleId: string): boolean {
  return kind === 'flash' && state === 'paying' && flash?.flashSaleId === flashSaleId
}

/**
 * Gives back what attempts took that left no order, or one that was closed: a late attempt finds its
 * piece returned, and what it pays goes back by itself.
 * @returns how many pieces came back
 */
export async function releaseFlashHolds(
  scope: Pick<PersonScope, 'backend' | 'now'>,
): Promise<{ done: number; left: number }> {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return { done: 0, left: 0 }
  let done = 0
  for (const stock of openFlashStocks(release.participation?.flashSales ?? [], now)) {
    const stale = await backend.stock.stale(stock, now - 2 * FLASH_WINDOW_MS)
    if (stale.length === 0) continue
    const orders = new Map(
      (await backend.orders.readMany(stale.map(({ key }) => key))).map((order) => [order._id, order]),
    )
    for (const { key } of stale) {
      const order = orders.get(key)
      if (order?.kind === 'flash' && order.state !== 'closed') continue
      if (await backend.stock.release(stock, key, now)) done += 1
    }
  }
  return { done, left: 0 }
}
