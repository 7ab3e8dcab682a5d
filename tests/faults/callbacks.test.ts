import type { Refund } from '../../cloudfunctions/domain/order'
import type { Incident } from '../../cloudfunctions/ledger/incidents'
import { documents, leftOpen, violations } from '../invariants'
import { announceSeed, seededRandom } from '../seed'
import { openShop, type Shop } from '../shop'
import { withStoredValue } from '../stored-value-shop'
import {
  disagreements,
  keptAtWechat,
  orderAtCounter,
  orderCard,
  orderTopUp,
  orderOf,
  pay,
  payOnPhone,
  periodsOf,
  recover,
  type Started,
} from './payments'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SCENARIOS = process.env.HUIKA_LONG ? 10_000 : 500
const A_SHOP = 100
const SEED = announceSeed('callbacks')

/** What one payer, one clerk and WeChat do with one order. */
interface Scenario {
  readonly kind: 'card' | 'counter' | 'top_up'
  readonly paid: 'never' | 'once' | 'twice' | 'after_close'
  /** The counter only: the clerk gives up waiting, or the member pays by a second order as well. */
  readonly meanwhile: 'nothing' | 'cancelled' | 'second_order'
  readonly notices: {
    copies: number
    parallel: boolean
    delayMs: number
    hold: boolean
    lose: boolean
    alter: Record<string, unknown>
  }
  /** Given back by the member (card, top-up) or undone by the clerk (counter), if it was delivered by then. */
  readonly back: boolean
}

interface Played {
  readonly scenario: Scenario
  readonly person: string
  readonly orders: readonly Started[]
  /** Fen that went back because somebody asked for it. */
  askedBack: number
}

const ALTERED: readonly Record<string, unknown>[] = [
  { amount: { total: 1, payer_total: 1, currency: 'CNY', payer_currency: 'CNY' } },
  { amount: { total: 900_000, payer_total: 900_000, currency: 'CNY', payer_currency: 'CNY' } },
  { amount: { total: 19_900, payer_total: 19_900, currency: 'USD', payer_currency: 'USD' } },
  { appid: 'wx0000000000000000' },
  { mchid: '1999999999' },
]

