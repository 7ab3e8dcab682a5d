import type { InboxDocument } from '../../cloudfunctions/ledger/inbox'
import { documents, leftOpen, violations } from '../invariants'
import { joinAgreeing, serve, withReturning } from '../returning-shop'
import { announceSeed } from '../seed'
import { openShop, type Shop } from '../shop'
import { BLOWS, withBlow, type Blow } from './crash'
import { recover } from './payments'

const MOST_CALLS = 60
/** The long run strikes in every way, the commit run in the two that differ most. */
const STRIKES: readonly Blow[] = process.env.HUIKA_LONG ? BLOWS : ['dies_before', 'drop_after']
const DAY = 86_400_000
const SEED = announceSeed('jobs')
/** The commit run strikes a job at every third call, others each time; the long run at each. */
const STRIDE = process.env.HUIKA_LONG ? 1 : 3

interface Flow {
  readonly title: string
  prepare(shop: Shop, person: string): Promise<() => Promise<unknown>>
}

const buying = async (shop: Shop, person: string) => {
  await joinAgreeing(shop, person)
  await shop.buy(person, 'quanyi')
  await serve(shop, person)
  const { peakOffer } = await shop.call(person, 'membership.home', {})
  if (!peakOffer) throw new Error('no offer began')
  const plan = await shop.call(person, 'membership.plan', { planId: peakOffer.planId })
  return {
    operationId: shop.operationId(),
    planId: peakOffer.planId,
    versionId: peakOffer.versionId,
    price: peakOffer.price,
    agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    peakOffer: peakOffer.offerId,
  }
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M085 a card that may end as it is',
    async prepare(shop, person) {
      await shop.join(person)
      await shop.buy(person)
      const { card } = await shop.call(person, 'membership.renewal', {})
      const input = { operationId: shop.operationId(), membershipId: card?.membershipId ?? '' }
      return () => shop.call(person, 'membership.leaveAsIs', input)
    },
  },
  {
    title: 'M088 a purchase with the offer of the day',
    async prepare(shop, person) {
      const input = await buying(shop, person)
      return async () => (await shop.call(person, 'payment.buy', input)).order
    },
  },
]

describe('X1 crash points around a card’s end', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withReturning() })
  })
  afterAll(() => shop.close())

  const cases = FLOWS.flatMap((flow) => STRIKES.map((blow) => [flow.title, blow, flow] as const))

  it.each(cases)('%s: %s at each call; it happens exactly once', async (_title, blow, flow) => {
    const before = people
    for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
      const work = await flow.prepare(shop, `ending-${(people += 1)}`)
      const { reached, revive } = await withBlow(shop, nth, blow, work)
      const again = await work().catch((error: unknown) => error)
      await revive()
      const last = await work()
      if (!(again instanceof Error)) expect(last).toEqual(again)
      if (!reached) break
    }
    expect(people - before).toBeGreaterThan(2)
    await recover(shop, 3)
    expect(violations(shop)).toEqual([])
  })
})

describe('X1 jobs that are killed', () => {
  /** The long run strikes each in every way, the commit run each in one. */
  const JOBS = [
    ['payment', 'settleDue', 'dies_before'],
    ['renewal', 'sweep', 'drop_after'],
  ] as const
  const cases = process.env.HUIKA_LONG
    ? JOBS.flatMap(([name, trigger]) => BLOWS.map((blow) => [name, trigger, blow] as const))
    : JOBS

  it.each(cases)(
    'M085 %s.%s: %s at its calls; every reminder comes, and comes once',
    async (name, trigger, blow) => {
      const shop = await openShop({
        draft: withReturning((draft) => {
          const month = structuredClone(draft.plans[0]!)
          month.id = 'yueka'
          month.terms = { ...month.terms, name: '麦香月卡', price: 2900, months: 1 }
          draft.plans.push(month)
          delete draft.settings!.winBack
        }),
      })
      try {
        const toldOf = (person: string) =>
          documents<InboxDocument>(shop, 'inbox').filter(
            ({ flow, memberId }) => flow === 'card_expiry' && memberId === shop.numberOf(person),
          ).length
        let people = 0
        for (let nth = 1 + (SEED % STRIDE); nth <= MOST_CALLS; nth += STRIDE) {
          const person = `due-${(people += 1)}`
          await shop.join(person)
          await shop.buy(person, 'yueka')
          await recover(shop, 1)
          // A month card bought now is told of a week before its end.
          const { card } = await shop.call(person, 'membership.renewal', {})
          const morning = Date.parse(`${card?.validThrough ?? ''}T10:00:00+08:00`) - 7 * DAY
          await shop.clock.advance(morning - shop.clock.now())
          if (name === 'renewal') await shop.timer('payment', 'settleDue')
          const { reached, revive } = await withBlow(shop, nth, blow, () => shop.timer(name, trigger))
          // The next run comes while the first may still be on its way.
          await shop.timer(name, trigger)
          await revive()
          await shop.clock.advance(60_000)
          await recover(shop, 2)
          expect(toldOf(person)).toBe(1)
          // The month that passed since told nobody a second time.
          if (people > 1) expect(toldOf(`due-${people - 1}`)).toBe(1)
          if (!reached) break
        }
        expect(people).toBeGreaterThan(3)
        await shop.clock.advance(3_600_000)
        await recover(shop, 3)
        expect(violations(shop)).toEqual([])
        expect(leftOpen(shop)).toEqual([])
      } finally {
        await shop.close()
      }
    },
  )
})
