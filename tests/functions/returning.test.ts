import type { Output } from '../../cloudfunctions/contract'
import { comebackArm } from '../../cloudfunctions/domain/comeback-gift'
import { live, memberOf, runTimers } from '../auto-renew-shop'
import { violations } from '../invariants'
import { joinAgreeing, serve, withReturning } from '../returning-shop'
import { openShop, settleFor, type Shop } from '../shop'

const DAY = 86_400_000
const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const time = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16)

async function until(shop: Shop, text: string): Promise<void> {
  await shop.clock.advance(at(text) - shop.clock.now())
}

async function inbox(shop: Shop, person: string): Promise<Output<'renewal.inbox'>['rows']> {
  const rows: Output<'renewal.inbox'>['rows'] = []
  for (let before: number | undefined; ;) {
    const page = await shop.call(person, 'renewal.inbox', before === undefined ? {} : { before })
    rows.push(...page.rows)
    if (page.next === null) return rows
    before = page.next
  }
}

describe('around the end of a card', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withReturning() })
  })
  afterAll(() => shop.close())

  it('M085 M086 M090 M091 a year ends: each reminder once and in time, in the inbox with its reason', async () => {
    await joinAgreeing(shop, 'nian')
    await shop.buy('nian')
    for (let month = 0; month < 11; month += 1) {
      await settleFor(shop, 'nian', [['meishi', 2]])
      await live(shop, 'nian', shop.clock.now() + 30 * DAY)
    }
    await live(shop, 'nian', at('2028-03-20T12:00'))
    // Timers that run twice more change nothing.
    await runTimers(shop, 3)
    const rows = await inbox(shop, 'nian')
    const about = (flow: string) =>
      rows.filter((row) => row.flow === flow).map((row) => time(row.at).slice(0, 10))
    expect(about('card_expiry')).toEqual(['2028-03-03', '2028-02-09'])
    expect(about('lapse_changes')).toEqual(['2028-03-11'])
    expect(about('win_back')).toEqual(['2028-03-13'])
    expect(about('year_end_unused')).toEqual(['2028-01-08'])
    const month = rows.filter(({ flow }) => flow === 'card_expiry').at(-1)
    expect(`${month?.title} ${month?.lines.join(' ')}`).toMatch(/估算/)
    expect(rows.every(({ reason }) => reason.length > 0)).toBe(true)
    const page = await shop.call('nian', 'membership.renewal', {})
    expect(page).toMatchObject({ card: { state: 'lapsed', validThrough: '2028-03-10' }, ends: { count: 0 } })
    expect(page.atLapse.removed.length).toBeGreaterThan(0)
    expect(await shop.call('nian', 'membership.home', {})).toMatchObject({ standing: 'lapsed' })
    expect(violations(shop)).toEqual([])
  })

  it('M085 one tap lets a card end: nobody reminds of it, and the tap may be sent twice', async () => {
    await joinAgreeing(shop, 'sui')
    await shop.buy('sui')
    const { card, choices } = await shop.call('sui', 'membership.renewal', {})
    expect(choices.map(({ open }) => open)).toEqual([true, true])
    const input = { operationId: shop.operationId(), membershipId: card!.membershipId }
    const left = await shop.call('sui', 'membership.leaveAsIs', input)
    expect(left).toMatchObject({ membershipId: card!.membershipId, validThrough: card!.validThrough })
    expect(await shop.call('sui', 'membership.leaveAsIs', input)).toEqual(left)
    expect(
      await shop.refusal('nian', 'membership.leaveAsIs', { ...input, operationId: shop.operationId() }),
    ).toBe('NOT_FOUND')
    await live(shop, 'sui', shop.clock.now() + 372 * DAY)
    expect((await inbox(shop, 'sui')).map(({ flow }) => flow)).not.toContain('card_expiry')
    expect((await inbox(shop, 'sui')).map(({ flow }) => flow)).not.toContain('win_back')
    expect(violations(shop)).toEqual([])
  })

  it('M088 the offer is there the moment that the service is done, ends at midnight, and is honoured until then', async () => {
    await until(shop, '2030-05-06T20:00')
    await joinAgreeing(shop, 'fuwu')
    await shop.buy('fuwu', 'quanyi')
    const before = await shop.call('fuwu', 'membership.home', {})
    expect(before.peakOffer).toBeUndefined()
    await serve(shop, 'fuwu')
    // No time passed: the phone that polls each two seconds has it with its next question.
    const pulse = await shop.call('fuwu', 'membership.pulse', { since: 0 })
    const home = await shop.call('fuwu', 'membership.home', {})
    expect(pulse.peakOffer).toEqual(home.peakOffer)
    expect(home.peakOffer).toMatchObject({ planId: 'quanyi', bonusMonths: 2, until: at('2030-05-07T00:00') })
    const offer = home.peakOffer!
    expect((await shop.call('fuwu', 'membership.renewal', {})).peakOffer).toEqual(offer)
    const plan = await shop.call('fuwu', 'membership.plan', { planId: 'quanyi' })
    const input = () => ({
      operationId: shop.operationId(),
      planId: 'quanyi',
      versionId: offer.versionId,
      price: offer.price,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
      peakOffer: offer.offerId,
    })
    await until(shop, '2030-05-06T23:59')
    const first = input()
    const started = await shop.call('fuwu', 'payment.buy', first)
    const late = await shop.call('fuwu', 'payment.buy', input())
    await until(shop, '2030-05-07T00:00')
    expect(await shop.refusal('fuwu', 'payment.buy', input())).toBe('PROMOTION_ENDED')
    expect((await shop.call('fuwu', 'membership.home', {})).peakOffer).toBeUndefined()
    // What was begun in time is kept; sent again it is the same order.
    expect((await shop.call('fuwu', 'payment.buy', first)).order.orderId).toBe(started.order.orderId)
    expect(shop.wechat.pay(shop.wechat.openCashier(started.payment!)!, 'openid-fuwu')).toBe('ok')
    await shop.wechat.tick()
    expect((await shop.call('fuwu', 'membership.cards', {})).cards[0]).toMatchObject({
      validThrough: offer.through,
    })
    const copy = await shop.call('fuwu', 'payment.agreementCopy', { id: started.order.orderId })
    expect(copy.text).toContain('当天优惠:加送2个月')
    // A second payment of the same offer goes back by itself.
    expect(shop.wechat.pay(shop.wechat.openCashier(late.payment!)!, 'openid-fuwu')).toBe('ok')
    await shop.wechat.tick()
    for (let round = 0; round < 4; round += 1) {
      await runTimers(shop)
      await shop.clock.advance(61_000)
    }
    expect((await shop.call('fuwu', 'payment.sync', { orderId: late.order.orderId })).order.state).toBe(
      'refunded',
    )
    expect((await shop.call('fuwu', 'membership.cards', {})).cards[0]).toMatchObject({
      validThrough: offer.through,
    })
    // Not again within thirty days, then again.
    await until(shop, '2030-06-04T20:00')
    await serve(shop, 'fuwu')
    expect((await shop.call('fuwu', 'membership.home', {})).peakOffer).toBeUndefined()
    await until(shop, '2030-06-05T20:00')
    await serve(shop, 'fuwu')
    expect((await shop.call('fuwu', 'membership.home', {})).peakOffer).toBeDefined()
    expect(violations(shop)).toEqual([])
  })
})

