import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { Input, Output } from '../cloudfunctions/contract'
import { USUAL_FIELDS } from '../cloudfunctions/contract/message-flows'
import type { ContractView } from '../cloudfunctions/contract/auto-renew'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'
import { BAKERY } from '../local/demo/bakery'
import { documents } from './invariants'
import { openidOf, type Shop } from './shop'
import { withStoredValue } from './stored-value-shop'

type PlanDraft = CatalogueDraft['plans'][number]

const YEAR_CARD = BAKERY.plans[0]?.terms
if (!YEAR_CARD) throw new Error('the demo shop sells no card')

/** A month for 39 yuan, the first eight days for one; it renews by itself where that is signed. */
export const MONTHLY: PlanDraft = {
  id: 'yueka',
  onSale: true,
  terms: {
    ...YEAR_CARD,
    name: '麦香月卡',
    price: 3900,
    months: 1,
    rules: ['按月有效,自动续费需单独开通,取消当场生效'],
    autoRenew: { amount: 3900 },
    trial: { price: 100, days: 30 },
  },
}

/** Nothing now, at the end what was saved, at most 100 yuan (M050). */
export const AS_SAVED: PlanDraft = {
  id: 'shengka',
  onSale: true,
  terms: {
    ...YEAR_CARD,
    name: '省多少付多少',
    price: 10_000,
    months: 1,
    rules: ['先用后付,到期按已省金额支付,最多100元'],
    payAsSaved: true,
  },
}

export const TEMPLATES = { renewal: '12251', top_up: '12252', as_saved: '12253' } as const
export const NOTICE_TEMPLATE = 'message-renewal-notice'
const NOTICE_SETTINGS = { templateId: NOTICE_TEMPLATE, fields: { ...USUAL_FIELDS.renewal_notice } }

/** The demo shop with everything that charges by contract; `messages` off: notices lie in the app. */
export function withAutoRenew(
  draft: CatalogueDraft = withStoredValue(),
  { graceDays = 3, messages = true }: { graceDays?: number; messages?: boolean } = {},
): CatalogueDraft {
  const { plans, settings, ...rest } = structuredClone(draft)
  return {
    ...rest,
    plans: [...plans, structuredClone(MONTHLY), structuredClone(AS_SAVED)],
    settings: {
      ...settings,
      autoRenew: {
        enabled: true,
        templateId: TEMPLATES.renewal,
        topUpTemplateId: TEMPLATES.top_up,
        asSavedTemplateId: TEMPLATES.as_saved,
        graceDays,
      },
      ...(messages ? { messages: { ...settings?.messages, renewal_notice: NOTICE_SETTINGS } } : {}),
    },
  }
}

/** What `payment.signContract` takes for a plan as it is sold now. */
export async function contractInput(
  shop: Shop,
  person: string,
  planId = 'yueka',
  purpose: Input<'payment.signContract'>['purpose'] = 'renewal',
): Promise<Input<'payment.signContract'>> {
  const plan = await shop.call(person, 'membership.plan', { planId })
  return {
    operationId: shop.operationId(),
    purpose,
    planId,
    versionId: plan.versionId,
    amount: purpose === 'renewal' ? 3900 : 10_000,
    consent: true,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    ...(purpose === 'top_up' ? { topUp: { stepId: 'chong-100', below: 60_000, monthlyMost: 20_000 } } : {}),
  }
}

/** The whole way: prepared here, ticked and signed on WeChat's page, told by WeChat. */
export async function sign(
  shop: Shop,
  person: string,
  planId = 'yueka',
  purpose: Input<'payment.signContract'>['purpose'] = 'renewal',
): Promise<string> {
  const input = await contractInput(shop, person, planId, purpose)
  const prepared = await shop.call(person, 'payment.signContract', input)
  signAtWechat(shop, person, prepared)
  await shop.wechat.tick()
  await allowNotices(shop, person)
  return prepared.contract.contractCode
}

/** Accepts at WeChat's popup, enough for a year of notices; nothing where the shop has no template. */
export async function allowNotices(shop: Shop, person: string, times = 16): Promise<void> {
  const { credits } = await shop.call(person, 'renewal.messageSettings', {})
  if (!credits.some(({ templateId }) => templateId === NOTICE_TEMPLATE)) return
  for (let time = 0; time < times; time += 1) {
    shop.wechat.subscriptions.answer(openidOf(person), { [NOTICE_TEMPLATE]: 'accept' })
    await shop.call(person, 'renewal.allowMessages', {
      operationId: shop.operationId(),
      results: [{ template: 'renewal_notice', templateId: NOTICE_TEMPLATE, answer: 'accept' }],
    })
  }
}

export function signAtWechat(shop: Shop, person: string, { navigate }: Output<'payment.signContract'>): void {
  const signed = shop.wechat.papay.sign(navigate.extraData, openidOf(person), { ticked: true })
  if (signed.kind !== 'signed') throw new Error(`signing: ${signed.kind}`)
}

export async function contractOf(shop: Shop, person: string, contractCode: string): Promise<ContractView> {
  const { contracts } = await shop.call(person, 'membership.autoRenew', {})
  const found = contracts.find((contract) => contract.contractCode === contractCode)
  if (!found) throw new Error(`${person} has no contract ${contractCode}`)
  return found
}

export function memberOf(shop: Shop, person: string): MemberDocument {
  const found = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))
  if (!found) throw new Error(`${person} is no member`)
  return found
}

/** Everything that is due on both timers and at WeChat, at the clock's moment. */
export async function runTimers(shop: Shop, rounds = 2): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await shop.timer('payment', 'settleDue')
    await shop.timer('renewal', 'sweep')
    await shop.wechat.tick()
  }
}

/**
 * Moves the clock to each moment at which something falls due for a person, through `until`, and
 * runs the timers there: nothing of the days in between is left out, and nothing is waited for.
 */
export async function live(
  shop: Shop,
  person: string,
  until: number,
  each: (now: number) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (;;) {
    const { nextDueAt } = memberOf(shop, person)
    const next = Math.min(until, Math.max(shop.clock.now() + 60_000, nextDueAt ?? until))
    await shop.clock.advance(next - shop.clock.now())
    await runTimers(shop, 1)
    await shop.clock.advance(3000)
    await shop.wechat.tick()
    await each(shop.clock.now())
    if (shop.clock.now() >= until) return
  }
}

/** Fen that WeChat took from a person by contract and did not give back. */
export function kept(shop: Shop, person: string): number {
  const contracts = shop.wechat.papay.contracts().filter(({ openid }) => openid === openidOf(person))
  const taken = shop.wechat.papay
    .debits()
    .filter(
      ({ state, contractId }) =>
        state === 'SUCCESS' && contracts.some((one) => one.contractId === contractId),
    )
  const orders = new Set(taken.map(({ orderId }) => orderId))
  const back = shop.wechat
    .refunds()
    .filter(({ orderId }) => orders.has(orderId))
    .reduce((sum, { amount }) => sum + amount, 0)
  return taken.reduce((sum, { amount }) => sum + amount, 0) - back
}
