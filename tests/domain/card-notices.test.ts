import fc from 'fast-check'
import { leaveAsIs } from '../../cloudfunctions/domain/leave-as-is'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import { returningMoments } from '../../cloudfunctions/domain/returning-steps'
import type { Release } from '../../cloudfunctions/domain/release'
import type { RenewalContract } from '../../cloudfunctions/domain/renewal-contract'
import { holds } from './property'
import { briefly, memberOf, runReminders, shopOf, type Told, WIN_BACK } from './returning-story'
import { at, codeOf, DAY, frozen, pieces, type Story } from './story'

const ABOUT_CARDS = ['card_expiry', 'lapse_changes', 'win_back', 'year_end_unused']
const ofCards = (told: readonly Told[]) => told.filter(({ flow }) => ABOUT_CARDS.includes(flow))

function holder(now = '2027-03-10T10:00'): Story {
  const story = memberOf(shopOf(WIN_BACK), now)
  story.buy()
  return story
}

describe('the end of a card', () => {
  test('M085 M086 M090 M091 told 30 and 7 days before its last day, the morning after it, and on the third day', () => {
    const story = holder()
    // The last day is 2028-03-10.
    const told = ofCards(runReminders(story, at('2028-04-30T00:00')))
    expect(briefly(told)).toEqual([
      'year_end_unused 2028-01-08T10:00',
      'card_expiry 2028-02-09T10:00',
      'card_expiry 2028-03-03T10:00',
      'lapse_changes 2028-03-11T10:00',
      'win_back 2028-03-13T10:00',
    ])
  })

  test('M085 the member who lets it end is reminded no more of it; a renewal has reminders of its own', () => {
    const story = holder()
    runReminders(story, at('2028-02-10T00:00'))
    const { id } = story.state.memberships[0]!
    const left = story.take(leaveAsIs(story.state, { membershipId: id, now: story.now }))
    expect(left).toMatchObject({ kind: 'left_as_is', membershipId: id })
    // Once more changes nothing.
    const again = leaveAsIs(story.state, { membershipId: id, now: story.now })
    expect(again.ok && again.state.returning.left).toEqual(story.state.returning.left)
    expect(ofCards(runReminders(story, at('2028-03-05T00:00')))).toEqual([])
    story.buy()
    expect(briefly(ofCards(runReminders(story, at('2029-03-20T00:00'))))).toEqual([
      'year_end_unused 2029-01-08T10:00',
      'card_expiry 2029-02-08T10:00',
      'card_expiry 2029-03-03T10:00',
      'lapse_changes 2029-03-11T10:00',
      'win_back 2029-03-13T10:00',
    ])
    expect(codeOf(leaveAsIs(story.state, { membershipId: 'another', now: story.now }))).toBe('NOT_FOUND')
  })

  test('M085 M087 nobody is told whose card renews by itself, or whose next card waits', () => {
    const charged = holder()
    const contract = {
      contractCode: 'c-1',
      purpose: 'renewal',
      planId: 'nianka',
      state: 'active',
      cycle: null,
    } as unknown as RenewalContract
    charged.state = frozen({ ...charged.state, contracts: [contract] })
    const told = runReminders(charged, at('2028-03-10T00:00')).map(({ flow }) => flow)
    expect(told).not.toContain('card_expiry')

    const waiting = holder()
    waiting.now = at('2027-12-01T10:00')
    waiting.buy()
    const later = runReminders(waiting, at('2028-06-01T00:00')).map(({ flow }) => flow)
    expect(later).not.toContain('card_expiry')
    expect(later).not.toContain('lapse_changes')
  })

  test('M085 a card bought a moment ago is not said to end: a month card has its notice a week before only', () => {
    const story = memberOf(shopOf(WIN_BACK), '2027-03-10T10:00')
    story.buy('yueka')
    expect(briefly(ofCards(runReminders(story, at('2027-04-12T00:00'))))).toEqual([
      'card_expiry 2027-04-03T10:00',
      'lapse_changes 2027-04-11T10:00',
    ])
  })

  test('M085 the notice a week before counts what really ends: used ones are gone from it', () => {
    const story = memberOf(
      shopOf(WIN_BACK, (draft) => {
        draft.plans[0]!.terms.coupons = [
          { id: 'quan', title: '满20减5', amount: 500, threshold: 2000, count: 3, days: 366, grant: 'every' },
        ]
      }),
      '2027-03-10T10:00',
    )
    story.buy()
    const [lot] = story.state.coupons
    story.settle([pieces('meishi', 3)], { lotIds: [lot!.id] })
    const week = runReminders(story, at('2028-03-04T00:00')).find(({ due }) => due.key.endsWith(':7'))
    expect(week?.due.about).toMatchObject({
      count: 2,
      amount: 1000,
      day: '2028-03-10',
      // Within seven days: a coupon of the card may end before the card does.
      title: '还有2项权益7天内到期',
    })
  })

  test('M086 the notice a month before says the estimate as a range, and the real saving as a sum', () => {
    const story = holder()
    for (let month = 0; month < 10; month += 1) {
      story.settle([pieces('meishi', 5)])
      story.wait(30 * DAY)
    }
    const notice = runReminders(story, at('2028-02-10T00:00')).find(({ due }) => due.key.endsWith(':30'))
    expect(notice?.due.about.title).toMatch(/^下一年约省\d+-\d+元\(估算\)$/)
    expect(notice?.due.about.amount).toBeGreaterThan(0)
    expect([...(notice?.due.about.title ?? '')].length).toBeLessThanOrEqual(24)
  })

  test('M086 of a card that is sold no more, and of a shop that closes, no coming year is estimated', () => {
    const told = (change: (release: Release) => Release) => {
      const story = holder()
      for (let month = 0; month < 10; month += 1) {
        story.settle([pieces('meishi', 5)])
        story.wait(30 * DAY)
      }
      story.release = change(story.release)
      return runReminders(story, at('2028-03-20T00:00')).map(({ flow, due }) => `${flow} ${due.about.title}`)
    }
    const retired = told((release) => ({
      ...release,
      plans: release.plans.map((plan) => ({ ...plan, onSale: false })),
    }))
    expect(retired).toContain('card_expiry 麦香年卡30天后到期')
    expect(retired.join()).not.toContain('估算')
    const closing = told((release) => ({
      ...release,
      closing: {
        day: '2028-06-30',
        text: '租约到期',
        call: '13800000000',
        announcedAt: at('2028-01-01T10:00'),
      },
    }))
    expect(closing.join()).not.toContain('估算')
    // Who can't be sold anything any more is asked back by nobody (M090, M094).
    expect(closing.join()).not.toMatch(/win_back|churn_care|wake_up|comeback_gift/)
    expect(told((release) => release).join()).toMatch(/估算.*win_back/)
  })

  test('M085 M086 M095 whatever the timers do, each moment is told once at most, and late runs tell no past end', () => {
    holds(
      fc.property(
        fc.array(
          fc.record({
            days: fc.integer({ min: 1, max: 120 }),
            act: fc.constantFrom('buy', 'visit', 'leave', 'nothing'),
          }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        fc.integer({ min: 0, max: 90 }),
        (turns, lateDays) => {
          const story = memberOf(shopOf(WIN_BACK), '2026-03-10T10:00')
          story.buy()
          const keys: string[] = []
          for (const { days, act } of turns) {
            for (const { on, due } of runReminders(story, story.now + days * DAY, lateDays * DAY)) {
              keys.push(due.key)
              if (due.until !== undefined) expect(on).toBeLessThan(due.until)
            }
            const card = story.state.memberships.at(-1)
            if (act === 'buy' && codeOf(story.delivery()) === 'accepted') story.buy()
            if (act === 'visit') story.settle([pieces('meishi')])
            if (act === 'leave' && card)
              story.take(leaveAsIs(story.state, { membershipId: card.id, now: story.now }))
          }
          expect(new Set(keys).size).toBe(keys.length)
          const due = nextDueAt(story.state)
          const moments = returningMoments(story.state)
          if (moments.length > 0) expect(due).toBeLessThanOrEqual(Math.min(...moments))
        },
      ),
      60,
    )
  })
})
