import { DAY_COUPON, memberDay, memberEvent, wantsNews, withCare } from '../care-shop'
import { documents, leftOpen, violations } from '../invariants'
import type { InboxDocument } from '../../cloudfunctions/ledger/inbox'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openShop, type Shop } from '../shop'
import { STRIKES, strikeEachCall, struckFlows, withBlow } from './crash'
import { recover } from './payments'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const PLACES = 1000
const TODAY = '2027-03-10'

/** Something that is done once, and how one sees that it was. */
interface Flow {
  readonly title: string
  prepare(
    shop: Shop,
    person: string,
  ): Promise<{ work: () => Promise<unknown>; done: () => Promise<unknown>; expected: unknown }>
}

const of = (shop: Shop, eventId: string) => ({ operationId: shop.operationId(), eventId })

async function mine(shop: Shop, person: string, eventId: string) {
  const { event } = await shop.call(person, 'membership.event', { eventId })
  return event.mine && (event.mine.checkedInAt === null ? 'signed up' : 'checked in')
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M105 a place at an event that is taken',
    async prepare(shop, person) {
      const input = of(shop, 'pin-jian')
      const work = () => shop.call(person, 'membership.signUpEvent', input)
      return { work, done: () => mine(shop, person, 'pin-jian'), expected: 'signed up' }
    },
  },
  {
    title: 'M105 a place that is given back',
    async prepare(shop, person) {
      await shop.call(person, 'membership.signUpEvent', of(shop, 'pin-jian'))
      const input = of(shop, 'pin-jian')
      const work = () => shop.call(person, 'membership.leaveEvent', input)
      return { work, done: () => mine(shop, person, 'pin-jian'), expected: null }
    },
  },
  {
    title: 'M105 a check-in at the door',
    async prepare(shop, person) {
      await shop.call(person, 'membership.signUpEvent', of(shop, 'cha-hui'))
      const code = await shop.codeOf(person)
      const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code })
      const input = { ...of(shop, 'cha-hui'), branchId: BRANCH, visit }
      const work = () => shop.call(CLERK, 'counter.checkInEvent', input)
      return { work, done: () => mine(shop, person, 'cha-hui'), expected: 'checked in' }
    },
  },
  {
    title: 'M111 the coupon of a member day',
    async prepare(shop, person) {
      const { days } = await shop.call(person, 'membership.memberDay', {})
      const { id, day } = days.find(({ running }) => running) ?? { id: '', day: '' }
      const input = { operationId: shop.operationId(), occasion: 'member_day' as const, id, day }
      const work = () => shop.call(person, 'membership.claimDayCoupon', input)
      const done = async () => (await shop.call(person, 'coupons.wallet', {})).coupons.length
      return { work, done, expected: 1 }
    },
  },
]

describe('X1 crash points of events and member days', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    const memberDays = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
      memberDay({ id: `zhou-${weekday}`, recurs: { kind: 'weekly', weekday } }),
    )
    const running = memberEvent({
      id: 'cha-hui',
      day: TODAY,
      from: '00:00',
      to: '23:59',
      signUpThrough: TODAY,
    })
    const events = [running, memberEvent()].map((event) => ({ ...event, capacity: PLACES }))
    shop = await openShop({ draft: withCare({ care: { memberDays, holidays: [] }, events }) })
  })
  afterAll(() => shop.close())

  /** Each place that is gone from an event's stock is somebody's. */
  const places = () => {
    const held: Record<string, number> = {}
    for (const { state } of documents<MemberDocument>(shop, 'members'))
      for (const { eventId } of state.care.events)
        held[`event:${eventId}`] = (held[`event:${eventId}`] ?? 0) + 1
    const taken = documents<{ _id: string; left: number }>(shop, 'stock')
      .filter(({ _id, left }) => _id.startsWith('event:') && left < PLACES)
      .map(({ _id, left }) => [_id, PLACES - left])
    return { held, taken: Object.fromEntries(taken) as Record<string, number> }
  }

  it.each(struckFlows(FLOWS))(
    '%s: %s at each call; it happens exactly once',
    async (_title, blow, flow) => {
      const played = await strikeEachCall(shop, blow, async () => {
        const person = `care-${(people += 1)}`
        await shop.join(person)
        return flow.prepare(shop, person)
      })
      await recover(shop, 2)
      for (const { done, expected } of played) expect(await done()).toEqual(expected)
      expect(violations(shop)).toEqual([])
      expect(leftOpen(shop)).toEqual([])
      const { held, taken } = places()
      expect(taken).toEqual(held)
      expect(played.length).toBeGreaterThan(1)
    },
    170_000,
  )
})

describe('X1 crash points of what is told to all members', () => {
  const PEOPLE = 6

  it.each(STRIKES)(
    'M111 M104 %s at calls of the job and of the sending: each member is told once, nobody twice',
    async (blow) => {
      const day = memberDay({ recurs: { kind: 'weekly', weekday: 3 }, templateId: DAY_COUPON })
      const shop = await openShop({ draft: withCare({ care: { memberDays: [day], holidays: [] } }) })
      try {
        const people = Array.from({ length: PEOPLE }, (_, n) => `told-${n}`)
        for (const person of people) {
          await shop.join(person)
          await wantsNews(shop, person)
        }
        let reached = true
        for (let nth = 1; reached && nth < 200; nth += 7) {
          const struck = await withBlow(shop, nth, blow, () => shop.timer('renewal', 'sweep'))
          ;({ reached } = struck)
          await struck.revive()
        }
        await recover(shop, 3)
        const rows = documents<InboxDocument>(shop, 'inbox').filter(({ flow }) => flow === 'member_day')
        expect(rows.map(({ memberId }) => memberId).sort()).toEqual(
          people.map((one) => shop.numberOf(one)).sort(),
        )
        const counted = documents<MemberDocument>(shop, 'members').flatMap(({ state }) =>
          state.messages.recent.filter(({ flow }) => flow === 'member_day'),
        )
        expect(counted).toHaveLength(PEOPLE)
        expect(violations(shop)).toEqual([])
        expect(leftOpen(shop)).toEqual([])
      } finally {
        await shop.close()
      }
    },
    170_000,
  )
})
