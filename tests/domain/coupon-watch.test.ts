import type { CouponProgramme } from '../../cloudfunctions/contract/coupon-templates'
import { armOf, keptWatch, ordersIn } from '../../cloudfunctions/domain/cross-category'
import { EMPTY_WATCH, type CouponWatch } from '../../cloudfunctions/domain/coupon-watch'
import { carriedWatch, mergedWatch } from '../../cloudfunctions/domain/merged-watch'
import { appealFlag, decideFlag, flagWords, watched } from '../../cloudfunctions/domain/resale-signs'
import { couponTemplate, crossCategory, withProgramme } from '../coupon-drafts'
import { bakery, codeOf, DAY, MINUTE, OPENING, released, Story } from './story'

const HOUR = 60 * MINUTE

describe('M056 signs of resale', () => {
  const signs = { recipientsPerWeek: 3, nightOrdersPerWeek: 2 }
  const delivered = (watch: CouponWatch, at: number, recipient: string) =>
    watched(watch, { at, delivery: { fee: 500, waived: 0, benefitKey: null, recipient } }, signs)

  test('M056 the published number of distinct recipients in seven days flags, one less does not', () => {
    let watch = delivered(EMPTY_WATCH, OPENING, 'a')
    watch = delivered(watch, OPENING + HOUR, 'b')
    watch = delivered(watch, OPENING + 2 * HOUR, 'a')
    expect(watch.flaggedAt).toBeNull()
    // The first one is over seven days ago by then.
    expect(delivered(watch, OPENING + 7 * DAY, 'c').flaggedAt).toBeNull()
    watch = delivered(watch, OPENING + 3 * HOUR, 'c')
    expect(watch.flaggedAt).toBe(OPENING + 3 * HOUR)
    expect(flagWords(watch)).toEqual(['7天内3位不同收件人'])
  })

  test('M056 coupon orders between 0:00 and 5:00 flag, those at 5:00 do not', () => {
    const night = OPENING - 10 * HOUR
    let watch = watched(EMPTY_WATCH, { at: night }, signs)
    watch = watched(watch, { at: night + 5 * HOUR }, signs)
    expect(watch).toMatchObject({ nights: [night], flaggedAt: null })
    watch = watched(watch, { at: night + 5 * HOUR - 1 }, signs)
    expect(watch.flaggedAt).toBe(night + 5 * HOUR - 1)
  })

  test('M056 a flag takes nothing away, a person decides, and only what comes later flags anew', () => {
    const story = new Story()
    expect(codeOf(appealFlag(story.state, '都是同事一起点的', OPENING))).toBe('NOT_FOUND')
    expect(
      codeOf(decideFlag(story.state, { decision: 'hold', reason: '核对中', by: 'O', now: OPENING })),
    ).toBe('NOT_FOUND')
    const flagged = ['a', 'b', 'c'].reduce((watch, one) => delivered(watch, OPENING, one), EMPTY_WATCH)
    story.state = { ...story.state, couponWatch: flagged }
    story.take(appealFlag(story.state, '都是同事一起点的', OPENING))
    expect(story.state.couponWatch.appeal).toBe('都是同事一起点的')
    story.wait(HOUR)
    story.take(decideFlag(story.state, { decision: 'hold', reason: '请提供说明', by: 'O', now: story.now }))
    story.wait(HOUR)
    story.take(
      decideFlag(story.state, { decision: 'clear', reason: '已说明是同事拼单', by: 'O', now: story.now }),
    )
    expect(story.state.couponWatch).toMatchObject({ flaggedAt: null, appeal: null, deliveries: [] })
    const after = delivered(story.state.couponWatch, story.now + HOUR, 'd')
    expect(after.flaggedAt).toBeNull()
  })

  test('M056 M062 coupons that wait go on waiting after a merge, and no words travel', () => {
    const held: CouponWatch = {
      ...EMPTY_WATCH,
      flaggedAt: OPENING,
      appeal: '我的电话是…',
      decision: { decision: 'hold', at: OPENING, by: 'O', reason: '同一电话' },
    }
    const carried = carriedWatch(held)
    expect(JSON.stringify(carried)).not.toMatch(/电话/)
    expect(mergedWatch(EMPTY_WATCH, carried).decision?.decision).toBe('hold')
  })
})

