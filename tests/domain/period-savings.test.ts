import fc from 'fast-check'
import { undoBenefitUse } from '../../cloudfunctions/domain/benefit-use'
import { returnGoods, unitsLeft } from '../../cloudfunctions/domain/goods-returns'
import type { Membership, Period, ReceiptFacts } from '../../cloudfunctions/domain/member'
import {
  COUPONS,
  ELSE,
  periodSavedPostings,
  savedByBenefit,
  withPeriodSaved,
} from '../../cloudfunctions/domain/period-savings'
import { renewalPage } from '../../cloudfunctions/domain/renewal-page'
import { forgetOldMemberships } from '../../cloudfunctions/domain/retention'
import { BENEFITS, withBenefits } from '../benefit-shop'
import { withPoints } from '../points-shop'
import { useOf } from './benefit-story'
import { holds } from './property'
import { bakery, DAY, MINUTE, pieces, released, Story } from './story'

/** The year card with coupons, points and every kind of benefit, and goods that may come back. */
const RELEASE = released(
  withPoints(
    withBenefits(
      bakery((draft) => {
        const { terms } = draft.plans[0]!
        terms.benefits = [
          ...structuredClone(BENEFITS.filter(({ id }) => id === 'meiri-kafei' || id === 'peisong')),
          {
            id: 'shoudan',
            kind: 'first_of_day',
            title: '每天首单美式',
            detail: '每天第一单',
            cost: 100,
            productIds: ['meishi'],
            price: 300,
          },
        ]
        terms.coupons = [
          { id: 'quan', title: '满20减5', amount: 500, threshold: 2000, count: 9, days: 366, grant: 'every' },
        ]
      }),
    ),
    { pendingDays: 0 },
  ),
)

const GOODS = ['meishi', 'natie', 'niujiaobao', 'tusi', 'dangao']

const act = fc.record({
  what: fc.constantFrom('settle', 'settle', 'settle', 'use', 'undo', 'undo use', 'return', 'return'),
  pick: fc.nat(60),
  hours: fc.constantFrom(0, 0, 1, 25),
})

function page({ state, release, now }: Story) {
  return renewalPage({ state, release, now, membershipId: undefined, orders: 0, agreementsOf: () => [] })
}

/** What an outsider would add up: every proof of a receipt and every use, by its name. */
class Slips {
  readonly receipts = new Map<string, ReceiptFacts>()
  readonly uses = new Map<string, { benefitId: string; saved: number }>()

  sums(period: Period): Record<string, number> {
    const sums: Record<string, number> = {}
    const add = (name: string, amount: number) => {
      if (amount > 0) sums[name] = (sums[name] ?? 0) + amount
    }
    for (const { lines, coupons = [] } of this.receipts.values()) {
      for (const { proofs } of lines)
        for (const { benefitId, amount, rule, planVersionId } of proofs)
          if (rule.kind !== 'coupon' && rule.kind !== 'points' && planVersionId === period.versionId)
            add(benefitId, amount)
      for (const { lotId, amount } of coupons) if (lotId.startsWith(period.orderId)) add(COUPONS, amount)
    }
    for (const { benefitId, saved } of this.uses.values()) add(benefitId, saved)
    return sums
  }
}

function bringBack(story: Story, receipt: ReceiptFacts, all: boolean): boolean {
  const left = unitsLeft(story.state, receipt)
  const lines = left.flatMap((units, line) =>
    units > 0 && receipt.lines[line]?.productId !== null ? [{ line, quantity: all ? units : 1 }] : [],
  )
  const wanted = all ? lines : lines.slice(0, 1)
  if (wanted.length === 0) return true
  const { release, now } = story
  const returned = returnGoods(story.state, {
    ...{ receipt, branchId: 'laojie', lines: wanted, expected: null, release, now },
  })
  if (!returned.ok) return false
  story.take(returned)
  return true
}

