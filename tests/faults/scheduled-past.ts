import type { Input } from '../../cloudfunctions/contract'
import { withAutoRenew } from '../auto-renew-shop'
import { withPoints } from '../points-shop'
import { withReferral } from '../referral-shop'
import { withGuarantees } from '../refund-shop'
import { withStoredValue } from '../stored-value-shop'
import { withPerks } from './scheduled-alliance'
import { withLadder } from './scheduled-tiers'
import { withSomeBenefits } from './scheduled-benefits'
import { withSomeActivities } from './scheduled-activities'
import { withSomeCare } from './scheduled-care'
import { withCampaigns } from './scheduled-coupons'
import type { Refundable } from './scheduled-refunds'
import { withActivityMessages } from './scheduled-messages'
import { type Instance, OWNER_SECRET, type World } from './scheduled-shop'

const branchId = 'laojie'

/** The year card may be used by a household and comes with two gifts; stored value is sold beside it. */
export function stageDraft() {
  const cards = withActivityMessages(withGuarantees(withAutoRenew(withStoredValue(), { messages: false })))
  const draft = withReferral(
    withSomeCare(
      withSomeActivities(withPoints(withCampaigns(withSomeBenefits(withPerks(withLadder(cards)))))),
    ),
  )
  const terms = draft.plans[0]?.terms
  const gift = { quantity: 1, cost: 500, stock: 5, claimDays: 30 }
  if (terms)
    Object.assign(terms, {
      household: { helpers: 2 },
      gifts: [
        { ...gift, id: 'wan', name: '手工陶碗' },
        { ...gift, id: 'bei', name: '随行杯' },
      ],
    })
  return draft
}

/** The owner opens the shop, two clerks join it, and three people join and buy. */
export async function openWith(world: World, shop: Instance): Promise<Refundable & { orderId: string }> {
  await shop.call('owner', 'operations.claim', { operationId: shop.operationId(), secret: OWNER_SECRET })
  await shop.call('owner', 'operations.release', {
    operationId: shop.operationId(),
    expectedRelease: 0,
    draft: stageDraft(),
  })
  for (const clerk of ['clerk-1', 'clerk-2']) {
    const { invitation } = await invite(shop)
    await shop.call(clerk, 'membership.acceptInvitation', { operationId: shop.operationId(), invitation })
  }
  const made = { orderId: '', promisedId: '', topUpId: '' }
  for (const [index, person] of ['lin', 'lin2', 'lin3'].entries()) {
    const { id, version } = await shop.call(person, 'membership.agreement', { agreementId: 'service' })
    const operationId = shop.operationId()
    await shop.call(person, 'membership.join', { operationId, agreement: { id, version }, marketing: false })
    const code = `phone:1380000000${index + 1}:first`
    await shop.call(person, 'membership.bindPhone', { operationId: shop.operationId(), code })
    if (person === 'lin3') continue
    if (person === 'lin') {
      // The year card comes later, so that it is the one whose prices count.
      const promised = await shop.call('lin', 'payment.buy', await purchase(shop, 'baochang-yue'))
      made.promisedId = promised.order.orderId
      await shop.notify(world.pay.pay(made.promisedId, world.now))
    }
    const { order } = await shop.call(person, 'payment.buy', await purchase(shop))
    await shop.notify(world.pay.pay(order.orderId, world.now))
    if (person === 'lin') {
      made.orderId = order.orderId
      // The step without a price factor: the receipts cost what they cost everybody with a card.
      const { order: topUp } = await shop.call('lin', 'payment.topUp', await topUpOf(shop))
      made.topUpId = topUp.orderId
      await shop.notify(world.pay.pay(topUp.orderId, world.now))
    }
  }
  return made
}

export function invite(shop: Instance) {
  const operationId = shop.operationId()
  return shop.call('owner', 'operations.invite', { operationId, role: 'clerk', branchIds: [branchId] })
}

export async function purchase(shop: Instance, planId = 'nianka'): Promise<Input<'payment.buy'>> {
  const plan = await shop.call('lin', 'membership.plan', { planId })
  return {
    operationId: shop.operationId(),
    planId,
    versionId: plan.versionId,
    price: plan.price,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
  }
}

export async function topUpOf(shop: Instance): Promise<Input<'payment.topUp'>> {
  const { offer } = await shop.call('lin', 'membership.wallet', {})
  return {
    operationId: shop.operationId(),
    planId: offer?.planId ?? '',
    versionId: offer?.versionId ?? '',
    stepId: 'chong-100',
    price: 10_000,
    agreements: (offer?.agreements ?? []).map(({ id, version }) => ({ id, version })),
  }
}

export async function quoteOf(shop: Instance, clerk: string, code: string): Promise<string> {
  const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code })
  const lines = [{ productId: 'meishi', quantity: 1 }]
  return (await shop.call(clerk, 'counter.quote', { branchId, visit, lines })).quote
}

export async function settled(shop: Instance, tender: 'external' | 'wechat'): Promise<string> {
  const quote = await quoteOf(shop, 'clerk-1', await shop.codeOf('lin'))
  const { receipt } = await shop.call('clerk-1', 'counter.settle', { branchId, quote, tender })
  return receipt.receiptId
}

export async function payOnPhone(world: World, shop: Instance, receiptId: string): Promise<void> {
  const operationId = shop.operationId()
  await shop.call('lin', 'payment.payReceipt', { operationId, receiptId, amount: 900 })
  await shop.notify(world.pay.pay(operationId, world.now))
}