describe('M121 from a frequent category to a rarer one', () => {
  const programme: Partial<CouponProgramme> = {
    templates: [couponTemplate({ scope: { categoryIds: ['bakery'] }, threshold: 0 })],
    crossCategory: [crossCategory()],
  }
  /** A member with a number that falls into this arm. */
  function regular(arm: 'coupon' | 'hold_out' = 'coupon', marketing = true): Story {
    const story = new Story(released(bakery((draft) => withProgramme(draft, programme))))
    const consent = { purpose: 'marketing' as const, version: 'v1', granted: marketing, at: story.now }
    const numbers = Array.from({ length: 50 }, (_, n) => n.toString().padStart(13, '0'))
    const number = numbers.find((one) => armOf(crossCategory(), one) === arm)!
    story.state = { ...story.state, number, joinedAt: story.now, consents: [consent] }
    return story
  }
  const coffee = (story: Story) => story.wait(DAY).settle([{ productId: 'meishi', quantity: 1 }])
  const bread = (story: Story) => story.wait(DAY).settle([{ productId: 'tusi', quantity: 1 }])

  test('M121 the order that makes a category frequent gives the coupon, once', () => {
    const story = regular()
    coffee(story)
    coffee(story)
    expect(story.state.coupons).toEqual([])
    const { receiptId, crossCategory: started } = coffee(story)
    expect(started).toEqual([{ campaignId: 'changxian', lotId: `${receiptId}:c0:t:wuyuan` }])
    coffee(story)
    expect(story.state.coupons).toHaveLength(1)
    expect(story.state.couponWatch.crossCategory).toMatchObject([{ arm: 'coupon', boughtAt: null }])
    const { at } = bread(story)
    expect(story.state.couponWatch.crossCategory).toMatchObject([{ boughtAt: at }])
  })

  test('M121 L10 only who agreed to offers of their own, and did not buy there in 90 days', () => {
    const stranger = regular('coupon', false)
    for (let n = 0; n < 4; n += 1) coffee(stranger)
    expect(stranger.state.couponWatch.crossCategory).toEqual([])
    const both = regular()
    bread(both)
    for (let n = 0; n < 4; n += 1) coffee(both)
    expect(both.state.couponWatch.crossCategory).toEqual([])
    both.wait(90 * DAY)
    for (let n = 0; n < 3; n += 1) coffee(both)
    expect(both.state.couponWatch.crossCategory).toHaveLength(1)
  })

  test('M121 the hold-out gets no coupon, and its purchases are known all the same', () => {
    const story = regular('hold_out')
    for (let n = 0; n < 3; n += 1) coffee(story)
    expect(story.state.coupons).toEqual([])
    expect(story.state.couponWatch.crossCategory).toMatchObject([{ arm: 'hold_out', boughtAt: null }])
    bread(story)
    expect(story.state.couponWatch.crossCategory[0]?.boughtAt).not.toBeNull()
  })

  test('M121 arms follow from a hash: the same for a member always, as many as were set', () => {
    const numbers = Array.from({ length: 20_000 }, (_, n) => n.toString(32).padStart(13, '0'))
    const campaign = crossCategory({ holdOut: 2000 })
    const heldOut = numbers.filter((number) => armOf(campaign, number) === 'hold_out').length
    expect(Math.abs(heldOut / numbers.length - 0.2)).toBeLessThan(0.01)
    const other = crossCategory({ id: 'another', holdOut: 2000 })
    const both = numbers.filter(
      (number) => armOf(campaign, number) === 'hold_out' && armOf(other, number) === 'hold_out',
    ).length
    expect(Math.abs(both / numbers.length - 0.04)).toBeLessThan(0.01)
  })

  test('M121 taking a receipt back takes back its orders, its coupon and the purchase that it was', () => {
    const story = regular()
    coffee(story)
    coffee(story)
    const third = coffee(story)
    story.undo(third)
    expect(story.state.coupons).toEqual([])
    expect(story.state.couponWatch.crossCategory).toEqual([])
    expect(ordersIn(story.state, 'coffee', story.now)).toBe(2)
    coffee(story)
    const bought = bread(story)
    story.undo(bought)
    expect(story.state.couponWatch.crossCategory).toMatchObject([{ boughtAt: null }])
    // The coupon came back with the receipt that it was used on.
    expect(story.state.coupons).toMatchObject([{ left: 1 }])
  })

  test('what nobody asks for any more leaves: orders after 90 days, signs after a week', () => {
    const story = regular()
    for (let n = 0; n < 200; n += 1) coffee(story)
    expect(story.state.couponWatch.categoryDays.coffee?.length).toBeLessThanOrEqual(90)
    const later = keptWatch(story.state, story.now + 91 * DAY)
    expect(later.categoryDays).toEqual({})
  })
})