describe('what a period saved by benefit', () => {
  test('M091 I5 whatever is settled, used, undone or brought back, each benefit’s figure is the sum of its proofs', () => {
    holds(
      fc.property(fc.array(act, { minLength: 1, maxLength: 30 }), (acts) => {
        const story = new Story(RELEASE)
        story.buy()
        const slips = new Slips()
        const begun = new Map<string, ReceiptFacts>()
        for (const { what, pick, hours } of acts) {
          story.wait(hours * 60 * MINUTE + 1)
          const receipts = [...slips.receipts.values()]
          const receipt = receipts[pick % Math.max(1, receipts.length)]
          if (what === 'settle') {
            const lines = [
              pieces(GOODS[pick % 5] ?? '', 1 + (pick % 4)),
              pieces(GOODS[(pick >> 2) % 5] ?? '', 1 + (pick % 3)),
            ]
            const made = story.settle(lines, pick % 4 === 0 ? { fee: 700 } : {})
            slips.receipts.set(made.receiptId, made)
          } else if (what === 'use') {
            const use = useOf(story, 'meiri-kafei')
            if (!use.ok) continue
            const { useId, saved } = story.take(use).use
            slips.uses.set(useId, { benefitId: 'meiri-kafei', saved })
          } else if (what === 'undo use') {
            const useId = [...slips.uses.keys()].at(-1) ?? ''
            const undone = undoBenefitUse(story.state, { useId, branchId: 'laojie', now: story.now })
            if (undone.ok) slips.uses.delete(story.take(undone).use.useId)
          } else if (what === 'undo' && receipt && receipt.undoUntil > story.now) {
            if (begun.has(receipt.receiptId)) continue
            slips.receipts.delete(story.undo(receipt).receiptId)
          } else if (what === 'return' && receipt && receipt.undoUntil <= story.now) {
            if (bringBack(story, receipt, false)) begun.set(receipt.receiptId, receipt)
          }
          const savedBy = story.state.memberships[0]!.periods[0]!.savedBy!
          if (Object.values(savedBy).some((amount) => amount < 0)) return false
        }
        // What was begun to be brought back comes back whole: then nothing of it may be left.
        for (const receipt of begun.values())
          if (bringBack(story, receipt, true)) slips.receipts.delete(receipt.receiptId)
          else return true
        const period = story.state.memberships[0]!.periods[0]!
        const kept = Object.fromEntries(Object.entries(period.savedBy!).filter(([, amount]) => amount !== 0))
        expect(kept).toEqual(slips.sums(period))
        const { atLapse, saved } = page(story)
        const shown = atLapse.removed.reduce((sum, row) => sum + (row.saved ?? 0), atLapse.otherSaved ?? 0)
        return shown === saved.thisPeriod
      }),
      150,
    )
  })

  test('M091 the page says of each thing that ends what it saved; who used nothing reads 0, not a guess', () => {
    const story = new Story(RELEASE)
    story.buy()
    story.settle([pieces('meishi', 1)], { lotIds: [] })
    const first = page(story).atLapse.removed.find(({ title }) => title === '每天首单美式')
    expect(first?.saved).toBe(story.state.memberships[0]!.periods[0]!.saved)
    expect(page(story).atLapse.removed.filter(({ saved }) => saved === 0).length).toBeGreaterThan(0)
    expect(page(story).atLapse).toMatchObject({ otherSaved: 0, savedNote: null })
  })

  test('M091 a help that saves no fen has no figure', () => {
    const story = new Story(RELEASE)
    story.buy('quanyi')
    const { removed } = page(story).atLapse
    const figureOf = (title: string) => removed.find((row) => row.title === title)?.saved
    expect(['只换不修', '手写冲煮手册', '每天一杯美式'].map(figureOf)).toEqual([null, null, 0])
  })

  test('M091 of a period from before it was kept only the sum is known, and the page says so', () => {
    const story = new Story(RELEASE)
    story.buy()
    const older = structuredClone(story.state)
    delete older.memberships[0]!.periods[0]!.savedBy
    story.state = older
    const receipt = story.settle([pieces('meishi', 3)], { lotIds: [] })
    const { removed, otherSaved, savedNote } = page(story).atLapse
    expect(removed.every(({ saved }) => saved === null)).toBe(true)
    expect([otherSaved, savedNote]).toEqual([null, expect.stringContaining('只有合计')])
    story.wait(16 * MINUTE)
    expect(bringBack(story, receipt, true)).toBe(true)
    expect(story.state.memberships[0]!.periods[0]!.saved).toBe(0)
  })

  test('M091 only so many benefits are kept apart; the rest lies together and comes out where it went in', () => {
    const period = { ...{ orderId: 'o', versionId: 'v', saved: 0 }, savedBy: {} } as unknown as Period
    let memberships = [{ periods: [period] } as unknown as Membership]
    const saving = (name: string) => ({ orderId: 'o', total: 7, by: () => ({ [name]: 7 }) })
    const names = Array.from({ length: 40 }, (_, index) => `b${index}`)
    for (const name of names) {
      const before = periodSavedPostings(memberships, saving(name), 1)
      memberships = withPeriodSaved(memberships, saving(name), 1)
      expect(periodSavedPostings(memberships, saving(name), 1)).toEqual(before)
    }
    const held = memberships[0]!.periods[0]!
    expect(Object.keys(held.savedBy!)).toHaveLength(17)
    expect(held.savedBy![ELSE]).toBe(24 * 7)
    expect([savedByBenefit(held, 'b0'), savedByBenefit(held, 'b39')]).toEqual([7, null])
    for (const name of [...names].reverse()) memberships = withPeriodSaved(memberships, saving(name), -1)
    expect(Object.values(memberships[0]!.periods[0]!.savedBy!).every((amount) => amount === 0)).toBe(true)
  })

  test('M091 what leaves with an old card closes its accounts', () => {
    const story = new Story(RELEASE)
    story.buy()
    story.settle([pieces('meishi', 3)], { lotIds: [] })
    story.wait(400 * DAY).buy()
    const { postings } = forgetOldMemberships(story.state.memberships, story.now + 1000 * DAY)
    const back = postings.filter(
      ({ asset, account }) => asset === 'benefit_saving' && account !== 'shop/periods',
    )
    expect(back.reduce((sum, { amount }) => sum + amount, 0)).toBe(
      -story.state.memberships[0]!.periods[0]!.saved,
    )
  })
})
