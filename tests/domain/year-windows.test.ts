import fc from 'fast-check'
import type { BenefitOffer } from '../../cloudfunctions/contract/benefit-offers'
import { chooseBenefit } from '../../cloudfunctions/domain/benefit-choices'
import { undoBenefitUse } from '../../cloudfunctions/domain/benefit-use'
import type { Entry } from '../../cloudfunctions/domain/decision'
import { entriesFrom, yearEnd } from '../../cloudfunctions/domain/year-end'
import { withBenefits } from '../benefit-shop'
import { bakery } from './story'
import { useOf } from './benefit-story'
import { holds } from './property'
import { at, DAY, released, Story } from './story'

/** One counted benefit for each window, one choice and two capped sums, on a card of two months. */
const COUNTED: readonly BenefitOffer[] = [
  ...(['day', 'week', 'month', 'period'] as const).map((per, index): BenefitOffer => ({
    ...{ id: per, kind: 'quota', title: per, detail: '任意门店', cost: 100, unit: '份', per },
    units: index + 1,
    productId: 'meishi',
  })),
  {
    ...{ id: 'zixuan', kind: 'choice', title: '自选', detail: '选一项', cost: 0, per: 'month' },
    options: [
      { id: 'dou', title: '咖啡豆', unit: '包', units: 2, productId: 'tusi', cost: 900 },
      { id: 'gongyi', title: '公益捐赠', unit: '次', units: 3, cost: 300 },
    ],
  },
  { id: 'yunfei', kind: 'capped', title: '运费', detail: '凭单', cost: 0, most: 900, per: 'week' },
]

const RELEASE = released(
  withBenefits(
    bakery(),
    COUNTED.map((one) => structuredClone(one)),
  ),
  null,
  at('2025-01-01T00:00'),
)

/** Days, weeks and months worked out from the calendar of the wall, and nothing of the product's. */
const wall = (instant: number) => new Date(instant + 8 * 3_600_000)
const dayKey = (instant: number) => wall(instant).toISOString().slice(0, 10)
const keyOf: Record<string, (instant: number, card: number) => string> = {
  day: (instant) => dayKey(instant),
  week: (instant) => dayKey(instant - ((wall(instant).getUTCDay() + 6) % 7) * DAY),
  month: (instant) => dayKey(instant).slice(0, 7),
  period: (_, card) => String(card),
}

const perOf = (id: string) => (id === 'zixuan' ? 'month' : id === 'yunfei' ? 'week' : id)

interface Slot {
  lastDay: string
  used: number
  choice: string | null
}

/** A list of every window somebody could have used, each with what was used and chosen in it. */
class Slots {
  readonly all = new Map<string, Slot>()

  of(id: string, instant: number, card: number): Slot {
    const key = `${id} ${keyOf[perOf(id)]!(instant, card)}`
    const slot = this.all.get(key) ?? { lastDay: dayKey(instant), used: 0, choice: null }
    this.all.set(key, slot)
    return slot
  }
}

const act = fc.record({
  what: fc.constantFrom('use', 'use', 'use', 'pay', 'undo', 'choose', 'buy'),
  id: fc.constantFrom('day', 'week', 'month', 'period', 'zixuan'),
  hours: fc.oneof(
    { arbitrary: fc.constant(0), weight: 3 },
    { arbitrary: fc.integer({ min: 0, max: 24 * 9 }), weight: 5 },
    { arbitrary: fc.integer({ min: 0, max: 24 * 200 }), weight: 1 },
  ),
  pick: fc.nat(700),
})

class Diary {
  readonly entries: Pick<Entry, 'at' | 'facts' | 'postings'>[] = []
  constructor(readonly story: Story) {}

  note(decision: { readonly ok: boolean }): boolean {
    if (!decision.ok) return false
    this.story.take(decision as Parameters<Story['take']>[0])
    const { facts, postings } = this.story.decisions.at(-1)!
    this.entries.push({ at: this.story.now, facts, postings })
    return true
  }

  report(year: number) {
    const { state, release, now } = this.story
    return yearEnd({ state, release, now, year, entries: this.entries, orders: [] })
  }
}

