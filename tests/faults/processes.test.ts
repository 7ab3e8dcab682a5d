import type { ActionName } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import { BAKERY } from '../../local/demo/bakery'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { leftOpen, violations } from '../invariants'
import { announceSeed, seededRandom } from '../seed'
import { openidOf, openShop, quoteFor, type Shop } from '../shop'
import { disagreements, keptAtWechat, noticesOf, orderCard, pay, periodsOf, recover } from './payments'

const CALLERS = 32
const ROUNDS = process.env.HUIKA_LONG ? 200 : 20
const INSTANCES = 4
const SEED = announceSeed('processes')
const branchId = 'laojie'
/** A process's clock runs on while it serves a call: what was just made may lie ahead by that much. */
const AHEAD_MS = 20_000
const ROUND_MS = 180_000

/**
 * X1 X6 with real processes: the built functions, each in several of its own, killed with SIGKILL in
 * the middle. Who hears nothing asks again, as phones and tills do.
 */
describe(`X1 X6 ${ROUNDS} rounds of ${CALLERS} callers and a kill (HUIKA_SEED=${SEED})`, () => {
  let shop: Shop
  const random = seededRandom(SEED)
  const clerks = Array.from({ length: 8 }, (_, index) => `till-${index}`)

  beforeAll(async () => {
    shop = await openShop({ processes: INSTANCES, seed: SEED, draft: withLastSets() })
    await shop.clock.advance(AHEAD_MS)
    for (const clerk of clerks) await hire(clerk, await invite())
  }, 180_000)
  afterAll(() => shop.close())

  /** A campaign of a single set for each round that is about one. */
  function withLastSets() {
    const draft = structuredClone(BAKERY)
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round).filter((round) => round % 5 === 4)
    withProgramme(draft, {
      templates: [couponTemplate()],
      campaigns: rounds.map((round) =>
        couponCampaign({ id: `zuihou-${round}`, sets: 1, items: [{ templateId: 'wuyuan', count: 1 }] }),
      ),
    })
    return draft
  }

  const invite = async () => {
    const input = { operationId: shop.operationId(), role: 'clerk' as const, branchIds: [branchId] }
    return (await shop.call('owner', 'operations.invite', input)).invitation
  }
  const hire = (person: string, invitation: string) =>
    shop.call(person, 'membership.acceptInvitation', { operationId: shop.operationId(), invitation })

  /** A killed process answers nothing: the same call is sent again, until it is answered definitely. */
  async function definite(person: string, action: ActionName, input: unknown): Promise<Answer> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const answer = await shop.ask(person, action, input).catch(() => null)
      if (answer && (answer.ok || !['BUSY', 'UNKNOWN', 'PAYMENT_UNKNOWN'].includes(answer.code)))
        return answer
    }
    throw new Error(`${action} never ends`)
  }

  /** All at once, and a kill some milliseconds later. */
  async function struck<T>(name: string, calls: readonly (() => Promise<T>)[]): Promise<T[]> {
    const running = Promise.all(calls.map((call) => call()))
    await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 120)))
    shop.host.kill(name)
    return running
  }

  const codes = (answers: readonly Answer[]) =>
    answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()
  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

  async function member(round: number): Promise<string> {
    const person = `racer-${round}`
    await shop.join(person)
    await shop.buy(person)
    await shop.clock.advance(AHEAD_MS)
    // WeChat waits five real seconds for an answer, and then comes again: a busy machine may need that.
    const standing = async () => (await shop.call(person, 'membership.home', {})).standing
    for (let attempt = 0; attempt < 3 && (await standing()) !== 'holder'; attempt += 1) await recover(shop, 1)
    return person
  }

  /** 32 quotes by eight tills: of one code, or of one each. */
  async function quotes(
    person: string,
    sameCode: boolean,
  ): Promise<(readonly [clerk: string, quote: string])[]> {
    const code = await shop.codeOf(person)
    const all: (readonly [string, string])[] = []
    for (let index = 0; index < CALLERS; index += 1) {
      const clerk = clerks[index % clerks.length] ?? ''
      if (!sameCode) {
        all.push([clerk, (await quoteFor(shop, person, [['meishi', 1]], branchId, clerk)).quote])
        continue
      }
      const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code })
      const lines = [{ productId: 'meishi', quantity: 1 }]
      all.push([clerk, (await shop.call(clerk, 'counter.quote', { branchId, visit, lines })).quote])
    }
    return all
  }

  async function settleAll(round: number, sameCode: boolean): Promise<void> {
    const person = await member(round)
    const asked = await quotes(person, sameCode)
    const answers = await struck(
      'counter',
      asked.map(
        ([clerk, quote]) =>
          () =>
            definite(clerk, 'counter.settle', { branchId, quote, tender: 'external' }),
      ),
    )
    const expected = sameCode ? [...times(CALLERS - 1, 'CODE_USED'), 'ok'] : times(CALLERS, 'ok')
    expect(codes(answers)).toEqual(expected)
    const { all } = await shop.call(person, 'membership.savings', {})
    expect(all.saved).toBe(600 * (sameCode ? 1 : CALLERS))
  }

  async function lastInvitation(round: number): Promise<void> {
    const invitation = await invite()
    const crowd = Array.from({ length: CALLERS }, (_, index) => `crowd-${round}-${index}`)
    const answers = await struck(
      'membership',
      crowd.map((person) => () => {
        const operationId = shop.operationId()
        return definite(person, 'membership.acceptInvitation', { operationId, invitation })
      }),
    )
    expect(codes(answers)).toEqual([...times(CALLERS - 1, 'INVITATION_USED'), 'ok'])
    const numbers = new Set(crowd.map((person) => shop.numberOf(person)))
    const { staff } = await shop.call('owner', 'operations.staff', {})
    expect(staff.filter(({ memberNumber }) => numbers.has(memberNumber))).toHaveLength(1)
  }

  async function lastSet(round: number): Promise<void> {
    const crowd = Array.from({ length: CALLERS }, (_, index) => `claimant-${round}-${index}`)
    for (const person of crowd) await shop.join(person)
    await shop.clock.advance(AHEAD_MS)
    const answers = await struck(
      'coupons',
      crowd.map((person) => () => {
        const operationId = shop.operationId()
        return definite(person, 'coupons.claim', { operationId, campaignId: `zuihou-${round}` })
      }),
    )
    expect(codes(answers)).toEqual([...times(CALLERS - 1, 'CAMPAIGN_EXHAUSTED'), 'ok'])
    const held: number[] = []
    for (const person of crowd)
      held.push(
        (await shop.call(person, 'coupons.wallet', {})).coupons.reduce((sum, { left }) => sum + left, 0),
      )
    expect(held.reduce((sum, left) => sum + left, 0)).toBe(1)
  }

  async function paidTwice(round: number): Promise<void> {
    const person = `payer-${round}`
    const order = await orderCard(shop, person)
    shop.wechat.faults.secondPayment = true
    pay(shop, order)
    pay(shop, order)
    shop.wechat.faults.clear()
    const ids = noticesOf(shop, order.orderId).map(({ id }) => id)
    await struck(
      'payment',
      ids.map((id) => () => shop.wechat.notices.resend(id, 8, true)),
    )
    await shop.wechat.tick()
    await recover(shop)
    expect(await periodsOf(shop, person)).toBe(1)
    expect(keptAtWechat(shop, order.orderId)).toBe(19_900)
  }

  const KINDS = [
    ['one code', (round: number) => settleAll(round, true)],
    ['a code each', (round: number) => settleAll(round, false)],
    ['one invitation', lastInvitation],
    ['an order paid twice', paidTwice],
    ['the last set of a campaign', lastSet],
  ] as const

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'X6 round %d: exactly once, whatever was killed',
    async (round) => {
      const kind = KINDS[round % KINDS.length]
      await kind?.[1](round)
      await shop.clock.advance(61_000)
    },
    ROUND_MS,
  )

  it(
    'X6 I1 I3 I6 I9 I10 after all of it the books hold, and nothing is left open',
    async () => {
      await recover(shop)
      expect(violations(shop)).toEqual([])
      expect(leftOpen(shop)).toEqual([])
      expect(disagreements(shop)).toEqual([])
      // The kills struck: more processes were started than there may be at once.
      expect(shop.host.counts('counter').coldStarts).toBeGreaterThan(INSTANCES)
      expect(shop.host.counts('payment').coldStarts).toBeGreaterThan(INSTANCES)
    },
    ROUND_MS,
  )

  it('no process has printed an openid, a phone number or a key', () => {
    const text = shop.host.logs.text()
    const canaries = [...clerks, 'owner', 'racer-0', 'payer-3'].map(openidOf)
    expect([...canaries, 'for-tests-only'].filter((canary) => text.includes(canary))).toEqual([])
  })
})
