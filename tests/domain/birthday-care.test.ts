import { birthdayView, setBirthday } from '../../cloudfunctions/domain/benefit-choices'
import { birthdayMoments, birthdaySteps } from '../../cloudfunctions/domain/birthday-care'
import { careDetail, careItems, careText, standingDay } from '../../cloudfunctions/domain/care-list'
import type { Due } from '../../cloudfunctions/domain/decision'
import { joinShop } from '../../cloudfunctions/domain/joining'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import { CARE_LIST, DAY_COUPON, withCare } from '../care-shop'
import { at, DAY, released, Story } from './story'

/** A member of a shop that greets, with a coupon or without. */
function member(templateId?: string, marketing = true): Story {
  const birthday = { text: '生日快乐', ...(templateId === undefined ? {} : { templateId }) }
  const story = new Story(released(withCare({ care: { birthday } })))
  const agreement = { id: 'service', version: '1' }
  story.take(joinShop(story.state, { agreement, marketing, nickname: null, now: story.now }))
  return story
}

const enter = (story: Story, monthDay: string | null) =>
  story.take(setBirthday(story.state, { monthDay, now: story.now }))

/** Runs the timer until nothing is due; what it tells. */
function ran(story: Story): Extract<Due, { kind: 'message' }>[] {
  const told: Extract<Due, { kind: 'message' }>[] = []
  for (let round = 0; round < 5; round += 1) {
    const steps = birthdaySteps(story.state, { release: story.release, now: story.now })
    if (steps.length === 0) return told
    for (const step of steps) {
      story.take(step.decide(story.state))
      told.push(
        ...(story.decisions.at(-1)?.due ?? []).flatMap((due) => (due.kind === 'message' ? [due] : [])),
      )
    }
  }
  throw new Error('a step stays due after it ran')
}

/** Each day at ten in the morning, from one to the other; on which days something was told. */
function days(story: Story, from: string, through: string): string[] {
  const told: string[] = []
  for (story.now = at(`${from}T10:00`); story.now <= at(`${through}T10:00`); story.now += DAY)
    for (const { flow } of ran(story))
      told.push(`${new Date(story.now + 8 * 3_600_000).toISOString().slice(0, 10)} ${flow}`)
  return told
}

describe('M104 M037 birthday care', () => {
  it('M104 a birthday is greeted at nine in the morning of its day, each year', () => {
    const story = member()
    enter(story, '03-20')
    expect(birthdayMoments(story.state)).toEqual([at('2027-03-20T09:00')])
    expect(nextDueAt(story.state)).toBeLessThanOrEqual(at('2027-03-20T09:00'))
    expect(days(story, '2027-03-11', '2029-03-25')).toEqual([
      '2027-03-20 birthday_care',
      '2028-03-20 birthday_care',
      '2029-03-20 birthday_care',
    ])
  })

  it('M104 who entered no birthday hears nothing and is never due for it', () => {
    const story = member()
    expect(birthdayMoments(story.state)).toEqual([])
    expect(days(story, '2027-03-11', '2027-06-30')).toEqual([])
    enter(story, '07-20')
    enter(story, null)
    expect(birthdayMoments(story.state)).toEqual([])
  })

  it('M037 M104 whatever is entered later in the year, there is one greeting and one gift a year', () => {
    const story = member(DAY_COUPON)
    enter(story, '03-20')
    expect(days(story, '2027-03-11', '2027-03-21')).toHaveLength(1)
    for (const [monthDay, through] of [
      ['05-01', '2027-05-02'],
      ['09-09', '2027-09-10'],
      ['12-31', '2027-12-31'],
    ] as const) {
      enter(story, monthDay)
      expect(days(story, through, through)).toEqual([])
    }
    expect(story.state.coupons.filter(({ granted }) => granted > 0)).toHaveLength(1)
    // The last day entered is the one of the next year.
    expect(days(story, '2028-01-01', '2028-12-31')).toEqual(['2028-12-31 birthday_care'])
    expect(story.decisions.filter(({ facts }) => facts.kind === 'birthday_care' && facts.lotId)).toHaveLength(
      2,
    )
  })

  it('M104 a birthday entered on its own day is greeted on it, one entered the day after a year later', () => {
    const today = member()
    today.now = at('2027-03-20T15:00')
    enter(today, '03-20')
    expect(ran(today)).toHaveLength(1)
    const late = member()
    late.now = at('2027-03-21T08:00')
    enter(late, '03-20')
    expect(days(late, '2027-03-21', '2028-03-20')).toEqual(['2028-03-20 birthday_care'])
  })

  it('M104 29 February is greeted on the 28th of other years', () => {
    const story = member()
    enter(story, '02-29')
    expect(days(story, '2027-03-11', '2029-03-05')).toEqual([
      '2028-02-29 birthday_care',
      '2029-02-28 birthday_care',
    ])
  })

  it('M104 a timer that comes days late still gives the gift, but greets nobody after the day', () => {
    const story = member(DAY_COUPON)
    enter(story, '03-20')
    story.now = at('2027-03-23T10:00')
    expect(ran(story)).toEqual([])
    expect(story.state.coupons).toHaveLength(1)
    expect(days(story, '2027-03-24', '2028-03-20')).toEqual(['2028-03-20 birthday_care'])
    const years = member(DAY_COUPON)
    enter(years, '03-20')
    years.now = at('2030-06-01T10:00')
    expect(ran(years)).toEqual([])
    expect(years.state.coupons).toEqual([])
    expect(birthdayMoments(years.state)).toEqual([at('2031-03-20T09:00')])
  })

  it('L9 a birthday is asked for only where the shop greets, or where it was entered', () => {
    const story = member()
    const asked = () => birthdayView(story.state, story.release, story.now)
    expect(asked()).toEqual({ monthDay: null, given: false })
    story.release = released(withCare({ care: { birthday: undefined } }), story.release)
    expect(asked()).toBeNull()
    enter(story, '03-20')
    expect(asked()).toMatchObject({ monthDay: '03-20' })
  })

  it('M104 a shop that greets nobody moves on without a word', () => {
    const story = member()
    enter(story, '03-20')
    story.release = released(withCare({ care: { birthday: undefined } }), story.release)
    expect(days(story, '2027-03-11', '2027-12-31')).toEqual([])
  })
})

