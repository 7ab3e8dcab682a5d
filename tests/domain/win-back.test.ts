import { comebackArm, grantComebackReward } from '../../cloudfunctions/domain/comeback-gift'
import { comebackRows } from '../../cloudfunctions/domain/comeback-report'
import { isListed, listedAfterDays, listedBefore } from '../../cloudfunctions/domain/churn'
import { mergedReturning } from '../../cloudfunctions/domain/merged-returning'
import { EMPTY_RETURNING } from '../../cloudfunctions/domain/returning-account'
import { visitRhythm } from '../../cloudfunctions/domain/visits'
import { reward } from '../activity-shop'
import { briefly, memberOf, runReminders, shopOf, WIN_BACK } from './returning-story'
import { at, DAY, frozen, pieces, type Story } from './story'

const GIFT = {
  id: 'huigui',
  title: '回归小礼',
  gives: { kind: 'coupon', templateId: 'wuyuan' },
  comesWith: 'wake_up',
  from: '2026-01-01',
  through: '2029-12-31',
  words: '一张5元券,欢迎回来',
} as const

/** A member of this arm who was here once. */
function away(
  arm: 'gift' | 'hold_out',
  settings: Parameters<typeof shopOf>[0] = WIN_BACK,
  change?: Parameters<typeof shopOf>[1],
): Story {
  const story = memberOf(shopOf(settings, change), '2027-03-10T10:00')
  const number = Array.from({ length: 400 }, (_, n) => String(n).padStart(13, '0')).find(
    (one) => comebackArm(GIFT.id, one) === arm,
  )!
  story.state = frozen({ ...story.state, number })
  story.settle([pieces('meishi')])
  return story
}

describe('who stays away', () => {
  test('M094 the last order 31 days ago puts a member on the list, 30 days ago does not', () => {
    const { state } = away('gift')
    const last = at('2027-03-10T10:00')
    expect(state.returning.lastVisitAt).toBe(last)
    for (const hour of ['00:00', '10:00', '23:59']) {
      expect(isListed(state, { days: 30 }, at(`2027-04-09T${hour}`))).toBe(false)
      expect(isListed(state, { days: 30 }, at(`2027-04-10T${hour}`))).toBe(true)
      // The index finds nobody too few.
      expect(last).toBeLessThan(listedBefore({ days: 30 }, at(`2027-04-10T${hour}`)))
    }
    expect(last).toBeGreaterThanOrEqual(listedBefore({ days: 30 }, at('2027-04-09T23:59')))
  })

  test('M094 by the own interval, where there are orders enough: three times a week is listed after two weeks', () => {
    const story = away('gift')
    const often = { days: 30, cycleTenths: 20 }
    expect(listedAfterDays(story.state, often)).toBe(30)
    for (const days of [10, 10, 10]) story.wait(days * DAY).settle([pieces('meishi')])
    expect(visitRhythm(story.state)).toBe(10)
    expect(listedAfterDays(story.state, often)).toBe(20)
    expect(listedAfterDays(story.state, { days: 30, cycleTenths: 12 })).toBe(14)
    expect(listedAfterDays(story.state, { days: 30 })).toBe(30)
    expect(isListed(story.state, often, story.now + 20 * DAY)).toBe(false)
    expect(isListed(story.state, often, story.now + 21 * DAY)).toBe(true)
  })

  test('M094 M095 an order that is undone was no visit', () => {
    const story = away('gift')
    story.wait(5 * DAY)
    const receipt = story.settle([pieces('meishi')])
    expect(story.state.returning.lastVisitAt).toBe(story.now)
    story.undo(receipt)
    expect(story.state.returning.lastVisitAt).toBe(at('2027-03-10T10:00'))
  })

  test('M095 written to on the 31st and the 61st day, once in an absence; an order begins another one', () => {
    const story = away('gift')
    expect(briefly(runReminders(story, at('2027-12-01T00:00')))).toEqual([
      'churn_care 2027-04-10T10:00',
      'wake_up 2027-05-10T10:00',
    ])
    story.settle([pieces('meishi')])
    expect(briefly(runReminders(story, at('2028-12-01T00:00')))).toEqual([
      'churn_care 2028-01-01T10:00',
      'wake_up 2028-01-31T10:00',
    ])
  })

  test('M095 a timer that slept through both says one thing, and one that slept for months says nothing', () => {
    expect(briefly(runReminders(away('gift'), at('2027-05-20T00:00'), 60 * DAY))).toEqual([
      'wake_up 2027-05-20T00:00',
    ])
    const asleep = away('gift')
    expect(runReminders(asleep, at('2027-09-20T00:00'), 190 * DAY)).toEqual([])
    expect(runReminders(asleep, at('2028-09-20T00:00'))).toEqual([])
  })

  test('M095 the shop that says nothing plans nothing', () => {
    const story = away('gift', null)
    expect(runReminders(story, at('2028-01-01T00:00'))).toEqual([])
    expect(story.state.returning.quiet).toBeNull()
  })

  test('M090 the third day after the end tells of the own saving and of nobody else', () => {
    const story = away('gift')
    story.buy()
    story.settle([pieces('meishi', 4)])
    const { saved } = story.state.memberships[0]!.periods[0]!
    const told = runReminders(story, at('2028-03-20T00:00')).find(({ flow }) => flow === 'win_back')
    expect(told?.due.about).toEqual({
      id: story.state.memberships[0]!.id,
      amount: saved,
      day: '2028-03-10',
      title: WIN_BACK.afterLapse!.words,
    })
    // Who bought again by then is not asked back.
    const back = away('gift')
    back.buy()
    runReminders(back, at('2028-03-12T00:00'))
    back.buy()
    expect(runReminders(back, at('2028-03-20T00:00'))).toEqual([])
  })
})

