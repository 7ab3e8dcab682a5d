import type { Entry } from '../../cloudfunctions/domain/decision'
import { rightSize } from '../../cloudfunctions/domain/right-size'
import type { PastOrder } from '../../cloudfunctions/domain/replayed-orders'
import { yearAsked, yearCard, yearEnd } from '../../cloudfunctions/domain/year-end'
import { withBenefits } from '../benefit-shop'
import { withProgramme } from '../coupon-drafts'
import { useOf } from './benefit-story'
import { memberOf, shopOf, WIN_BACK } from './returning-story'
import { at, DAY, pieces, released, type Story } from './story'

/** What each decision would have left in the journal, with its moment. */
class Journal {
  readonly entries: Pick<Entry, 'at' | 'facts' | 'postings'>[] = []
  private seen = 0

  note(story: Story): void {
    for (const { facts, postings } of story.decisions.slice(this.seen))
      this.entries.push({ at: story.now, facts, postings })
    this.seen = story.decisions.length
  }
}

function report(story: Story, journal: Journal, year: number, orders: readonly PastOrder[] = []) {
  const { state, release, now } = story
  return yearEnd({ state, release, now, year, entries: journal.entries, orders })
}

/** Five coupons of ¥5 and two of ¥3 with a card from 2027-03-10; the ¥3 ones end on 2027-04-09. */
function holder(): { story: Story; journal: Journal } {
  const story = memberOf(
    shopOf(WIN_BACK, (draft) => {
      withProgramme(draft)
      draft.plans[0]!.terms.coupons = [
        { id: 'wu', title: '满20减5', amount: 500, threshold: 2000, count: 5, days: 200, grant: 'every' },
        { id: 'san', title: '满20减3', amount: 300, threshold: 2000, count: 2, days: 30, grant: 'every' },
      ]
    }),
    '2027-03-10T10:00',
  )
  const journal = new Journal()
  story.buy()
  journal.note(story)
  return { story, journal }
}

