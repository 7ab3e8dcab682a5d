import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { withBenefits } from '../benefit-shop'
import { violations } from '../invariants'
import { openShop, settleFor, type Shop } from '../shop'

const DAY = 86_400_000

describe('M083 what is unused and can be used today', () => {
  let shop: Shop
  const seen = async () => {
    const { usableWorth } = await shop.call('lin', 'membership.home', {})
    const { usable, all } = await shop.call('lin', 'membership.savings', {})
    return { onCard: usableWorth, all, ...usable! }
  }
  const titles = async () => (await seen()).things.map(({ title, count, worth }) => [title, count, worth])

  beforeAll(async () => {
    const draft = withBenefits()
    withProgramme(draft, {
      templates: [
        couponTemplate(),
        couponTemplate({
          id: 'jiuzhe',
          title: '9折券',
          value: { kind: 'percent', basisPoints: 9000, most: 300 },
        }),
      ],
      campaigns: [
        couponCampaign({
          items: [
            { templateId: 'wuyuan', count: 2 },
            { templateId: 'jiuzhe', count: 1 },
          ],
        }),
      ],
    })
    shop = await openShop({ draft })
    await shop.join('lin')
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  it('M083 who holds nothing sees no sum, not a zero', async () => {
    expect(await seen()).toMatchObject({ onCard: undefined, worth: 0, things: [], more: 0 })
  })

  it('M083 the sum on the card is that of the rows behind it: fixed coupons at face, goods at today’s price, nothing else', async () => {
    await shop.buy('lin', 'quanyi')
    await shop.call('lin', 'coupons.claim', { operationId: shop.operationId(), campaignId: 'zhounian' })
    const { onCard, worth, things } = await seen()
    expect(things.map(({ title, count, worth: of }) => [title, count, of])).toEqual([
      ['每天一杯美式', 1, 1_500],
      ['充电宝', 120, null],
      ['咖啡品鉴', 2, null],
      ['豆子鉴别', 3, null],
      ['退货运费', 1, null],
      ['免配送费', 2, null],
      ['满20减5', 2, 1_000],
      ['9折券', 1, null],
    ])
    expect(worth).toBe(2_500)
    expect(onCard).toBe(worth)
    // The gated one and the choice that was not made can't be used: they count nothing.
    expect(things.map(({ title }) => title)).not.toContain('私享课')
  })

  it('M083 what is used leaves it at once, what is undone comes back, and only what was saved is called saved', async () => {
    const { visit } = await shop.call('clerk-laojie', 'counter.resolve', {
      branchId: 'laojie',
      code: await shop.codeOf('lin'),
    })
    const used = await shop.call('clerk-laojie', 'counter.useBenefit', {
      operationId: shop.operationId(),
      branchId: 'laojie',
      visit,
      benefit: { source: 'card', benefitId: 'meiri-kafei' },
      units: 1,
    })
    const after = await seen()
    expect(after).toMatchObject({ onCard: 1_000, worth: 1_000, all: { saved: 1_500 } })
    await shop.call('clerk-laojie', 'counter.undoBenefit', {
      branchId: 'laojie',
      useId: used.useId,
      memberNumber: shop.numberOf('lin'),
    })
    expect(await seen()).toMatchObject({ onCard: 2_500, all: { saved: 0 } })
  })

  it('M083 what has ended is gone, and a new day brings its own', async () => {
    await settleFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(31 * DAY)
    expect((await titles()).map(([title]) => title)).not.toContain('满20减5')
    expect(await seen()).toMatchObject({ onCard: 1_500, worth: 1_500 })
    await shop.clock.advance(340 * DAY)
    expect(await seen()).toMatchObject({ onCard: undefined, worth: 0, things: [] })
  })
})
