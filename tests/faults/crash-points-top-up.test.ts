import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import type { CallFault } from '../../local/wechat/faults'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { payAt, topUp, topUpInput, withStoredValue } from '../stored-value-shop'
import { STRIKES, struckFlows, withBlow } from './crash'
import { disagreements, keptAtWechat, orderTopUp, pay, recover } from './payments'

const MOST_CALLS = 30

/** What is begun and may be begun again, and what the shop keeps of it and the wallet holds. */
interface Begun {
  readonly orderId: string
  readonly work: () => Promise<unknown>
  readonly kept: number
  readonly balance: number
}

interface Flow {
  readonly title: string
  /** Its end comes by timers and callbacks, not by the person's next press. */
  readonly lingers?: true
  prepare(shop: Shop, person: string): Promise<Begun>
}

const FLOWS: readonly Flow[] = [
  {
    title: 'a top-up, from the cashier to the wallet',
    async prepare(shop, person) {
      const input = await topUpInput(shop, person, 'chong-500')
      const work = async () => {
        const started = await shop.call(person, 'payment.topUp', input)
        if (started.payment) payAt(shop, person, started)
        await shop.wechat.tick()
        await shop.call(person, 'payment.sync', { orderId: input.operationId })
      }
      return { orderId: input.operationId, work, kept: 50_000, balance: 55_000 }
    },
  },
  {
    title: 'a top-up that no longer fits under the cap',
    lingers: true,
    async prepare(shop, person) {
      const late = await orderTopUp(shop, person)
      await topUp(shop, person, 'chong-500')
      pay(shop, late)
      return { orderId: late.orderId, work: () => shop.wechat.tick(), kept: 0, balance: 55_000 }
    },
  },
  {
    title: 'a top-up given back',
    async prepare(shop, person) {
      const orderId = await topUp(shop, person, 'chong-500')
      const input = { operationId: shop.operationId(), orderId, refund: 50_000 }
      return { orderId, work: () => shop.call(person, 'payment.refund', input), kept: 0, balance: 0 }
    },
  },
]

describe('X1 I3 I6 I10 crash points of stored value', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withStoredValue() })
  })
  afterAll(() => shop.close())

  const held = (person: string) => {
    const member = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))
    const lots = member?.state.wallet.lots ?? []
    return lots.reduce((sum, { principalLeft, bonusLeft }) => sum + principalLeft + bonusLeft, 0)
  }

  async function settledEverything(played: readonly (Begun & { person: string })[]) {
    await recover(shop, 4)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
    for (const { orderId, person, kept, balance } of played)
      expect([keptAtWechat(shop, orderId), held(person)]).toEqual([kept, balance])
  }

  const cases = struckFlows(FLOWS)

  it.each(cases)('X1 %s: %s at each call; exactly once in the end', async (_title, blow, flow) => {
    const played: (Begun & { person: string })[] = []
    for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
      const person = `saver-${(people += 1)}`
      const begun = await flow.prepare(shop, person)
      const untilTold = async () => {
        await begun.work()
        await shop.clock.advance(3000)
        await shop.wechat.tick()
      }
      const { reached } = await withBlow(shop, nth, blow, untilTold)
      played.push({ ...begun, person })
      // The person presses again; WeChat and the timers come again by themselves.
      await begun.work().catch(() => undefined)
      // What is still to come by itself would be struck in the next one's place.
      if (flow.lingers) await recover(shop, 1)
      if (!reached) break
    }
    await settledEverything(played)
    expect(played.length).toBeGreaterThan(5)
    expect(played.length).toBeLessThan(MOST_CALLS)
  })

  const FAULTS = ['server_error', 'lost_answer', 'forged'] as const satisfies readonly CallFault[]
  const CALLS = ['prepay', 'query', 'refund', 'query_refund'] as const

  it.each(FAULTS)(
    'X1 %s at each of WeChat’s own calls: every top-up is in the wallet or came back',
    async (fault) => {
      const played: (Begun & { person: string })[] = []
      for (const flow of FLOWS)
        for (const call of CALLS) {
          const person = `saver-${(people += 1)}`
          const begun = await flow.prepare(shop, person)
          shop.wechat.faults.onCall(fault, { call })
          await begun.work().catch(() => undefined)
          await begun.work().catch(() => undefined)
          shop.wechat.faults.clear()
          await begun.work().catch(() => undefined)
          played.push({ ...begun, person })
        }
      await settledEverything(played)
    },
  )

  it.each(STRIKES)(
    'X1 I9 a friend’s code: %s at each call; the same operation shows the same code',
    async (blow) => {
      const person = `saver-${(people += 1)}`
      await topUp(shop, person, 'chong-500')
      const codes = new Set<string>()
      let strikes = 0
      for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
        const input = { operationId: shop.operationId(), most: 1000 }
        const ask = () => shop.call(person, 'membership.friendCode', input)
        const { reached, revive } = await withBlow(shop, nth, blow, ask)
        const answers = [await ask(), await ask()]
        expect(answers[1]).toEqual(answers[0])
        await revive()
        codes.add(answers[0]?.code ?? '')
        strikes += 1
        if (!reached) break
      }
      expect(codes.size).toBe(strikes)
      await settledEverything([])
    },
  )
})
