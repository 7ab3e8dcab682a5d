import fc from 'fast-check'
import type { CareProgramme, MemberDay } from '../../cloudfunctions/contract/care'
import { addDays, isDay, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import { claimDayCoupon, dayViews } from '../../cloudfunctions/domain/day-coupons'
import { dayMultiplier, fallsOn, nextDay, recurrenceWords } from '../../cloudfunctions/domain/member-days'
import { joinShop } from '../../cloudfunctions/domain/joining'
import { DAY_COUPON, holiday, memberDay, withCare } from '../care-shop'
import { holds } from './property'
import { at, codeOf, released, Story } from './story'

type Recurrence = MemberDay['recurs']
const monthly = (dayOfMonth: number): Recurrence => ({ kind: 'monthly', dayOfMonth })

/** A member of a shop with this care; without a word, one whose member day is the 18th. */
function member(care: Partial<CareProgramme> = {}): Story {
  const story = new Story(released(withCare({ care: { holidays: [], ...care } })))
  const agreement = { id: 'service', version: '1' }
  story.take(joinShop(story.state, { agreement, marketing: true, nickname: null, now: story.now }))
  return story
}

const view = (story: Story) => dayViews(story.state, story.release, story.now)[0]!

const claim = (story: Story, day: string, id = 'shi-ba', occasion: 'member_day' | 'holiday' = 'member_day') =>
  claimDayCoupon(story.state, {
    operationId: story.id(),
    occasion,
    id,
    day,
    release: story.release,
    now: story.now,
  })

describe('M111 member days', () => {
  it('M111 a day opens at midnight in Shanghai and closes at the next, whatever the machine’s time zone', () => {
    const story = member()
    const opens = at('2027-03-18T00:00')
    for (const [now, running, day] of [
      [opens - 1, false, '2027-03-18'],
      [opens, true, '2027-03-18'],
      [at('2027-03-19T00:00') - 1, true, '2027-03-18'],
      [at('2027-03-19T00:00'), false, '2027-04-18'],
    ] as const) {
      story.now = now
      expect(view(story)).toMatchObject({
        running,
        day,
        rule: '每月18日',
        closesAt: startOfDay(addDays(day, 1)),
      })
    }
  })

  it('M111 the 31st is the last day of a short month, and the words say so', () => {
    expect(nextDay(monthly(31), '2027-02-01')).toBe('2027-02-28')
    expect(nextDay(monthly(31), '2028-02-01')).toBe('2028-02-29')
    expect(nextDay(monthly(30), '2027-02-28')).toBe('2027-02-28')
    expect(nextDay(monthly(31), '2027-04-30')).toBe('2027-04-30')
    expect(nextDay(monthly(31), '2027-03-01')).toBe('2027-03-31')
    expect(fallsOn(monthly(31), '2027-03-30')).toBe(false)
    expect(recurrenceWords(monthly(31))).toBe('每月最后一天')
    expect(recurrenceWords(monthly(30))).toBe('每月30日,没有这一天的月份为当月最后一天')
    expect(recurrenceWords({ kind: 'weekly', weekday: 7 })).toBe('每周日')
  })

  it('M111 the next day is the first one from today on which it falls, and there is one a month or week', () => {
    const day = fc.integer({ min: 0, max: 9000 }).map((n) => addDays('2020-01-01', n))
    const recurs = fc.oneof(
      fc.integer({ min: 1, max: 31 }).map(monthly),
      fc.integer({ min: 1, max: 7 }).map((weekday): Recurrence => ({ kind: 'weekly', weekday })),
      fc.array(day, { minLength: 1, maxLength: 10 }).map((days): Recurrence => ({ kind: 'dates', days })),
    )
    holds(
      fc.property(recurs, day, (rule, today) => {
        const next = nextDay(rule, today)
        if (next === null) return rule.kind === 'dates' && rule.days.every((one) => one < today)
        const between = Math.round((startOfDay(next) - startOfDay(today)) / 86_400_000)
        const earlier = Array.from({ length: between }, (_, n) => addDays(today, n))
        return (
          isDay(next) &&
          next >= today &&
          fallsOn(rule, next) &&
          !earlier.some((one) => fallsOn(rule, one)) &&
          (rule.kind === 'dates' || between <= (rule.kind === 'weekly' ? 6 : 30))
        )
      }),
    )
  })

  it('M111 receipts of the day earn the multiplied points, say why, and an undo takes exactly those back', () => {
    const story = member()
    const before = story.settle([{ productId: 'meishi', quantity: 2 }])
    expect(before.earned?.memberDay).toBeUndefined()
    story.now = at('2027-03-18T23:59')
    const receipt = story.settle([{ productId: 'meishi', quantity: 2 }])
    expect(receipt.paid).toBe(before.paid)
    expect(receipt.earned).toMatchObject({
      points: 2 * (before.earned?.points ?? 0),
      memberDay: { memberDayId: 'shi-ba', title: '18日会员日', basisPoints: 20_000 },
    })
    const lots = () => story.state.points.lots.reduce((sum, { left }) => sum + left, 0)
    const earned = lots()
    // The day is over, the rule is gone: what was earned on it goes back as it came.
    story.now = at('2027-03-19T00:05')
    story.release = released(withCare({ care: { memberDays: [] } }), story.release, story.now)
    story.undo(receipt)
    expect(lots()).toBe(earned - (receipt.earned?.points ?? 0))
    expect(story.state.points.debt).toBe(0)
  })

  it('M111 what is paid on the phone after midnight belongs to the day on which it was settled', () => {
    const story = member()
    story.now = at('2027-03-18T23:58')
    const receipt = story.settle([{ productId: 'meishi', quantity: 2 }], { tender: 'wechat' })
    expect(receipt.earned).toBeUndefined()
    story.now = at('2027-03-19T00:01')
    expect(story.pay(receipt).earned?.memberDay?.memberDayId).toBe('shi-ba')
  })

  it('M111 only its audience has it, and of two days at once the higher multiplier counts', () => {
    const cardHolders = memberDay({
      id: 'chi-ka',
      pointsBasisPoints: 30_000,
      audience: { cardHolders: true },
    })
    const story = member({ memberDays: [memberDay(), cardHolders] })
    story.now = at('2027-03-18T12:00')
    expect(dayMultiplier(story.state, story.release, story.now)?.basisPoints).toBe(20_000)
    expect(dayViews(story.state, story.release, story.now).find(({ id }) => id === 'chi-ka')).toMatchObject({
      admission: { admitted: false, why: '持有会员卡时可用' },
    })
    story.buy()
    expect(dayMultiplier(story.state, story.release, story.now)?.basisPoints).toBe(30_000)
  })

  it('M111 its coupon is taken on the day, once, by who belongs to it', () => {
    const story = member()
    expect(view(story).coupon).toMatchObject({ state: 'later', threshold: 2000 })
    expect(codeOf(claim(story, '2027-03-18'))).toBe('DAY_COUPON_CLOSED')
    story.now = at('2027-03-18T00:00')
    expect(view(story).coupon?.state).toBe('claimable')
    expect(codeOf(claim(story, '2027-02-18'))).toBe('DAY_COUPON_CLOSED')
    story.take(claim(story, '2027-03-18'))
    expect(view(story).coupon?.state).toBe('claimed')
    expect(codeOf(claim(story, '2027-03-18'))).toBe('ALREADY_CLAIMED')
    expect(story.state.coupons).toHaveLength(1)
    // Next month it comes again.
    story.now = at('2027-04-18T09:00')
    story.take(claim(story, '2027-04-18'))
    story.now = at('2027-04-19T00:00')
    expect(codeOf(claim(story, '2027-04-18'))).toBe('DAY_COUPON_CLOSED')
    expect(story.state.claims).toHaveLength(1)
  })

  it('M104 a holiday’s coupon is there on its day alone', () => {
    const gift = holiday({ templateId: DAY_COUPON })
    const story = member({ memberDays: [], holidays: [gift] })
    expect(view(story)).toMatchObject({ occasion: 'holiday', day: '2027-04-05', running: false })
    story.now = at('2027-04-05T08:00')
    story.take(claim(story, '2027-04-05', 'qing-ming', 'holiday'))
    expect(codeOf(claim(story, '2027-04-05', 'qing-ming', 'holiday'))).toBe('ALREADY_CLAIMED')
    story.now = at('2027-04-06T00:00')
    expect(dayViews(story.state, story.release, story.now)).toEqual([])
    expect(shanghaiDay(story.now)).toBe('2027-04-06')
  })
})