describe('who stays away', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withReturning() })
  })
  afterAll(() => shop.close())

  const churn = (input = {}) => shop.call('owner', 'operations.churn', input)

  it('M094 the list has who ordered 31 days ago, not who ordered 30 days ago; names and phones are masked', async () => {
    await joinAgreeing(shop, 'lan')
    await settleFor(shop, 'lan', [['meishi', 1]])
    await shop.clock.advance(DAY)
    await joinAgreeing(shop, 'mei')
    await settleFor(shop, 'mei', [['meishi', 1]])
    await shop.clock.advance(30 * DAY)
    const list = await churn()
    expect(list).toMatchObject({ days: 30, cycleTenths: null, next: null })
    expect(list.rows).toEqual([
      {
        memberNumber: shop.numberOf('lan'),
        displayName: 'l**',
        maskedPhone: null,
        lastOrder: '2027-03-10',
        daysSince: 31,
        everyDays: null,
        listedAfterDays: 30,
        holds: { card: null, balance: 0, coupons: 0, points: 0 },
        marketing: true,
      },
    ])
    await shop.clock.advance(DAY)
    expect((await churn()).rows.map(({ daysSince }) => daysSince)).toEqual([31, 32])
    expect(await shop.refusal('clerk-laojie', 'operations.churn', {})).toBe('ROLE_REQUIRED')
    // An order ends the absence at once.
    await settleFor(shop, 'lan', [['meishi', 1]])
    expect((await churn()).rows.map(({ memberNumber }) => memberNumber)).toEqual([shop.numberOf('mei')])
  })

  it('M095 M096 after 60 days one message; nine in ten get the gift, and the report says who came back', async () => {
    const people = Array.from({ length: 14 }, (_, n) => `jiu-${n}`)
    for (const person of people) {
      await joinAgreeing(shop, person)
      await settleFor(shop, person, [['meishi', 1]])
    }
    const start = shop.clock.now()
    for (const day of [14, 32, 62]) {
      await shop.clock.advance(start + day * DAY - shop.clock.now())
      // Twenty members a run.
      await runTimers(shop, 3)
    }
    const arms = people.map((person) => comebackArm('huigui', shop.numberOf(person)))
    for (const [index, person] of people.entries()) {
      const flows = (await inbox(shop, person))
        .map(({ flow }) => flow)
        .filter((flow) => flow !== 'monthly_bill')
      expect(flows).toContain(arms[index] === 'gift' ? 'comeback_gift' : 'wake_up')
      expect(flows.filter((flow) => flow === 'wake_up' || flow === 'comeback_gift')).toHaveLength(1)
      expect(memberOf(shop, person).state.coupons).toHaveLength(arms[index] === 'gift' ? 1 : 0)
    }
    const gifts = arms.filter((arm) => arm === 'gift').length
    const [first] = people.filter((_, index) => arms[index] === 'gift')
    await shop.clock.advance(60_000)
    await settleFor(shop, first!, [['meishi', 1]])
    const report = await shop.call('owner', 'operations.comebackReport', {})
    expect(report.gifts.find(({ giftId }) => giftId === 'huigui')).toMatchObject({
      cost: 500,
      withGift: { cameBack: 1, rate: null },
      lift: null,
    })
    expect(report.gifts[0]?.withGift.members).toBeGreaterThanOrEqual(gifts)
    expect(report.gifts[0]?.spent).toBe(500 * (report.gifts[0]?.withGift.members ?? 0))
    expect(violations(shop)).toEqual([])
  })

  it('M086 the operator reads how far forecasts were off, over members whose year is over', async () => {
    expect(await shop.call('owner', 'operations.renewalForecastError', {})).toMatchObject({
      members: 0,
      meanBasisPoints: null,
    })
    await joinAgreeing(shop, 'jiu')
    await shop.buy('jiu')
    for (let month = 0; month < 25; month += 1) {
      if (month === 12) await shop.buy('jiu')
      await settleFor(shop, 'jiu', [['meishi', 2]])
      await shop.clock.advance(30 * DAY)
    }
    await runTimers(shop, 2)
    // A release is kept for half a minute.
    await shop.clock.advance(60_000)
    const report = await shop.call('owner', 'operations.renewalForecastError', {})
    expect(report).toMatchObject({ members: 1, meanBasisPoints: null, withinRange: null })
    expect(report.method).toContain('第二年')
    const page = await shop.call('jiu', 'membership.renewal', {})
    expect(page.forecast).toMatchObject({ error: null })
    expect(page.forecast!.low).toBeLessThanOrEqual(page.forecast!.high)
    expect(await shop.refusal('manager', 'operations.renewalForecastError', {})).toBe('ROLE_REQUIRED')
  })

  it('M093 the year’s report is there for the asking, and of nobody else', async () => {
    const year = Number(time(shop.clock.now()).slice(0, 4)) - 1
    const report = await shop.call('jiu', 'membership.yearEnd', { year })
    expect(report).toMatchObject({ year, over: true })
    expect(report.worth).toBe(report.unused.reduce((sum, { worth }) => sum + (worth ?? 0), 0))
    expect(report.count).toBe(report.unused.reduce((sum, { count }) => sum + count, 0))
    expect(await shop.call('lan', 'membership.yearEnd', {})).toMatchObject({ rightSize: null })
    await runTimers(shop, 3)
    expect(violations(shop)).toEqual([])
  })
})
