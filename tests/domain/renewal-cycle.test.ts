import fc from 'fast-check'
import { BAKERY } from '../../local/demo/bakery'
import { addDays, addMonths, endOfTerm, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import { assetsOf } from '../../cloudfunctions/domain/assets'
import { chargeDayOf, firstNoticeAt, wechatNoticeAt } from '../../cloudfunctions/domain/renewal-calendar'
import { savedCharge } from '../../cloudfunctions/domain/saved-statements'
import { counts } from '../../cloudfunctions/domain/membership'
import { withAutoRenew } from '../auto-renew-shop'
import { holds } from './property'
import { Subscription, type WechatMood } from './renewal-story'
import { accepted, at, released } from './story'

const DAY = 86_400_000
const release = released(withAutoRenew(BAKERY), null, at('2026-01-01T00:00'))

describe('F14 pay what you saved', () => {
  test('F14 M050 min(fee, saved): 80 of 100 is 80, 0 is 0, 150 of 100 is 100', () => {
    expect(savedCharge(8000, 10_000)).toBe(8000)
    expect(savedCharge(0, 10_000)).toBe(0)
    expect(savedCharge(15_000, 10_000)).toBe(10_000)
    // More was given back than saved: nobody owes less than nothing.
    expect(savedCharge(-500, 10_000)).toBe(0)
  })
})

describe('the days of a charge', () => {
  test('L11 the charge is on the last day of each term counted from the anchor, also at month ends', () => {
    const days = [1, 2, 3, 4, 5, 13].map((months) => chargeDayOf(endOfTerm('2027-01-31', months)))
    expect(days).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2028-02-29'])
    const leap = [12, 24, 36, 48].map((months) => chargeDayOf(endOfTerm('2028-02-29', months)))
    expect(leap).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
  })

  test('M087 the member is told seven days before at nine, WeChat two days before at seven', () => {
    expect(firstNoticeAt('2027-03-01')).toBe(at('2027-02-22T09:00'))
    expect(wechatNoticeAt('2027-03-01')).toBe(at('2027-02-27T07:00'))
  })

  test('M049 a card for one yuan, then 39: the first charge is on the last day of the trial', () => {
    const now = at('2027-03-10T10:00')
    const story = new Subscription(release, now)
    const trial = {
      orderId: 'trial',
      planId: 'yueka',
      versionId: story.versionId,
      amount: 100,
      paidAt: now,
      as: 'trial',
    } as const
    story.state = accepted(deliverCard(story.state, { order: trial, release, now })).state
    story.sign()
    expect(story.contract.cycle).toMatchObject({ chargeOn: '2027-04-09', amount: 3900 })
    story.liveUntil(at('2027-04-20T00:00'), () => 'pays')
    expect(story.charges).toEqual([{ at: at('2027-04-09T07:00'), amount: 3900, paid: true }])
    expect(story.state.memberships.at(-1)?.endsAt).toBe(endOfTerm('2027-04-09', 1))
  })

  test('M049 a contract signed in the last days of a card is charged a week later at the soonest', () => {
    const story = new Subscription(release, at('2027-03-10T10:00'))
    story.buy()
    story.now = at('2027-04-07T20:00')
    story.sign()
    expect(story.contract.cycle?.chargeOn).toBe('2027-04-14')
    story.liveUntil(at('2027-04-20T00:00'), () => 'pays')
    expect(story.charges.map(({ at: moment }) => shanghaiDay(moment))).toEqual(['2027-04-14'])
  })
})

describe('what the home page says of it', () => {
  test('L1 the next charge stands among what a member owns until it is given up or cancelled', () => {
    const story = new Subscription(release, at('2027-03-10T10:00'))
    story.buy()
    const shown = () => assetsOf(story.state, story.now)?.nextCharge ?? null
    expect(shown()).toBeNull()
    story.sign()
    const { chargeOn } = story.contract.cycle ?? {}
    expect(shown()).toEqual({ on: chargeOn, amount: 3900 })

    const unheard = new Subscription(release, story.now)
    Object.assign(unheard, { messages: false, deliversAt: null })
    unheard.buy()
    unheard.sign()
    unheard.liveUntil(at('2027-04-09T12:00'), () => 'pays')
    expect(unheard.contract.cycle?.givenUp).toBe('notice_missing')
    expect(assetsOf(unheard.state, unheard.now)).toBeNull()

    story.act('cancel')
    expect(shown()).toBeNull()
  })
})

describe('M087 NOTICE_MISSING', () => {
  test('M087 no delivered notice five whole days before: the charge is refused, whenever it is tried', () => {
    for (const delivered of [null, '2027-04-05T22:00', '2027-04-06T09:00', '2027-04-10T06:59']) {
      const story = new Subscription(release, at('2027-03-10T10:00'))
      story.buy()
      story.sign()
      story.deliversAt = delivered === null ? null : at(delivered)
      story.liveUntil(at('2027-05-20T00:00'), () => 'pays')
      expect(story.charges).toEqual([])
      expect(story.refusals.every((code) => code === 'NOTICE_MISSING')).toBe(true)
      expect(story.contract.state).toBe('suspended')
    }
    const story = new Subscription(release, at('2027-03-10T10:00'))
    story.buy()
    story.sign()
    story.deliversAt = at('2027-04-05T21:59')
    story.liveUntil(at('2027-04-12T00:00'), () => 'pays')
    // Opened in the last hour of the fifth day: charged not before the same hour of its own day.
    expect(story.charges).toEqual([{ at: at('2027-04-10T21:59'), amount: 3900, paid: true }])
  })
})

describe('whatever WeChat and the member do', () => {
  const moods = fc.array(fc.constantFrom<WechatMood>('pays', 'fails', 'silent', 'unreachable'), {
    minLength: 1,
    maxLength: 30,
  })
  const acts = fc.array(
    fc.record({
      act: fc.constantFrom('buy', 'cancel', 'open', 'sign', 'nothing'),
      days: fc.integer({ min: 0, max: 20 }),
      hour: fc.integer({ min: 0, max: 23 }),
    }),
    { minLength: 1, maxLength: 12 },
  )

  test('M087 L1 L11 never a charge without a notice delivered five days before, never above it, once a cycle', () => {
    holds(
      fc.property(
        moods,
        acts,
        fc.boolean(),
        fc.integer({ min: 0, max: 400 }),
        (mood, steps, messages, start) => {
          const begin = startOfDay(addDays('2027-01-01', start)) + 10 * 3_600_000
          const story = new Subscription(release, begin)
          story.messages = messages
          story.buy()
          story.sign()
          let turn = 0
          const next = () => mood[(turn += 1) % mood.length] ?? 'pays'
          for (const { act, days, hour } of steps) {
            const until = startOfDay(addDays(shanghaiDay(story.now), days)) + hour * 3_600_000
            if (until > story.now) story.liveUntil(until, next)
            story.act(act)
          }
          story.liveUntil(story.now + 70 * DAY, next)
          expect(story.faults).toEqual([])
          // Nobody is charged under what was ended.
          if (story.contract.state === 'terminated')
            expect(
              story.charges.every(
                (charge) => charge.at <= (story.contract.terminatedAt ?? 0) || !charge.paid,
              ),
            ).toBe(true)
        },
      ),
      150,
    )
  })

  test('L11 while it is tried again the card counts through its grace, and no longer', () => {
    const story = new Subscription(release, at('2027-03-10T10:00'))
    story.buy()
    story.sign()
    story.liveUntil(at('2027-04-13T23:00'), () => 'fails')
    const end = startOfDay(addDays(addMonths('2027-03-10', 1), 1))
    const period = story.state.memberships[0]?.periods[0]
    expect(story.charges.filter(({ paid }) => !paid)).toHaveLength(3)
    expect(period && counts(period, end + 3 * DAY - 1)).toBe(true)
    expect(period && counts(period, end + 3 * DAY)).toBe(false)
  })
})
