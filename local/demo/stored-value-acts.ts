import { type Basket, type Clerk, FROM_BALANCE, settle } from './acts'
import type { Stage } from './stage'

/** What people do with money that they paid ahead. */

/** Registers the name for the higher cap (L5). The number's check character is right; it is nobody's. */
export async function registerName(stage: Stage, person: string, name: string): Promise<void> {
  await stage.call(person, 'membership.registerName', {
    operationId: stage.operationId(),
    name,
    identityNumber: '11010519491231002X',
    consent: true,
  })
}

/** A top-up from the wallet's page to the balance; returns the order's id. */
export async function topUp(stage: Stage, person: string, stepId: string): Promise<string> {
  const { offer } = await stage.call(person, 'membership.wallet', {})
  const step = offer?.ladder.find(({ id }) => id === stepId)
  if (!offer || !step) throw new Error(`no step ${stepId} is on sale`)
  const started = await stage.call(person, 'payment.topUp', {
    operationId: stage.operationId(),
    planId: offer.planId,
    versionId: offer.versionId,
    stepId,
    price: step.principal,
    agreements: offer.agreements.map(({ id, version }) => ({ id, version })),
  })
  if (!started.payment) throw new Error(`the top-up of ${person} can't be paid: ${started.order.state}`)
  await stage.pay(person, started.payment)
  const { order } = await stage.call(person, 'payment.sync', { orderId: started.order.orderId })
  if (order.state !== 'delivered') throw new Error(`the top-up of ${person} is ${order.state}`)
  return order.orderId
}

/** A friend's bill, paid with a code for at most `most` fen (M015). */
export async function payForFriend(
  stage: Stage,
  person: string,
  most: number,
  clerk: Clerk,
  basket: Basket,
): Promise<void> {
  const phoneCode = most > 20_000 ? { phoneCode: await stage.phoneCode(person) } : {}
  const operationId = stage.operationId()
  const { code } = await stage.call(person, 'membership.friendCode', { operationId, most, ...phoneCode })
  await settle(stage, code, clerk, basket, FROM_BALANCE)
}
