import type { BuyAs } from '../../cloudfunctions/contract/plan-offers'
import { threeRanks } from '../domain/offers-story'
import { violations } from '../invariants'
import { openidOf, openShop, type Shop } from '../shop'

const DAY = 86_400_000

/** 生活卡, 购物卡 and 全能卡 with all that a card can offer beside its prices. */
function everyOffer() {
  return threeRanks((draft) => {
    draft.settings = { autoRenew: { enabled: true, templateId: '12345', graceDays: 3 } }
    const life = draft.plans[0]!
    life.terms.trial = { price: 0, days: 14 }
    life.terms.bonusMonths = 3
    life.terms.autoRenew = { amount: 19_900 }
    life.terms.valueParts = [
      { label: '美式', productId: 'meishi', uses: 12, cost: 600 },
      { label: '蛋糕', productId: 'dangao', uses: 1, cost: 6_500 },
      { label: '老板的心意', uses: 10, cost: 100 },
    ]
    life.terms.comparators = [
      {
        id: 'other',
        name: '某平台年费',
        price: 59_800,
        source: '官网会员页截图',
        checkedOn: '2027-03-08',
        expiresOn: '2027-03-20',
      },
    ]
    life.terms.gifts = [
      {
        id: 'bean',
        name: '牛角包',
        quantity: 2,
        cost: 900,
        stock: 10,
        claimDays: 30,
        productId: 'niujiaobao',
      },
    ]
    const all = draft.plans[3]!
    all.promotion = { price: 30_000, from: '2027-03-12', through: '2027-03-20', title: '春季' }
    draft.plans[2]!.terms.scorePrice = { price: 8_800, threshold: 1000, perYuan: 1, perOrder: 0, perMonth: 0 }
  })
}