describe('M104 the staff’s care list', () => {
  const reasons = (story: Story) => careItems(story.state, story.now).map(({ reason, day }) => [reason, day])

  it('M104 a birthday within a week is on it once a year, with the words to copy', () => {
    const story = member()
    enter(story, '03-20')
    story.now = at('2027-03-12T08:00')
    expect(reasons(story)).toEqual([])
    story.now = at('2027-03-13T08:00')
    const [item] = careItems(story.state, story.now)
    expect(item).toMatchObject({ careId: `birthday:${story.state.number}:2027`, day: null })
    const day = standingDay(item!, story.state, story.now) ?? ''
    expect(careDetail({ ...item!, day }, story.now)).toBe('3月20日生日')
    expect(careText({ ...item!, day }, CARE_LIST, story.now)).toBe('3月20日是您的生日,祝您生日快乐')
    // Whoever takes it out, or withdraws the consent, is on the list no more (L9).
    const { birthday } = story.state.benefits
    const without = {
      ...story.state,
      benefits: { ...story.state.benefits, birthday: { ...birthday, monthDay: null } },
    }
    expect(standingDay(item!, without, story.now)).toBeNull()
    expect(standingDay(item!, { ...story.state, consents: [] }, story.now)).toBeNull()
    // Another day of the same year is the same item.
    enter(story, '03-19')
    expect(careItems(story.state, story.now).map(({ careId }) => careId)).toEqual([item?.careId])
  })

  it('M104 L9 birthdays and absences are for who agreed to be spoken to, and not for minors', () => {
    const silent = member(undefined, false)
    enter(silent, '03-20')
    silent.settle([{ productId: 'meishi', quantity: 1 }])
    silent.now = at('2027-03-13T08:00')
    expect(reasons(silent)).toEqual([])
    silent.now = at('2027-04-24T08:00')
    expect(reasons(silent)).toEqual([])
    const minor = member()
    enter(minor, '03-20')
    minor.now = at('2027-03-13T08:00')
    const young = { ...minor.state, privacy: { ...minor.state.privacy, minorUntil: '2030-03-20' } }
    expect(reasons(minor)).toHaveLength(1)
    expect(careItems(young, minor.now)).toEqual([])
  })

  it('M104 a card that ends within a week and a long absence are on it, with the branch of the last visit', () => {
    const story = member()
    story.buy()
    story.settle([{ productId: 'meishi', quantity: 1 }])
    story.now = at('2027-04-24T08:00')
    expect(careItems(story.state, story.now)).toMatchObject([
      { reason: 'absent', day: '2027-03-10', branchId: 'laojie', through: '2027-05-08' },
    ])
    story.settle([{ productId: 'meishi', quantity: 1 }])
    expect(reasons(story)).toEqual([])
    story.now = at('2028-03-03T08:00')
    expect(reasons(story)).toEqual([['card_ending', '2028-03-10']])
  })
})