describe('M093 the windows of a year', () => {
  test('M093 each day, week, month and period of a card counts once, by a naive list of all days', () => {
    holds(
      fc.property(fc.array(act, { maxLength: 40 }), fc.integer({ min: 0, max: 900 }), (acts, late) => {
        const story = new Story(RELEASE, at('2026-10-20T10:00'))
        const diary = new Diary(story)
        const slots = new Slots()
        const uses: { useId: string; slot: Slot; units: number }[] = []
        diary.note(story.delivery('quanyi'))
        for (const { what, id, hours, pick } of acts) {
          story.wait(hours * 3_600_000 + 1)
          const { now } = story
          const card = story.state.memberships
            .flatMap(({ periods }) => periods)
            .findIndex(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
          if (what === 'buy') diary.note(story.delivery('quanyi'))
          else if (what === 'choose') {
            const optionId = pick % 2 === 0 ? 'dou' : 'gongyi'
            const which = { source: 'card' as const, benefitId: 'zixuan' }
            if (diary.note(chooseBenefit(story.state, { which, optionId, release: story.release, now })))
              slots.of('zixuan', now, card).choice = optionId
          } else if (what === 'undo') {
            const last = uses.at(-1)
            const undone = { useId: last?.useId ?? '', branchId: 'laojie', now }
            if (diary.note(undoBenefitUse(story.state, undone)) && last) {
              last.slot.used -= last.units
              uses.pop()
            }
          } else {
            const name = what === 'pay' ? 'yunfei' : id
            const amount = 1 + pick
            if (!diary.note(useOf(story, name, what === 'pay' ? { amount } : {}))) continue
            const { facts } = diary.entries.at(-1)!
            if (facts.kind !== 'benefit_use') return false
            const units = what === 'pay' ? facts.use.amount : 1
            const slot = slots.of(name, now, card)
            slot.used += units
            uses.push({ useId: facts.use.useId, slot, units })
          }
        }
        story.wait(late * DAY)
        // The last day of each window is the last one on which a card was valid in it.
        const periods = story.state.memberships.flatMap((held) => held.periods)
        for (const [card, { startsAt, endsAt }] of periods.entries())
          for (let noon = at(`${dayKey(startsAt)}T12:00`); noon < endsAt; noon += DAY)
            for (const { id } of COUNTED) {
              const slot = slots.of(id, noon, card)
              if (dayKey(noon) > slot.lastDay) slot.lastDay = dayKey(noon)
            }
        for (const year of [2026, 2027, 2028]) {
          const expected = new Map<string, { unused: number; available: number }>()
          for (const [key, { lastDay, used, choice }] of slots.all) {
            if (!lastDay.startsWith(String(year)) || lastDay >= dayKey(story.now)) continue
            const id = key.split(' ')[0]!
            const of =
              id === 'zixuan'
                ? choice === 'dou'
                  ? 2
                  : choice === 'gongyi'
                    ? 3
                    : 1
                : id === 'yunfei'
                  ? 900
                  : ['day', 'week', 'month', 'period'].indexOf(id) + 1
            const title =
              id === 'zixuan'
                ? ({ dou: '咖啡豆', gongyi: '公益捐赠' }[choice ?? ''] ?? '自选(没有选)')
                : id === 'yunfei'
                  ? '运费'
                  : id
            const line = expected.get(title) ?? { unused: 0, available: 0 }
            expected.set(title, { unused: line.unused + of - used, available: line.available + of })
          }
          const { unused } = diary.report(year)
          const told = new Map(
            unused
              .filter(({ kind }) => kind === 'benefit')
              .map(({ title, of, worth, each, count }) => {
                if (of?.in === 'times') expect(worth).toBe(each === null ? null : each * count)
                else expect(worth).toBe(of!.available - of!.used)
                return [title, { unused: of!.available - of!.used, available: of!.available }]
              }),
          )
          const left = [...expected].filter(([, line]) => line.unused > 0)
          expect(Object.fromEntries(told)).toEqual(Object.fromEntries(left))
        }
        return true
      }),
      60,
    )
  })

  test('M093 what had to be unlocked, and what nobody can count, is no waste of anybody', () => {
    const story = new Story(released(withBenefits(), null, at('2025-01-01T00:00')), at('2027-10-05T10:00'))
    const diary = new Diary(story)
    diary.note(story.delivery('quanyi'))
    story.now = at('2028-11-01T10:00')
    const titles = diary.report(2028).unused.map(({ title }) => title)
    for (const title of ['私享课', '只换不修', '如有空位,靠窗就座', '手写冲煮手册'])
      expect(titles).not.toContain(title)
    expect(titles).toContain('免配送费')
  })

  test('M093 a card of three years is read from its beginning, whatever year its end is in', () => {
    const story = new Story(RELEASE, at('2026-10-20T10:00'))
    story.buy('quanyi')
    expect(entriesFrom(story.state, 2027)).toBe(at('2026-01-01T00:00'))
    const [card] = structuredClone(story.state.memberships)
    const { startsAt } = card!.periods[0]!
    card!.periods[0]!.endsAt = at('2029-10-20T00:00')
    expect(entriesFrom({ memberships: [card!] }, 2029)).toBe(startsAt)
  })
})
