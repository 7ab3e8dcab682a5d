import type { MemberEvent } from '../../cloudfunctions/contract/events'
import type { Due } from '../../cloudfunctions/domain/decision'
import {
  checkInAtEvent,
  eventStock,
  leaveEvent,
  placeAt,
  signUp,
  whyNotCheckIn,
} from '../../cloudfunctions/domain/event-places'
import { eventMoments, eventSteps } from '../../cloudfunctions/domain/event-reminders'
import { eventView, openEvents } from '../../cloudfunctions/domain/event-views'
import { joinShop } from '../../cloudfunctions/domain/joining'
import { mergedCare } from '../../cloudfunctions/domain/merged-care'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import { memberEvent, withCare } from '../care-shop'
import { at, codeOf, released, Story } from './story'

/** A member of a shop with one event, as given. */
function member(change: Partial<MemberEvent> = {}): Story {
  const story = new Story(released(withCare({ events: [memberEvent(change)] })))
  const agreement = { id: 'service', version: '1' }
  story.take(joinShop(story.state, { agreement, marketing: false, nickname: null, now: story.now }))
  return story
}

const signing = (story: Story, operationId = story.id()) =>
  signUp(story.state, { operationId, eventId: 'pin-jian', release: story.release, now: story.now })
const leaving = (story: Story) =>
  leaveEvent(story.state, { eventId: 'pin-jian', release: story.release, now: story.now })
const checking = (story: Story, branchId = 'laojie') =>
  checkInAtEvent(story.state, { eventId: 'pin-jian', branchId, now: story.now })
const view = (story: Story, left = 12) =>
  eventView(memberEvent(), { state: story.state, release: story.release, left, now: story.now })
const messages = (due: readonly Due[]) => due.filter(({ kind }) => kind === 'message')

/** Runs what is due now, once; its messages. */
function ran(story: Story): Due[] {
  const steps = eventSteps(story.state, { release: story.release, now: story.now })
  return steps.flatMap((step) => {
    story.take(step.decide(story.state))
    return messages(story.decisions.at(-1)?.due ?? [])
  })
}

describe('M105 events', () => {
  it('M105 a member signs up once, within its days and if it is theirs, and who can’t is told why', () => {
    const story = member({ audience: { cardHolders: true } })
    expect(codeOf(signing(story))).toBe('NOT_ADMITTED')
    story.buy()
    story.take(signing(story))
    expect(codeOf(signing(story))).toBe('EVENT_SIGNED_UP')
    expect(view(story)).toMatchObject({
      mine: { checkedInAt: null, canLeave: true },
      why: '您已报名这个活动',
    })
    const late = member()
    late.now = at('2027-03-14T00:00')
    expect(codeOf(signing(late))).toBe('EVENT_CLOSED')
    expect(view(late).why).toBe('这个活动现在不能报名或退出')
    expect(view(member(), 0).why).toContain('名额已满')
    const stranger = new Story(late.release)
    expect(codeOf(signing(stranger))).toBe('JOIN_REQUIRED')
  })

  it('M105 who leaves in time gives the place back, and can sign up again', () => {
    const story = member()
    const operationId = story.id()
    story.take(signing(story, operationId))
    story.take(leaving(story))
    expect(story.decisions.at(-1)?.due).toMatchObject([
      {
        kind: 'return_stock',
        stock: eventStock('pin-jian'),
        holdKey: `${operationId}-${story.state.number}`,
      },
    ])
    expect(codeOf(leaving(story))).toBe('EVENT_NOT_SIGNED_UP')
    story.take(signing(story))
    story.now = at('2027-03-14T00:00')
    expect(codeOf(leaving(story))).toBe('EVENT_CLOSED')
  })

  it('M105 only who signed up is checked in, there and then, once', () => {
    const story = member()
    expect(codeOf(checking(story))).toBe('EVENT_NOT_SIGNED_UP')
    story.take(signing(story))
    expect(codeOf(checking(story))).toBe('EVENT_CLOSED')
    story.now = at('2027-03-14T14:00')
    expect(codeOf(checking(story, 'kejiyuan'))).toBe('EVENT_NOT_SIGNED_UP')
    expect(whyNotCheckIn(story.state, { eventId: 'pin-jian', branchId: 'laojie', now: story.now })).toBeNull()
    story.take(checking(story))
    expect(codeOf(checking(story))).toBe('EVENT_CHECKED_IN')
    expect(placeAt(story.state, 'pin-jian')?.checkedInAt).toBe(story.now)
    expect(view(story).mine?.canLeave).toBe(false)
    const missed = member()
    missed.take(signing(missed))
    missed.now = at('2027-03-14T17:00')
    expect(codeOf(checking(missed))).toBe('EVENT_CLOSED')
  })

  it('M105 a reminder comes the day before, once, however often and late the timer runs', () => {
    const story = member()
    story.take(signing(story))
    const moment = at('2027-03-13T10:00')
    expect(eventMoments(story.state)).toEqual([moment])
    expect(nextDueAt(story.state)).toBeLessThanOrEqual(moment)
    story.now = moment - 1
    expect(ran(story)).toEqual([])
    story.now = moment
    expect(ran(story)).toMatchObject([
      {
        flow: 'event_reminder',
        about: { id: 'pin-jian', day: '2027-03-14', title: '3月14日 新品品鉴会' },
        until: at('2027-03-14T15:00'),
      },
    ])
    expect(ran(story)).toEqual([])
    expect(eventMoments(story.state)).toEqual([])
    // A timer that comes after the beginning tells nothing any more.
    const late = member()
    late.take(signing(late))
    late.now = at('2027-03-14T15:00')
    expect(ran(late)).toEqual([])
    expect(eventMoments(late.state)).toEqual([])
    // Who signs up after the reminder's hour knows it from this very tap.
    const last = member()
    last.now = at('2027-03-13T11:00')
    last.take(signing(last))
    expect(eventMoments(last.state)).toEqual([])
  })

  it('M105 who left is not reminded, and who has a place at an event that was withdrawn is told', () => {
    const story = member()
    story.take(signing(story))
    story.take(leaving(story))
    expect(eventMoments(story.state)).toEqual([])
    story.take(signing(story))
    story.release = released(withCare({ events: [] }), story.release)
    expect(openEvents(story.release, story.now)).toEqual([])
    story.now = at('2027-03-13T10:00')
    expect(ran(story)).toMatchObject([{ about: { title: '活动已取消:新品品鉴会' } }])
    expect(codeOf(leaving(story))).toBe('accepted')
  })

  it('M105 M062 two who turn out to be one have one place, and the other goes back', () => {
    const [one, other] = [member(), member()]
    one.take(signing(one))
    other.take(signing(other))
    const merged = mergedCare(one.state.care, other.state.care)
    expect(merged.care.events).toHaveLength(1)
    expect(merged.due).toMatchObject([{ kind: 'return_stock', holdKey: other.state.care.events[0]?.holdKey }])
    other.now = at('2027-03-14T15:00')
    other.take(checking(other))
    expect(mergedCare(one.state.care, other.state.care).care.events[0]).toMatchObject({
      holdKey: one.state.care.events[0]?.holdKey,
      checkedInAt: other.now,
    })
  })
})
