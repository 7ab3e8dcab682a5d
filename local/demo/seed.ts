import { randomInt } from 'node:crypto'
import { makeOperationId } from '../../cloudfunctions/contract/operation-id'
import type { SeedOptions } from '../launch'
import type { Stack } from '../stack'
import { PEOPLE } from './people'
import { REGULARS } from './regulars'
import type { Stage } from './stage'
import { openShop, playStory, storyBegins } from './story'

/**
 * Fills an empty shop with its history: the clock goes back fourteen months, and everything that
 * happened since is done again, through the same actions that the mini-program uses.
 */
export default async function seed({ stack, ownerClaimSecret }: SeedOptions): Promise<void> {
  for (const { id, name, label, side, phone } of PEOPLE)
    stack.people.put({ id, name, role: label, side, phone })
  for (const { id, name } of REGULARS) stack.people.put({ id, name, role: '常客', side: 'shopper' })
  const today = stack.clock.now()
  const stage = stageOn(stack)
  await stack.clock.jump(storyBegins(today))
  await openShop(stage, ownerClaimSecret)
  await playStory(stage, today)
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
  }
}
