import { makeMemberCode } from '../../cloudfunctions/contract/member-code'
import type { Input, Output } from '../../cloudfunctions/contract'
import type { Stage } from './stage'

/** The few things that people do in the story, each through the same actions as the mini-program. */

export async function join(
  stage: Stage,
  person: string,
  nickname: string,
  { marketing = false }: { marketing?: boolean } = {},
): Promise<void> {
  const agreement = await stage.call(person, 'membership.agreement', { agreementId: 'service' })
  await stage.call(person, 'membership.join', {
    operationId: stage.operationId(),
    agreement: { id: 'service', version: agreement.version },
    marketing,
    nickname,
  })
}

export async function bindPhone(stage: Stage, person: string): Promise<void> {
  const code = await stage.phoneCode(person)
  await stage.call(person, 'membership.bindPhone', { operationId: stage.operationId(), code })
}

/** `as`: which of the plan's prices; absent: the regular one. */
export async function buyCard(
  stage: Stage,
  person: string,
  planId: string,
  as?: Input<'payment.buy'>['as'],
): Promise<string> {
  const plan = await stage.call(person, 'membership.plan', { planId })
  const option = plan.offers.options.find((each) => each.as === as)
  const started = await stage.call(person, 'payment.buy', {
    operationId: stage.operationId(),
    planId,
    versionId: plan.versionId,
    price: option?.price ?? plan.price,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    ...(as ? { as } : {}),
  })
  if (!started.payment) throw new Error(`the order of ${person} can't be paid: ${started.order.state}`)
  await stage.pay(person, started.payment)
  const { order } = await stage.call(person, 'payment.sync', { orderId: started.order.orderId })
  if (order.state !== 'delivered') throw new Error(`the card of ${person} is ${order.state}`)
  return order.orderId
}

/** Allows what the app asks for at this moment (L12): one message more of each template. */
export async function allowMessages(
  stage: Stage,
  person: string,
  moment: NonNullable<Input<'renewal.messageSettings'>['moment']>,
): Promise<void> {
  const { ask } = await stage.call(person, 'renewal.messageSettings', { moment })
  if (ask.length === 0) return
  stage.accept(
    person,
    ask.map(({ templateId }) => templateId),
  )
  await stage.call(person, 'renewal.allowMessages', {
    operationId: stage.operationId(),
    results: ask.map(({ template, templateId }) => ({ template, templateId, answer: 'accept' as const })),
  })
}

/** Joins, binds the phone and buys; the order's id. */
export async function newMember(
  stage: Stage,
  person: string,
  name: string,
  planId: string,
  as?: Input<'payment.buy'>['as'],
): Promise<string> {
  await join(stage, person, name)
  await bindPhone(stage, person)
  const orderId = await buyCard(stage, person, planId, as)
  await allowMessages(stage, person, 'after_payment')
  return orderId
}

/** Consents to charges under a contract and signs it on WeChat's page. */
export async function signCharges(
  stage: Stage,
  person: string,
  charges: Pick<Input<'payment.signContract'>, 'purpose' | 'planId' | 'amount' | 'topUp'>,
): Promise<void> {
  const plan = await stage.call(person, 'membership.plan', { planId: charges.planId })
  const prepared = await stage.call(person, 'payment.signContract', {
    operationId: stage.operationId(),
    ...charges,
    versionId: plan.versionId,
    consent: true,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
  })
  await stage.sign(person, prepared)
  // Each charge has its notice and its outcome to tell.
  for (let time = 0; time < 3; time += 1) await allowMessages(stage, person, 'after_payment')
}

export type Basket = readonly (readonly [productId: string, quantity: number])[]

export interface Clerk {
  readonly person: string
  readonly branchId: string
}

/** How an order is paid: in cash, without points and taken along, where nothing else is said. */
export interface Paying extends Pick<Input<'counter.quote'>, 'points' | 'delivery'> {
  readonly tender?: 'external' | 'stored_value'
}

export const FROM_BALANCE: Paying = { tender: 'stored_value' }

/** A visit to the counter: code shown, scanned, basket quoted, settled. */
export async function visit(
  stage: Stage,
  person: string,
  clerk: Clerk,
  basket: Basket,
  paying: Paying = {},
): Promise<Output<'counter.settle'>> {
  return settle(stage, await memberCode(stage, person), clerk, basket, paying)
}

/** The clerk entered it twice: undone at once. */
export async function undo(
  stage: Stage,
  { person, branchId }: Clerk,
  { memberNumber, receipt: { receiptId } }: Output<'counter.settle'>,
): Promise<void> {
  await stage.call(person, 'counter.undo', { branchId, memberNumber, receiptId })
}

/** The code that the member's phone shows now. */
export async function memberCode(stage: Stage, person: string): Promise<string> {
  const shown = await stage.call(person, 'membership.code', {})
  return makeMemberCode({
    number: shown.number,
    secretHex: shown.secret,
    now: stage.now(),
    nonce: Math.floor(Math.random() * 2 ** 32),
  })
}

/** From the scan of a code, a member's own or one for a friend's bill, to the receipt. */
export async function settle(
  stage: Stage,
  code: string,
  clerk: Clerk,
  basket: Basket,
  { tender = 'external', ...asked }: Paying,
): Promise<Output<'counter.settle'>> {
  const { branchId } = clerk
  const resolved = await stage.call(clerk.person, 'counter.resolve', { branchId, code })
  const quoted = await stage.call(clerk.person, 'counter.quote', {
    branchId,
    visit: resolved.visit,
    lines: basket.map(([productId, quantity]) => ({ productId, quantity })),
    ...asked,
  })
  return stage.call(clerk.person, 'counter.settle', { branchId, quote: quoted.quote, tender })
}

/** Gives an order back for what is quoted; `review` asks a person about the seventh day. */
export async function giveBack(
  stage: Stage,
  person: string,
  orderId: string,
  way: 'quoted' | 'review' = 'quoted',
): Promise<void> {
  const quote = await stage.call(person, 'payment.refundQuote', { orderId })
  const refund = way === 'review' ? quote.afterReview?.refund : quote.refund
  if (refund === undefined) throw new Error(`nothing of ${orderId} can be reviewed`)
  await stage.call(person, 'payment.refund', { operationId: stage.operationId(), orderId, refund })
}
