import { addDays, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import { withBenefits } from '../benefit-shop'
import { leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { strikeEachCall, struckFlows, withBlow } from './crash'
import { recover } from './payments'

const MOST_CALLS = 20
const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const TASTING = { source: 'card' as const, benefitId: 'pinjian' }

/** Something that is done once, and how one sees that it was. */
interface Flow {
  readonly title: string
  prepare(
    shop: Shop,
    person: string,
  ): Promise<{ work: () => Promise<unknown>; done: () => Promise<unknown>; expected: unknown }>
}

async function use(shop: Shop, person: string) {
  const code = await shop.codeOf(person)
  const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code })
  const benefit = { source: 'card' as const, benefitId: 'tuihuo' }
  return { operationId: shop.operationId(), branchId: BRANCH, visit, benefit, units: 1, amount: 2000 }
}

async function savedBy(shop: Shop, person: string) {
  return (await shop.call(person, 'membership.savings', {})).bySource.benefit
}

async function booking(shop: Shop, person: string) {
  const at = startOfDay('2027-03-14') + 10 * 3_600_000
  const input = { operationId: shop.operationId(), benefit: TASTING, branchId: BRANCH, at }
  const done = async () =>
    (await shop.call(person, 'membership.benefits', {})).appointments.map(({ state }) => state)
  return { input, done }
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M118 a capped benefit that is given',
    async prepare(shop, person) {
      const input = await use(shop, person)
      const work = () => shop.call(CLERK, 'counter.useBenefit', input)
      return { work, done: () => savedBy(shop, person), expected: 2000 }
    },
  },
  {
    title: 'M118 a use that is taken back',
    async prepare(shop, person) {
      const { useId } = await shop.call(CLERK, 'counter.useBenefit', await use(shop, person))
      const input = { branchId: BRANCH, memberNumber: shop.numberOf(person), useId }
      const work = () => shop.call(CLERK, 'counter.undoBenefit', input)
      return { work, done: () => savedBy(shop, person), expected: 0 }
    },
  },
  {
    title: 'M029 an appointment that is booked',
    async prepare(shop, person) {
      const { input, done } = await booking(shop, person)
      return { work: () => shop.call(person, 'membership.book', input), done, expected: ['booked'] }
    },
  },
  {
    title: 'M029 an appointment that is cancelled',
    async prepare(shop, person) {
      const { input, done } = await booking(shop, person)
      const { appointmentId } = await shop.call(person, 'membership.book', input)
      const cancel = { operationId: shop.operationId(), appointmentId }
      const work = () => shop.call(person, 'membership.cancelAppointment', cancel)
      return { work, done, expected: ['cancelled'] }
    },
  },
]

describe('X1 crash points of benefits', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    const draft = withBenefits()
    for (const offer of draft.plans.at(-1)?.terms.benefits ?? [])
      if (offer.kind === 'service' && offer.appointment)
        offer.appointment.slots = [
          { at: '10:00', places: 200 },
          { at: '15:30', places: 1 },
        ]
    shop = await openShop({ draft })
  })
  afterAll(() => shop.close())

  it.each(struckFlows(FLOWS))('%s: %s at each call; it happens exactly once', async (_title, blow, flow) => {
    const played = await strikeEachCall(shop, blow, async () => {
      const person = `benefits-${(people += 1)}`
      await shop.join(person)
      await shop.buy(person, 'quanyi')
      return flow.prepare(shop, person)
    })
    for (const { done, expected } of played) expect(await done()).toEqual(expected)
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    for (const { done, expected } of played) expect(await done()).toEqual(expected)
    expect(played.length).toBeGreaterThan(2)
  })

  it('M029 a place that an attempt took and nobody went on with is free again after ten minutes', async () => {
    const holder = async () => {
      const person = `benefits-${(people += 1)}`
      await shop.join(person)
      await shop.buy(person, 'quanyi')
      return person
    }
    let reached = true
    for (let nth = 1; reached && nth <= MOST_CALLS; nth += 1) {
      const at = startOfDay(addDays(shanghaiDay(shop.clock.now()), 1 + (nth % 5))) + 15.5 * 3_600_000
      const input = () => ({ operationId: shop.operationId(), benefit: TASTING, branchId: BRANCH, at })
      const [gone, other] = [await holder(), await holder()]
      const blow = await withBlow(shop, nth, 'dies_before', () => shop.call(gone, 'membership.book', input()))
      ;({ reached } = blow)
      await shop.clock.advance(11 * 60_000)
      await shop.timer('renewal', 'sweep')
      const answer = await shop.ask(other, 'membership.book', input())
      // Long after everybody thought it dead: it finds that it was put out of use.
      await blow.revive()
      const bookedBy = async (person: string) =>
        (await shop.call(person, 'membership.benefits', {})).appointments.filter(
          ({ state }) => state === 'booked',
        )
      const first = await bookedBy(gone)
      const second = await bookedBy(other)
      expect(first.length + second.length).toBe(1)
      expect(second).toHaveLength(answer.ok ? 1 : 0)
      for (const [person, booked] of [
        [gone, first],
        [other, second],
      ] as const)
        for (const { appointmentId } of booked)
          await shop.call(person, 'membership.cancelAppointment', {
            operationId: shop.operationId(),
            appointmentId,
          })
    }
    expect(violations(shop)).toEqual([])
  })
})