describe('the offers of a card, on the real functions', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: everyOffer() })
  })
  afterAll(() => shop.close())

  const planOf = (person: string, planId: string) => shop.call(person, 'membership.plan', { planId })

  async function inputFor(person: string, planId: string, as: BuyAs, price?: number) {
    const plan = await planOf(person, planId)
    const option = plan.offers.options.find((one) => one.as === as)
    return {
      operationId: shop.operationId(),
      planId,
      versionId: plan.versionId,
      as,
      price: price ?? option?.price ?? 0,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    }
  }

  async function buy(person: string, planId: string, as: BuyAs = 'regular') {
    const { order, payment } = await shop.call(person, 'payment.buy', await inputFor(person, planId, as))
    if (payment === null) return order
    const prepayId = shop.wechat.openCashier(payment)
    expect(shop.wechat.pay(prepayId ?? '', openidOf(person))).toBe('ok')
    await shop.wechat.tick()
    return (await shop.call(person, 'payment.sync', { orderId: order.orderId })).order
  }

  it('M005 the ladder of a family stands by its price per day, rounded up, the cheapest first', async () => {
    const { offers } = await planOf('xiaoli', 'life')
    expect(offers.ladder.map(({ planId, perDay }) => [planId, perDay])).toEqual(
      [
        ['life', Math.ceil(19_900 / 458)],
        ['life-month', Math.ceil(1_990 / 31)],
        ['shop', Math.ceil(29_900 / 366)],
        ['all', Math.ceil(36_600 / 366)],
      ].sort((a, b) => Number(a[1]) - Number(b[1])),
    )
    expect(offers.ladder.map(({ rank }) => rank)).toContain(2)
    expect(offers.bonusMonths).toBe(3)
  })

  it('M008 F7 what has a live price is summed, the rest left out, and no sum stands without what is typical', async () => {
    const { offers } = await planOf('xiaoli', 'life')
    expect(offers.value).toMatchObject({
      sum: 12 * 1500 + 16_800,
      difference: 12 * 1500 + 16_800 - 19_900,
      typicalMedian: null,
    })
    expect(offers.value?.parts.map(({ label }) => label)).toEqual(['美式', '蛋糕'])
    expect(JSON.stringify(offers)).not.toContain('"cost"')
    expect(offers.gifts).toEqual([{ giftId: 'bean', name: '牛角包', quantity: 2, worth: 2_400, left: 10 }])
  })

  it('M049 L1 a trial says its price, the later price and the day on which that is first taken', async () => {
    const { offers } = await planOf('xiaoli', 'life')
    expect(offers.trial).toEqual({ price: 0, days: 14, thenAmount: 19_900, firstChargeOn: '2027-03-24' })
    expect(offers.autoRenew).toMatchObject({ amount: 19_900, everyMonths: 12 })
  })

  it('M052 a free trial is handed over at once without WeChat Pay, once, and shows in the cohorts', async () => {
    const order = await buy('trier', 'life', 'trial')
    expect(order).toMatchObject({ state: 'delivered', amount: 0 })
    const home = await shop.call('trier', 'membership.home', {})
    expect(home.card).toMatchObject({ state: 'active', validThrough: '2027-03-24' })
    expect(await shop.refusal('trier', 'payment.buy', await inputFor('trier', 'life', 'trial'))).toBe(
      'TRIAL_USED',
    )
    const before = await shop.call('owner', 'operations.trialReport', {})
    expect(before.cohorts).toMatchObject([{ month: '2027-03', trials: 1, converted: 0, stillOpen: 1 }])
    await buy('trier', 'life-month')
    const after = await shop.call('owner', 'operations.trialReport', {})
    expect(after.cohorts).toMatchObject([
      { trials: 1, converted: 1, stillOpen: 0, conversionBasisPoints: 10_000, renewalBasisPoints: null },
    ])
    await buy('trier', 'life-month')
    const renewed = await shop.call('owner', 'operations.trialReport', {})
    expect(renewed.cohorts).toMatchObject([{ renewed: 1, renewalBasisPoints: 10_000 }])
  })

  it('M017 M081 an upgrade is paid pro rata, a lower rank waits, and the books hold', async () => {
    await buy('lin', 'life')
    const { offers } = await planOf('lin', 'all')
    const upgrade = offers.options.find(({ as }) => as === 'upgrade')
    expect(upgrade).toMatchObject({ credit: 19_900, price: 16_700, why: null, through: '2028-03-10' })
    await buy('lin', 'all', 'upgrade')
    const home = await shop.call('lin', 'membership.home', {})
    expect(home.card).toMatchObject({ planId: 'all', validThrough: '2028-03-10' })
    const { cards } = await shop.call('lin', 'membership.cards', {})
    expect(cards.find(({ planId }) => planId === 'life')?.periods).toMatchObject([
      { upgraded: true, paid: 0, refunded: 0 },
    ])
    const lower = await planOf('lin', 'life')
    expect(lower.wouldRun).toMatchObject({ from: '2028-03-11', renews: true })
    expect(lower.offers.options.map(({ as }) => as)).not.toContain('upgrade')
    const { all } = await shop.call('lin', 'membership.savings', {})
    expect(all.fees).toBe(36_600)
    expect(violations(shop)).toEqual([])
  })

  it('M018 L3 both prices and the rule are everybody’s to see, the own score its owner’s only', async () => {
    const { offers } = await planOf('xiaoli', 'shop')
    expect(offers.score).toMatchObject({ price: 8_800, regular: 29_900, threshold: 1000, own: { score: 0 } })
    const visitor = await shop.ask(null, 'membership.plan', { planId: 'shop' })
    expect(visitor).toMatchObject({ ok: true, data: { offers: { score: { price: 8_800, own: null } } } })
    const input = await inputFor('xiaoli', 'shop', 'score')
    expect(await shop.refusal('xiaoli', 'payment.buy', input)).toBe('SCORE_TOO_LOW')
  })

  it('a forged price or way to buy is never taken: the server derives both', async () => {
    const forged: [string, BuyAs, number, string][] = [
      ['all', 'regular', 1, 'PRICE_CHANGED'],
      ['all', 'regular', 30_000, 'PROMOTION_ENDED'],
      ['all', 'trial', 0, 'PLAN_UNAVAILABLE'],
      ['all', 'score', 8_800, 'PLAN_UNAVAILABLE'],
      ['all', 'upgrade', 1, 'UPGRADE_NOT_POSSIBLE'],
      ['life', 'upgrade', 0, 'UPGRADE_NOT_POSSIBLE'],
      ['shop', 'regular', 8_800, 'PRICE_CHANGED'],
    ]
    for (const [planId, as, price, code] of forged)
      expect([
        planId,
        as,
        await shop.refusal('forger', 'payment.buy', await inputFor('forger', planId, as, price)),
      ]).toEqual([planId, as, code])
    for (const as of ['auto_renew', 'as_saved', 'free'])
      expect(
        await shop.refusal('forger', 'payment.buy', {
          ...(await inputFor('forger', 'life', 'regular')),
          as,
        }),
      ).toBe('INPUT_INVALID')
  })

  it('M006 M007 a promotion begins and ends by its days, a comparison disappears, without a release', async () => {
    expect((await planOf('xiaoli', 'all')).price).toBe(36_600)
    await shop.clock.advance(2 * DAY)
    const running = await planOf('xiaoli', 'all')
    expect(running).toMatchObject({
      price: 30_000,
      offers: { promotion: { price: 30_000, regular: 36_600, through: '2027-03-20' } },
    })
    // Nobody ever paid the regular price without a card's credit in the days before: no was-price.
    expect(running.reference).toBeNull()
    expect((await planOf('xiaoli', 'life')).offers.comparators).toHaveLength(1)
    const shown = await inputFor('late', 'all', 'regular')
    await shop.clock.advance(9 * DAY)
    expect((await planOf('xiaoli', 'all')).offers.promotion).toBeNull()
    expect((await planOf('xiaoli', 'all')).price).toBe(36_600)
    expect((await planOf('xiaoli', 'life')).offers.comparators).toEqual([])
    const late = { ...shown, operationId: shop.operationId() }
    expect(await shop.refusal('late', 'payment.buy', late)).toBe('PROMOTION_ENDED')
  })

  it('P1 a page takes one read and one beside it for gifts; a free card is bought with six calls and none of WeChat’s', async () => {
    await planOf('xiaoli', 'all')
    expect((await shop.countCalls(() => planOf('xiaoli', 'all'))).calls).toEqual(['getDocument members'])
    expect((await shop.countCalls(() => planOf('xiaoli', 'life'))).calls).toHaveLength(2)
    const input = await inputFor('free', 'life', 'trial')
    const bought = await shop.countCalls(() => shop.call('free', 'payment.buy', input))
    expect(bought.calls).toEqual([
      'getDocument members',
      'insertDocument orders',
      'getDocument members',
      'insertDocument members',
      'modifyDocument orders',
      'getDocument orders',
    ])
  })

  it('M098 the page says what a new version changes against the one that is held', async () => {
    await buy('holder', 'all')
    const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
    const plan = draft!.plans.find(({ id }) => id === 'all')!
    delete plan.promotion
    plan.terms.price = 39_900
    plan.terms.memberPrices = plan.terms.memberPrices.slice(1)
    plan.terms.bonusMonths = 1
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: draft!,
    })
    const { offers } = await planOf('holder', 'all')
    expect(offers.changes).toEqual([
      { what: '价格', before: '¥366.00', after: '¥399.00', better: false },
      { what: '赠送时长', before: '没有', after: '1个月', better: true },
      expect.objectContaining({ what: '咖啡会员价', after: '不再提供', better: false }),
    ])
    expect((await planOf('xiaoli', 'all')).offers.changes).toEqual([])
  })

  it('M008 F3 the owner previews the shopper’s page and what it means, and hears every problem', async () => {
    const { draft } = await shop.call('owner', 'operations.catalogue', {})
    const [first, ...others] = draft!.plans
    const terms = { ...first!.terms, guarantee: { basisPoints: 12_000 }, oneLine: '原价999' }
    const preview = await shop.call('owner', 'operations.previewPlan', {
      planId: 'life',
      draft: { ...draft!, plans: [{ ...first!, terms }, ...others] },
    })
    expect(preview.plan).toMatchObject({ planId: 'life', oneLine: '原价999' })
    expect(preview.problems.map(({ code }) => code)).toEqual(['STRIKE_IN_TEXT', 'VALUE_PART_UNCOUNTED'])
    expect(preview.economics).toMatchObject({
      fee: 19_900,
      fixedCost: 900,
      left: 19_000,
      guaranteeBreakEvenBasisPoints: 8_333,
    })
    const checked = await shop.call('owner', 'operations.checkDraft', { draft: draft! })
    expect(checked.problems).toEqual([])
    expect(violations(shop)).toEqual([])
  })
})