describe('a gift for coming back', () => {
  const settings = { ...WIN_BACK, comebackGift: GIFT }

  test('M096 nine in ten get it, one in ten gets none, and nobody changes sides', () => {
    const numbers = Array.from({ length: 20_000 }, (_, n) => `M${n}`)
    const held = numbers.filter((number) => comebackArm('huigui', number) === 'hold_out')
    expect(held.length).toBeGreaterThan(1_850)
    expect(held.length).toBeLessThan(2_150)
    expect(held.every((number) => comebackArm('huigui', number) === 'hold_out')).toBe(true)
    // Another gift is another draw.
    expect(held.filter((number) => comebackArm('zaijian', number) === 'hold_out').length).toBeLessThan(300)
  })

  test('M096 the gift comes with its own message alone; the hold-out reads the plain one and has nothing', () => {
    const given = away('gift', settings)
    const told = runReminders(given, at('2027-06-01T00:00'))
    expect(briefly(told)).toEqual(['churn_care 2027-04-10T10:00', 'comeback_gift 2027-05-10T10:00'])
    expect(told[1]?.due.about.title).toBe(GIFT.words)
    expect(given.state.coupons).toHaveLength(1)
    const without = away('hold_out', settings)
    expect(briefly(runReminders(without, at('2027-06-01T00:00')))).toEqual([
      'churn_care 2027-04-10T10:00',
      'wake_up 2027-05-10T10:00',
    ])
    expect(without.state.coupons).toEqual([])
    expect(without.state.returning.gifts).toMatchObject([{ arm: 'hold_out', cameBackAt: null }])
  })

  test('M096 an order within 30 days is coming back, a later one is not, an undone one never was', () => {
    const story = away('gift', settings)
    runReminders(story, at('2027-05-20T00:00'))
    const receipt = story.settle([pieces('meishi')])
    expect(story.state.returning.gifts[0]?.cameBackAt).toBe(receipt.at)
    story.undo(receipt)
    expect(story.state.returning.gifts[0]?.cameBackAt).toBeNull()
    story.now = at('2027-06-11T10:00')
    story.settle([pieces('meishi')])
    expect(story.state.returning.gifts[0]?.cameBackAt).toBeNull()
  })

  test('M096 not before half a year is over, and only for who agreed to be written to', () => {
    const story = away('gift', settings)
    runReminders(story, at('2027-06-01T00:00'))
    story.settle([pieces('meishi')])
    runReminders(story, at('2027-10-01T00:00'))
    expect(story.state.returning.gifts).toHaveLength(1)
    story.settle([pieces('meishi')])
    runReminders(story, at('2028-01-01T00:00'))
    expect(story.state.returning.gifts).toHaveLength(2)
    const silent = away('gift', settings)
    silent.state = frozen({ ...silent.state, consents: [] })
    runReminders(silent, at('2027-06-01T00:00'))
    expect(silent.state.returning.gifts).toEqual([])
    expect(silent.state.coupons).toEqual([])
  })

  test('M096 a reward is taken from its stock first: the step asks for it, the voucher follows', () => {
    const withReward = {
      ...WIN_BACK,
      comebackGift: { ...GIFT, gives: { kind: 'reward' as const, rewardId: 'xiaoli' } },
    }
    const story = away('gift', withReward, (draft) => {
      const { shop: _shop, ...hidden } = reward({ id: 'xiaoli', cost: 400 })
      draft.participation = { rewards: [hidden], flashSales: [], polls: [], draws: [] }
    })
    runReminders(story, at('2027-06-01T00:00'))
    const due = story.decisions
      .flatMap((decision) => decision.due)
      .find(({ kind }) => kind === 'comeback_reward')
    if (due?.kind !== 'comeback_reward') throw new Error('nobody asks for the reward')
    const { giftId, rewardId, key } = due
    story.take(
      grantComebackReward(story.state, { giftId, rewardId, key, release: story.release, now: story.now }),
    )
    expect(story.state.vouchers).toMatchObject([{ source: 'comeback', rewardId: 'xiaoli', state: 'open' }])
  })

  test('M096 the report splits both arms and says a lift only where each has thirty', () => {
    const entry = (arm: 'gift' | 'hold_out', cameBack: boolean) => ({
      giftId: 'huigui',
      arm,
      at: 1,
      until: 100,
      cameBackAt: cameBack ? 50 : null,
    })
    const many = (arm: 'gift' | 'hold_out', back: number, all: number) =>
      Array.from({ length: all }, (_, n) => entry(arm, n < back))
    const release = shopOf(settings)
    expect(comebackRows([...many('gift', 108, 270), ...many('hold_out', 6, 30)], release)).toEqual([
      {
        giftId: 'huigui',
        title: '回归小礼',
        cost: 500,
        withGift: { members: 270, cameBack: 108, rate: 4000 },
        holdOut: { members: 30, cameBack: 6, rate: 2000 },
        lift: 2000,
        spent: 135_000,
      },
    ])
    expect(comebackRows(many('hold_out', 1, 29), release)[0]).toMatchObject({ lift: null, spent: 0 })
    expect(comebackRows([], shopOf(null))).toEqual([])
  })

  test('M062 what two people did and were told is one person’s after a merge', () => {
    const one = away('gift', settings)
    runReminders(one, at('2027-06-01T00:00'))
    const other = away('hold_out')
    other.wait(3 * DAY).settle([pieces('meishi')])
    const merged = mergedReturning(other.state.returning, one.state.returning)
    expect(merged.visits).toEqual([at('2027-03-10T10:00'), at('2027-03-10T10:00'), at('2027-03-13T10:00')])
    expect(merged).toMatchObject({
      lastVisitAt: at('2027-03-13T10:00'),
      lookedThrough: one.state.returning.lookedThrough,
      quiet: null,
      gifts: one.state.returning.gifts,
    })
    expect(mergedReturning(EMPTY_RETURNING, undefined)).toBe(EMPTY_RETURNING)
  })
})