describe('M093 the year’s unused report', () => {
  test('M093 the sum is that of what ended unused, at face value: used and still usable ones aside', () => {
    const { story, journal } = holder()
    const [five] = story.state.coupons.filter(({ id }) => id.endsWith(':wu'))
    story.wait(DAY).settle([pieces('meishi', 3)], { lotIds: [five!.id] })
    journal.note(story)
    story.now = at('2027-04-10T10:00')
    expect(report(story, journal, 2027)).toMatchObject({
      over: false,
      unused: [{ kind: 'coupon', title: '满20减3', count: 2, each: 300, worth: 600, on: '2027-04-09' }],
      count: 2,
      worth: 600,
    })
    // Four fives end on 2027-09-26.
    story.now = at('2028-01-08T10:00')
    const whole = report(story, journal, 2027)
    expect(whole.unused).toEqual([
      { kind: 'coupon', title: '满20减5', count: 4, each: 500, worth: 2000, on: '2027-09-26' },
      { kind: 'coupon', title: '满20减3', count: 2, each: 300, worth: 600, on: '2027-04-09' },
    ])
    // When the state has forgotten the lots, the journal says the same.
    const { state, release, now } = story
    const { entries } = journal
    const forgotten = { ...state, coupons: [] }
    expect(yearEnd({ state: forgotten, release, now, year: 2027, entries, orders: [] }).unused).toEqual(
      whole.unused,
    )
    expect(whole).toMatchObject({ over: true, count: 6, worth: 2600, fees: 19_900 })
    expect(report(story, journal, 2026)).toMatchObject({ unused: [], worth: 0 })
  })

  test('M093 an undone use was none, a coupon that went back with its card was never unused', () => {
    const { story, journal } = holder()
    const [five] = story.state.coupons.filter(({ id }) => id.endsWith(':wu'))
    const receipt = story.settle([pieces('meishi', 3)], { lotIds: [five!.id] })
    journal.note(story)
    story.undo(receipt)
    journal.note(story)
    story.wait(3 * DAY).refund(story.state.memberships[0]!.id)
    journal.note(story)
    story.now = at('2028-01-08T10:00')
    expect(report(story, journal, 2027)).toMatchObject({ unused: [], count: 0, worth: 0 })
  })

  test('M093 counted benefits by the month: what is left of each month that is over, at the price of today', () => {
    const release = released(withBenefits(), null, at('2025-01-01T00:00'))
    const story = memberOf(release, '2027-10-05T10:00')
    const journal = new Journal()
    story.buy('quanyi')
    journal.note(story)
    story.take(useOf(story, 'jianding'))
    journal.note(story)
    story.now = at('2028-01-08T10:00')
    const { unused } = report(story, journal, 2027)
    // Three a month in October, November and December, one of them used.
    expect(unused.find(({ title }) => title === '豆子鉴别')).toMatchObject({
      kind: 'benefit',
      count: 8,
      on: '2027-12-31',
    })
    // A cup on each of 27, 30 and 31 days, none of them fetched.
    expect(unused.find(({ title }) => title === '每天一杯美式')).toMatchObject({
      count: 88,
      of: { in: 'times', available: 88, used: 0 },
      on: '2027-12-31',
    })
  })

  test('M093 tips name what can still be used; a card that saved less than its fee need not be renewed', () => {
    const { story, journal } = holder()
    story.now = at('2027-09-01T10:00')
    const { tips } = report(story, journal, 2027)
    expect(tips[0]).toContain('不续卡也可以')
    expect(tips[1]).toMatch(/“满20减5”还有5份,9月26日前到店可用/)
    expect(tips.join('')).not.toContain('浪费')
  })

  test('M093 a smaller card is named where the same orders would have left more with it', () => {
    const { story } = holder()
    const period = yearCard(story.state, 2027)!
    const { release } = story
    const order = (n: number): PastOrder => ({
      receiptId: `r-${n}`,
      at: at('2027-05-01T10:00') + n * DAY,
      day: '2027-05-01',
      already: 0,
      lines: [pieces('meishi', 2)],
    })
    const orders = Array.from({ length: 10 }, (_, n) => order(n))
    // The month card costs more for twelve months than the year card, so it is no smaller one.
    expect(rightSize(period, { release, orders, now: story.now })).toBeNull()
    const cheaper = shopOf(WIN_BACK, (draft) => {
      const light = structuredClone(draft.plans[0]!)
      light.id = 'qingka'
      light.terms = { ...light.terms, name: '轻享卡', price: 4900 }
      draft.plans.push(light)
    })
    const advice = rightSize(
      { ...period, versionId: cheaper.plans.find(({ id }) => id === 'nianka')!.versionId },
      { release: cheaper, orders, now: story.now },
    )
    expect(advice).toMatchObject({ planId: 'qingka', price: 4900, heldPrice: 19_900, orders: 10 })
    expect(advice!.better).toBe(advice!.wouldSave - 4900 - (advice!.didSave - 19_900))
    expect(advice!.because).toContain('轻享卡')
    // Where the dearer card really saved more than the difference, nothing is advised.
    const saved = {
      ...period,
      versionId: cheaper.plans.find(({ id }) => id === 'nianka')!.versionId,
      saved: 90_000,
    }
    expect(rightSize(saved, { release: cheaper, orders, now: story.now })).toBeNull()
  })

  test('M093 without a word it is of the year that is over, from December on of the running one', () => {
    expect(yearAsked(undefined, at('2027-11-30T23:59'))).toBe(2026)
    expect(yearAsked(undefined, at('2027-12-01T00:00'))).toBe(2027)
    expect(yearAsked(2025, at('2027-12-01T00:00'))).toBe(2025)
    expect(yearAsked(2030, at('2027-12-01T00:00'))).toBe(2027)
  })
})
