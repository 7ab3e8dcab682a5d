import { makeMemberCode } from '../../cloudfunctions/contract/member-code'
import type { Output } from '../../cloudfunctions/contract'
import type { Stage } from './stage'

/** The few things that people do in the story, each through the same actions as the mini-program. */

export async function join(stage: Stage, person: string, nickname: string): Promise<void> {
  const agreement = await stage.call(person, 'membership.agreement', { agreementId: 'service' })
  await stage.call(person, 'membership.join', {
    operationId: stage.operationId(),
    agreement: { id: 'service', version: agreement.version },
    marketing: false,
    nickname,
  })
}

export async function bindPhone(stage: Stage, person: string): Promise<void> {
  const code = await stage.phoneCode(person)
  await stage.call(person, 'membership.bindPhone', { operationId: stage.operationId(), code })
}

export async function buyCard(stage: Stage, person: string, planId: string): Promise<string> {
  const plan = await stage.call(person, 'membership.plan', { planId })
  const started = await stage.call(person, 'payment.buy', {
    operationId: stage.operationId(),
    planId,
    versionId: plan.versionId,
    price: plan.price,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
  })
  if (!started.payment) throw new Error(`the order of ${person} can't be paid: ${started.order.state}`)
  await stage.pay(person, started.payment)
  const { order } = await stage.call(person, 'payment.sync', { orderId: started.order.orderId })
  if (order.state !== 'delivered') throw new Error(`the card of ${person} is ${order.state}`)
  return order.orderId
}

export type Basket = readonly (readonly [productId: string, quantity: number])[]

/** A visit to the counter: code shown, scanned, basket quoted, settled with money outside. */
export async function visit(
  stage: Stage,
  person: string,
  clerk: { person: string; branchId: string },
  basket: Basket,
): Promise<Output<'counter.settle'>> {
  const { branchId } = clerk
  const shown = await stage.call(person, 'membership.code', {})
  const code = makeMemberCode({
    number: shown.number,
    secretHex: shown.secret,
    now: stage.now(),
    nonce: Math.floor(Math.random() * 2 ** 32),
  })
  const resolved = await stage.call(clerk.person, 'counter.resolve', { branchId, code })
  const quoted = await stage.call(clerk.person, 'counter.quote', {
    branchId,
    visit: resolved.visit,
    lines: basket.map(([productId, quantity]) => ({ productId, quantity })),
  })
  return stage.call(clerk.person, 'counter.settle', { branchId, quote: quoted.quote, tender: 'external' })
}
