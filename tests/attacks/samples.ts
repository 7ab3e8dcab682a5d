import type { ActionName, Input, Output } from '../../cloudfunctions/contract'
import { documents } from '../invariants'
import type { Order } from '../../cloudfunctions/domain/order'
import { withAlliance } from '../alliance-shop'
import { manualRefund, requestUnderReview, withGuarantees } from '../refund-shop'
import { withAutoRenew } from '../auto-renew-shop'
import { AUTO_RENEW_SAMPLES } from './samples-auto-renew'
import { ACTIVITY_SAMPLES, withEndlessActivities } from './samples-activities'
import { ALLIANCE_SAMPLES } from './samples-alliance'
import { CARE_SAMPLES, withEndlessCare } from './samples-care'
import { BENEFIT_SAMPLES, withEndlessBenefits } from './samples-benefits'
import { type Stage, staffOr, visit } from './sample-stage'
import { COUPON_SAMPLES, withEndlessCampaigns } from './samples-coupons'
import { MESSAGE_SAMPLES, withAllowedMessages } from './samples-messages'
import { OFFER_SAMPLES } from './samples-offers'
import { STATEMENT_SAMPLES } from './samples-statements'
import { TIER_SAMPLES, withTiers } from './samples-tiers'
import { TRANSFER_SAMPLES } from './samples-transfers'
import { ENTITLEMENT_SAMPLES, withEndlessGifts } from './samples-entitlements'
import { withPoints } from '../points-shop'
import { POINTS_SAMPLES } from './samples-points'
import { GOODS_RETURN_SAMPLES } from './samples-goods-returns'
import { newcomerLin, REFERRAL_SAMPLES, withInvitations } from './samples-referral'
import { PRIVACY_SAMPLES } from './samples-privacy'
import { RENEWAL_SAMPLES } from './samples-renewal'
import { openidOf, openShop, OWNER_SECRET, settleFor, type Shop } from '../shop'
import { IDENTITY_NUMBER, NAME, topUp, topUpInput, withStoredValue } from '../stored-value-shop'

export type { Stage } from './sample-stage'

export const PHONE = '13812345678'

