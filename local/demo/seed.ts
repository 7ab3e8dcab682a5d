import { randomInt } from 'node:crypto'
import { makeOperationId } from '../../cloudfunctions/contract/operation-id'
import type { Stack } from '../stack'
import { type DemoShop, playScenes } from './shop'
import { DEMO_SHOPS } from './shops'
import type { Stage } from './stage'

export interface SeedOptions {
  stack: Stack
  /** With it the owner claims the shop. */
  ownerClaimSecret: string
  /** Default: the first shop of the demo. */
  shop?: DemoShop
  /** Learns how many scenes of the history are played. */
  onProgress?: (done: number, of: number) => void
}

/**
 * Fills an empty shop with its history: the clock goes back to the shop's first day, and everything
 * that happened since is done again, through the same actions that the mini-program uses.
 */
export default async function seed(options: SeedOptions): Promise<void> {
  const { stack, ownerClaimSecret, shop = DEMO_SHOPS[0], onProgress } = options
  for (const { id, name, label, side, phone } of shop.people)
    stack.people.put({ id, name, role: label, side, phone })
  for (const { id, name } of shop.regulars) stack.people.put({ id, name, role: '常客', side: 'shopper' })
  const today = stack.clock.now()
  const stage = stageOn(stack)
  await stack.clock.jump(shop.begins(today))
  await shop.open(stage, ownerClaimSecret, today)
  await playScenes(stage, shop.scenes(today), onProgress)
  await stage.moveTo(today)
}

function stageOn(stack: Stack): Stage {
  const openidOf = (person: string) => stack.people.get(person).openid
  return {
    now: () => stack.clock.now(),
    operationId: () => makeOperationId(stack.clock.now(), () => randomInt(2 ** 32) / 2 ** 32),
    moveTo: (instant) => stack.arrive(Math.max(instant, stack.clock.now())),
    phoneCode: (person) =>
      Promise.resolve(stack.wechat.phoneCode(openidOf(person), stack.people.get(person).phone ?? '')),
    accept(person, templateIds) {
      const answers = Object.fromEntries(templateIds.map((id) => [id, 'accept' as const]))
      stack.wechat.subscriptions.answer(openidOf(person), answers)
    },
    async call(person, action, input) {
      const answer = await stack.call(person, action, input)
      if (answer.ok) return answer.data
      throw new Error(`${action} as ${person}: ${answer.code} ${JSON.stringify(answer.detail ?? '')}`)
    },
    async pay(person, payment) {
      const prepayId = stack.wechat.openCashier(payment)
      const paid = prepayId && stack.wechat.pay(prepayId, openidOf(person))
      if (paid !== 'ok') throw new Error(`${person} can't pay: ${paid}`)
      await stack.wechat.tick()
    },
    async sign(person, { navigate }) {
      const signed = stack.wechat.papay.sign(navigate.extraData, openidOf(person), { ticked: true })
      if (signed.kind !== 'signed') throw new Error(`${person} can't sign: ${signed.kind}`)
      await stack.wechat.tick()
    },
  }
}