function draw(random: () => number): Scenario {
  const pick = <T>(...choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T
  const kind = pick('card', 'counter', 'top_up')
  const paid = pick('never', 'once', 'once', 'once', 'twice', 'after_close')
  const late = paid === 'after_close'
  const altered = random() < 0.2 && !late
  return {
    kind,
    paid,
    meanwhile:
      kind === 'counter' && !late ? pick('nothing', 'nothing', 'cancelled', 'second_order') : 'nothing',
    notices: {
      copies: pick(1, 1, 1, 1, 1, 1, 1, 2, 8, 15),
      parallel: random() < 0.5,
      delayMs: late ? 0 : pick(0, 0, 0, 20_000, DAY, 40 * DAY),
      hold: random() < 0.2,
      // Nobody asks about an order that WeChat has closed: only its callback can tell.
      lose: random() < 0.15 && !late && paid !== 'twice',
      alter: altered && paid !== 'twice' ? pick(...ALTERED) : {},
    },
    back: random() < 0.3,
  }
}

async function begin(shop: Shop, scenario: Scenario, person: string): Promise<Played> {
  if (scenario.kind === 'card')
    return { scenario, person, orders: [await orderCard(shop, person)], askedBack: 0 }
  if (scenario.kind === 'top_up')
    return { scenario, person, orders: [await orderTopUp(shop, person)], askedBack: 0 }
  await shop.join(person)
  const order = await orderAtCounter(shop, person)
  const { receiptId, memberNumber, amount } = order
  if (scenario.meanwhile === 'second_order')
    return {
      scenario,
      person,
      orders: [order, await payOnPhone(shop, person, receiptId, amount)],
      askedBack: 0,
    }
  if (scenario.meanwhile === 'cancelled')
    await shop.call('clerk-laojie', 'counter.cancelPayment', { branchId: 'laojie', memberNumber, receiptId })
  return { scenario, person, orders: [order], askedBack: 0 }
}

function payAll(shop: Shop, { scenario, orders }: Played): void {
  shop.wechat.faults.clear()
  shop.wechat.faults.notices = scenario.notices
  shop.wechat.faults.payAfterClose = scenario.paid === 'after_close'
  shop.wechat.faults.secondPayment = scenario.paid === 'twice'
  for (const order of orders) pay(shop, order)
  if (scenario.paid === 'twice' && orders[0]) pay(shop, orders[0])
  shop.wechat.faults.clear()
}

/** The member gives the card back, the clerk takes the receipt back: if there is one by now. */
async function askBack(shop: Shop, played: Played): Promise<void> {
  const delivered = played.orders.find(({ orderId }) => orderOf(shop, orderId).state === 'delivered')
  if (!played.scenario.back || !delivered) return
  const { orderId, amount } = delivered
  if (played.scenario.kind !== 'counter') {
    const { refund } = await shop.call(played.person, 'payment.refundQuote', { orderId })
    await shop.call(played.person, 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    played.askedBack += refund
  } else {
    const { receiptId } = orderOf(shop, orderId)
    const memberNumber = shop.numberOf(played.person)
    const input = { branchId: 'laojie', memberNumber, receiptId: receiptId ?? '' }
    await shop.call('clerk-laojie', 'counter.undo', input)
    played.askedBack += amount
  }
}

/** Every callback that ever went out goes out again, in a wild order, alone or all at once. */
async function repeatEverything(shop: Shop, random: () => number): Promise<void> {
  const notices = shop.wechat.notifications().filter(({ state }) => state !== 'lost')
  const shuffled = notices
    .map((notice) => ({ notice, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ notice }) => notice)
  for (const { id } of shuffled)
    await shop.wechat.notices.resend(id, random() < 0.02 ? 15 : 1, random() < 0.5)
}

async function playAll(shop: Shop, scenarios: readonly Scenario[], random: () => number): Promise<Played[]> {
  const all: Played[] = []
  for (const [index, scenario] of scenarios.entries()) all.push(await begin(shop, scenario, `payer-${index}`))
  for (const played of all)
    if (played.scenario.paid === 'once' || played.scenario.paid === 'twice') payAll(shop, played)
  await shop.wechat.tick()
  shop.wechat.notices.release('reversed')
  await shop.wechat.tick()
  for (const played of all) await askBack(shop, played)
  await recover(shop, 4)
  for (const played of all) if (played.scenario.paid === 'after_close') payAll(shop, played)
  await shop.wechat.tick()
  shop.wechat.notices.release('reversed')
  await recover(shop, 2)
  await shop.clock.advance(DAY)
  await recover(shop, 1)
  await shop.clock.advance(40 * DAY)
  await recover(shop, 2)
  await repeatEverything(shop, random)
  await recover(shop, 2)
  return all
}

/** What must have come of it, whatever the callbacks did. */
async function check(shop: Shop, { scenario, person, orders, askedBack }: Played): Promise<string[]> {
  const price = orders[0]?.amount ?? 0
  const given = scenario.paid !== 'never' && scenario.meanwhile !== 'cancelled'
  const kept = orders.reduce((sum, { orderId }) => sum + keptAtWechat(shop, orderId), 0)
  const found: string[] = []
  if (kept !== (given ? price - askedBack : 0)) found.push(`${person} is left with ${kept} of ${price} paid`)
  if (scenario.kind === 'card') {
    const periods = await periodsOf(shop, person)
    if (periods !== (given && askedBack === 0 ? 1 : 0)) found.push(`${person} has ${periods} periods`)
  } else if (scenario.kind === 'top_up') {
    const { principal, bonus } = await shop.call(person, 'membership.wallet', {})
    const kept = given && askedBack === 0
    if (principal !== (kept ? price : 0) || bonus !== (kept ? 5000 : 0))
      found.push(`${person} holds ${principal} and ${bonus}`)
  } else {
    const { receipts } = await shop.call(person, 'membership.receipts', {})
    const state = scenario.meanwhile === 'cancelled' ? 'cancelled' : 'awaiting_payment'
    const expected = given ? (askedBack > 0 ? 'undone' : 'settled') : state
    if (receipts.length !== 1 || receipts[0]?.state !== expected)
      found.push(
        `${person} has receipts ${JSON.stringify(receipts.map((one) => one.state))}, not ${expected}`,
      )
  }
  return found
}

describe(`X4 I3 I6 I10 ${SCENARIOS} payments with wild callbacks (HUIKA_SEED=${SEED})`, () => {
  const shops = Array.from({ length: SCENARIOS / A_SHOP }, (_, index) => index)
  const met = new Set<string>()
  const open: Shop[] = []

  afterEach(async () => {
    for (const shop of open.splice(0)) await shop.close()
  })

  it.each(shops)(
    'X4 shop %d: every payment delivers exactly once or comes back, and WeChat gives back what is due',
    async (index) => {
      const random = seededRandom(SEED + index)
      const shop = await openShop({ seed: SEED + index, draft: withStoredValue() })
      open.push(shop)
      // The limit of calls a minute outlives a shop: the functions stay loaded.
      await shop.clock.advance(index * 120_000)
      const scenarios = Array.from({ length: A_SHOP }, () => draw(random))
      const found: string[] = []
      for (const played of await playAll(shop, scenarios, random))
        for (const what of await check(shop, played))
          found.push(`${what}: ${JSON.stringify(played.scenario)}`)
      for (const { reason } of documents<Refund>(shop, 'refunds')) met.add(reason)
      for (const { kind } of documents<Incident>(shop, 'incidents')) met.add(kind)
      expect(found).toEqual([])
      expect(violations(shop)).toEqual([])
      expect(leftOpen(shop)).toEqual([])
      expect(disagreements(shop)).toEqual([])
    },
    120_000,
  )

  it('X4 the run met what it is about', () => {
    expect([...met].sort()).toEqual(
      [
        'amount_mismatch',
        'delivery_refused',
        'foreign_account',
        'member_request',
        'second_payment',
        'undo',
      ].sort(),
    )
  })
})
