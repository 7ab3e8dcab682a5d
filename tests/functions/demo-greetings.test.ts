import { addDays, endOfTerm, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { careItems, type CareReason, standingDay } from '../../cloudfunctions/domain/care-list'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { GREETED, greetings } from '../../local/demo/bakery-greetings'
import { atHour } from '../../local/demo/shop'
import type { Stage } from '../../local/demo/stage'

const CLERK = { person: 'clerk', branchId: 'laojie' }
const MORNING_HOURS = 9

/** What the list looks at, of everybody who is greeted, once their scenes were played. */
async function played(today: number): Promise<Map<string, MemberState>> {
  const states = new Map(GREETED.map(({ id }) => [id, emptyMember(id, '00')]))
  for (const { at, play } of greetings(today, CLERK).sort((a, b) => a.at - b.at)) {
    let shown = ''
    const change = (person: string, part: (state: MemberState) => Partial<MemberState>) => {
      const state = states.get(person)!
      states.set(person, { ...state, ...part(state) })
    }
    const answers: Record<string, (person: string, input: never) => unknown> = {
      'membership.agreement': () => ({ version: 'v1' }),
      'membership.join': (person, { marketing }: { marketing: boolean }) =>
        change(person, () => ({
          joinedAt: at,
          consents: [{ purpose: 'marketing', version: 'service@v1', granted: marketing, at }],
        })),
      'membership.birthday': (person, { monthDay }: { monthDay: string }) =>
        change(person, ({ benefits }) => ({
          benefits: { ...benefits, birthday: { ...benefits.birthday, monthDay } },
        })),
      'membership.plan': () => ({ offers: { options: [] }, price: 1, versionId: 'v', agreements: [] }),
      'payment.buy': () => ({ payment: {}, order: { orderId: 'order' } }),
      'payment.sync': (person) => {
        const endsAt = endOfTerm(shanghaiDay(at), 12)
        const period = { orderId: 'order', months: 12, startsAt: at, endsAt }
        const card = { id: 'order', planId: 'nianka', startsAt: at, endsAt, periods: [period] }
        change(person, () => ({ memberships: [card as never] }))
        return { order: { state: 'delivered' } }
      },
      'membership.code': (person) => {
        shown = person
        return { number: '0'.repeat(13), secret: '00'.repeat(32) }
      },
      'counter.resolve': () => ({ visit: 'visit' }),
      'counter.quote': () => ({ quote: 'quote' }),
      'counter.settle': (_clerk, { branchId }: { branchId: string }) => {
        const receipt = { state: 'settled', at, branchId } as never
        change(shown, ({ receipts }) => ({ receipts: [...receipts, receipt] }))
        return {}
      },
    }
    await play({
      now: () => at,
      operationId: () => 'operation',
      call: async (person: string, action: string, input: never) => answers[action]!(person, input),
      pay: async () => undefined,
    } as unknown as Stage)
  }
  return states
}

/** Of whom a morning of the past week has seen the reason, and it still stands. */
function greetedAt(states: ReadonlyMap<string, MemberState>, today: number): CareReason[] {
  const day = shanghaiDay(today)
  const mornings = [7, 6, 5, 4, 3, 2, 1].map((ago) => atHour(addDays(day, -ago), MORNING_HOURS))
  return [...states.values()].flatMap((state) => {
    const seen = mornings.flatMap((morning) => careItems(state, morning))
    const items = new Map(seen.map((item) => [item.careId, item]))
    return [...items.values()]
      .filter((item) => item.through >= day && standingDay(item, state, today) !== null)
      .map(({ reason }) => reason)
  })
}

describe('whom the demo has its staff greet', () => {
  it('is the same on every day of four years, right after midnight and right before it', async () => {
    for (let day = '2027-01-01'; day < '2031-01-01'; day = addDays(day, 1)) {
      for (const today of [atHour(day, 0) + 60_000, atHour(day, 24) - 60_000]) {
        const reasons = greetedAt(await played(today), today).sort()
        expect([day, reasons]).toEqual([day, ['absent', 'birthday', 'card_ending']])
      }
    }
  }, 120_000)
})