/** Every way to sell a card, the year card first. */
function stageDraft() {
  return withInvitations(
    withEndlessCare(
      withEndlessActivities(
        withPoints(
          withEndlessBenefits(
            withEndlessCampaigns(
              withEndlessGifts(
                withGuarantees(
                  withAlliance(
                    withAllowedMessages(withAutoRenew(withTiers(withStoredValue()), { messages: false })),
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

/**
 * Everybody an action may meet: `lin` and `chen` are members with cards, `clerk-laojie` and
 * `clerk-kejiyuan` clerks, `manager` the manager of 老街店, `owner` the owner.
 */
export async function openStage(seed = 1): Promise<Stage> {
  const shop = await openShop({ seed, draft: stageDraft() })
  for (const person of ['lin', 'chen']) {
    await shop.join(person)
    if (person === 'lin') await newcomerLin(shop, PHONE)
    await shop.buy(person)
    await topUp(shop, person, 'chong-500')
  }
  await shop.call('manager', 'membership.acceptInvitation', {
    operationId: shop.operationId(),
    invitation: await invitation(shop, 'manager'),
  })
  const settled = await settleFor(shop, 'lin', [['meishi', 1]])
  await shop.clock.advance(20 * 60_000)
  let newcomers = 0
  return {
    shop,
    receiptId: settled.receipt.receiptId,
    newcomer: () => `newcomer-${(newcomers += 1)}`,
  }
}

/**
 * A valid input of every action, fresh each time, for the caller who sends it: an action without a
 * row here fails the suites of roles and of fuzz.
 */
export const SAMPLES: { readonly [A in ActionName]: (stage: Stage, caller: string) => Promise<Input<A>> } = {
  'membership.home': async () => ({}),
  'membership.plans': async () => ({}),
  'membership.plan': async () => ({ planId: 'nianka' }),
  'membership.agreement': async ({ shop }) => {
    const input = { agreementId: 'service' }
    return { ...input, version: (await shop.call('lin', 'membership.agreement', input)).version }
  },
  'membership.calculator': async () => ({ planId: 'nianka' }),
  'membership.cards': async () => ({}),
  'membership.savings': async () => ({}),
  'membership.receipts': async ({ shop }) => ({ month: '2027-03', before: shop.clock.now() }),
  'membership.receipt': async ({ receiptId }) => ({ receiptId }),
  'membership.code': async () => ({}),
  'membership.pulse': async () => ({ since: 0 }),
  'membership.join': async ({ shop }) => {
    const { id, version } = await shop.call('lin', 'membership.agreement', { agreementId: 'service' })
    return {
      operationId: shop.operationId(),
      agreement: { id, version },
      marketing: false,
      nickname: '林晓雯',
    }
  },
  'membership.bindPhone': async ({ shop }, caller) => ({
    operationId: shop.operationId(),
    code: shop.wechat.phoneCode(
      openidOf(caller),
      `139${shop.numberOf(caller).replace(/\D/g, '').padEnd(8, '0').slice(0, 8)}`,
    ),
  }),
  'membership.merge': async (stage, caller) => {
    const { shop } = stage
    const person = stage.newcomer()
    const bound = `137${shop.numberOf(person).replace(/\D/g, '').padEnd(8, '0').slice(0, 8)}`
    await shop.join(person)
    const code = shop.wechat.phoneCode(openidOf(person), bound)
    await shop.call(person, 'membership.bindPhone', { operationId: shop.operationId(), code })
    return {
      operationId: shop.operationId(),
      phoneCode: shop.wechat.phoneCode(openidOf(caller), bound),
      memberCode: await shop.codeOf(person),
    }
  },
  'membership.consent': async ({ shop }) => ({
    operationId: shop.operationId(),
    purpose: 'marketing',
    granted: true,
  }),
  'membership.preferences': async ({ shop }) => ({
    operationId: shop.operationId(),
    nickname: '林晓雯',
    largeText: true,
  }),
  'membership.acceptInvitation': async ({ shop }) => ({
    operationId: shop.operationId(),
    invitation: await invitation(shop, 'clerk', ['kejiyuan']),
  }),
  'membership.wallet': async ({ shop }) => ({ before: shop.clock.now() + 1 }),
  'membership.budget': async ({ shop }) => ({ operationId: shop.operationId(), monthly: 50_000 }),
  'membership.friendCode': async ({ shop }) => ({ operationId: shop.operationId(), most: 5000 }),
  'membership.registerName': async ({ shop }) => ({
    operationId: shop.operationId(),
    name: NAME,
    identityNumber: IDENTITY_NUMBER,
    consent: true,
  }),
  'membership.walletRecords': async () => ({ year: 2027 }),

  'payment.topUp': async ({ shop }) => topUpInput(shop, 'lin', 'chong-100'),

  'payment.buy': async ({ shop }) => purchase(shop),
  'payment.payReceipt': async (stage) => {
    const { receipt } = await waiting(stage)
    const { receiptId, paid: amount } = receipt
    return { operationId: stage.shop.operationId(), receiptId, amount }
  },
  'payment.sync': async ({ shop }) => ({ orderId: await cardOrder(shop) }),
  'payment.cancel': async ({ shop }) => {
    const { order } = await shop.call('lin', 'payment.buy', await purchase(shop))
    return { orderId: order.orderId }
  },
  'payment.orders': async ({ shop }) => ({ before: shop.clock.now() + 1 }),
  'payment.refundQuote': async ({ shop }) => {
    await letGo(shop)
    return { orderId: await cardOrder(shop) }
  },
  'payment.refund': async ({ shop }) => {
    await letGo(shop)
    const orderId = await cardOrder(shop)
    const { refund } = await shop.call('lin', 'payment.refundQuote', { orderId })
    return { operationId: shop.operationId(), orderId, refund }
  },
  'payment.refunds': async () => ({}),
  'payment.guarantee': async ({ shop }) => ({ orderId: await cardOrder(shop, 'baochang-yue') }),
  'payment.claimGuarantee': async ({ shop }) => {
    await letGo(shop)
    const orderId = await cardOrder(shop, 'baochang-yue')
    const { refund } = await shop.call('lin', 'payment.guarantee', { orderId })
    return { operationId: shop.operationId(), orderId, refund }
  },
  'payment.settleDue': async () => ({}),

  'counter.desk': async () => ({ branchId: 'laojie' }),
  'counter.resolve': async ({ shop }) => ({ branchId: 'laojie', code: await shop.codeOf('lin') }),
  'counter.find': async ({ shop }) => ({
    operationId: shop.operationId(),
    branchId: 'laojie',
    phone: PHONE,
  }),
  'counter.quote': async (stage, caller) => ({
    branchId: 'laojie',
    visit: await visit(stage, staffOr(caller)),
    lines: [
      { productId: 'meishi', quantity: 2 },
      { categoryId: 'bakery', amount: 1250 },
    ],
  }),
  'counter.settle': async (stage, caller) => {
    await letGo(stage.shop)
    return { branchId: 'laojie', quote: await quote(stage, staffOr(caller)), tender: 'external' }
  },
  'counter.receipt': async ({ shop, receiptId }) => ({
    branchId: 'laojie',
    memberNumber: shop.numberOf('lin'),
    receiptId,
  }),
  'counter.cancelPayment': async (stage) => ({
    branchId: 'laojie',
    memberNumber: stage.shop.numberOf('lin'),
    receiptId: (await waiting(stage)).receipt.receiptId,
  }),
  'counter.undo': async ({ shop }) => {
    await letGo(shop)
    const { receipt, memberNumber } = await settleFor(shop, 'lin', [['meishi', 1]])
    return { branchId: 'laojie', memberNumber, receiptId: receipt.receiptId }
  },
  'counter.today': async () => ({ branchId: 'laojie' }),

  'operations.claim': async ({ shop }) => ({ operationId: shop.operationId(), secret: OWNER_SECRET }),
  'operations.catalogue': async () => ({}),
  'operations.release': async ({ shop }) => {
    const { release, draft } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft) throw new Error('nothing was released')
    return { operationId: shop.operationId(), expectedRelease: release, draft }
  },
  'operations.invite': async ({ shop }) => ({
    operationId: shop.operationId(),
    role: 'clerk',
    branchIds: ['laojie', 'kejiyuan'],
  }),
  'operations.revoke': async (stage) => {
    const { shop } = stage
    const person = stage.newcomer()
    const accepted = { operationId: shop.operationId(), invitation: await invitation(shop, 'clerk') }
    await shop.call(person, 'membership.acceptInvitation', accepted)
    return { operationId: shop.operationId(), memberNumber: shop.numberOf(person) }
  },
  'operations.staff': async () => ({}),
  'operations.today': async () => ({}),
  'operations.attention': async () => ({}),
  'operations.reconciliation': async () => ({ day: '2027-03-09' }),
  'operations.unreportedOrders': async () => ({}),
  'operations.guaranteeOutlook': async () => ({}),
  'operations.refundRequests': async () => ({}),
  'operations.refundQuote': async ({ shop }) => {
    await letGo(shop)
    return { memberNumber: shop.numberOf('lin'), orderId: await cardOrder(shop), cause: 'operator' }
  },
  'operations.refund': async (stage) => {
    const { shop } = stage
    const person = stage.newcomer()
    const orderId = await shop.buy(person)
    const asked = { memberNumber: shop.numberOf(person), orderId, cause: 'minor' as const }
    const { refund } = await shop.call('owner', 'operations.refundQuote', asked)
    return { operationId: shop.operationId(), ...asked, refund }
  },
  'operations.refundTransferred': async (stage) => ({
    operationId: stage.shop.operationId(),
    refundId: await manualRefund(stage.shop, stage.newcomer()),
    evidence: '银行回单尾号0012',
  }),
  'operations.refuseRefund': async (stage) => ({
    operationId: stage.shop.operationId(),
    refundId: await requestUnderReview(stage.shop, stage.newcomer()),
    reason: '付款后第7天不是法定假日',
  }),
  'operations.liability': async () => ({}),
  'renewal.sweep': async () => ({}),
  ...ACTIVITY_SAMPLES,
  ...ALLIANCE_SAMPLES,
  ...CARE_SAMPLES,
  ...REFERRAL_SAMPLES,
  ...RENEWAL_SAMPLES,
  ...AUTO_RENEW_SAMPLES,
  ...BENEFIT_SAMPLES,
  ...ENTITLEMENT_SAMPLES,
  ...OFFER_SAMPLES,
  ...POINTS_SAMPLES,
  ...GOODS_RETURN_SAMPLES,
  ...STATEMENT_SAMPLES,
  ...PRIVACY_SAMPLES,
  ...TIER_SAMPLES,
  ...MESSAGE_SAMPLES,
  ...COUPON_SAMPLES,
  ...TRANSFER_SAMPLES,
}

export async function invitation(shop: Shop, role: 'clerk' | 'manager', branchIds = ['laojie']) {
  const input = { operationId: shop.operationId(), role, branchIds }
  return (await shop.call('owner', 'operations.invite', input)).invitation
}

export async function quote(stage: Stage, clerk: string, branchId = 'laojie'): Promise<string> {
  const lines = [{ productId: 'meishi', quantity: 1 }]
  const input = { branchId, visit: await visit(stage, clerk, branchId), lines }
  return (await stage.shop.call(clerk, 'counter.quote', input)).quote
}

/** A receipt of `lin` that waits for the phone. */
export async function waiting(stage: Stage): Promise<Output<'counter.settle'>> {
  await letGo(stage.shop)
  return stage.shop.call('clerk-laojie', 'counter.settle', {
    branchId: 'laojie',
    quote: await quote(stage, 'clerk-laojie'),
    tender: 'wechat',
  })
}

/** Nothing of `lin` waits for a payment any more. */
async function letGo(shop: Shop): Promise<void> {
  const { openPayment } = await shop.call('lin', 'membership.home', {})
  if (!openPayment) return
  await shop.call('clerk-laojie', 'counter.cancelPayment', {
    branchId: 'laojie',
    memberNumber: shop.numberOf('lin'),
    receiptId: openPayment.receiptId,
  })
}

async function purchase(shop: Shop): Promise<Input<'payment.buy'>> {
  const plan = await shop.call('lin', 'membership.plan', { planId: 'nianka' })
  return {
    operationId: shop.operationId(),
    planId: 'nianka',
    versionId: plan.versionId,
    price: plan.price,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
  }
}

/** The order of a card that `lin` holds; bought anew where the last one was given back. */
async function cardOrder(shop: Shop, planId = 'nianka'): Promise<string> {
  const memberId = shop.numberOf('lin')
  const held = documents<Order>(shop, 'orders').find(
    (order) => order.memberId === memberId && order.card?.planId === planId && order.state === 'delivered',
  )
  return held?._id ?? shop.buy('lin', planId)
}
