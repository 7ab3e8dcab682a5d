import type { BenefitOffer } from '../../cloudfunctions/contract/benefit-offers'
import { BENEFITS, withBenefits } from '../benefit-shop'
import { bakery } from '../domain/story'
import { violations } from '../invariants'
import { openShop, type Shop } from '../shop'

const at = (text: string): number => Date.parse(`${text}:00+08:00`)

/** A card with both priorities, beside one tasting that opens a day earlier to the third tier. */
const offers: readonly BenefitOffer[] = [
  ...BENEFITS.flatMap((offer): BenefitOffer[] =>
    offer.id === 'pinjian' && offer.kind === 'service' && offer.appointment
      ? [
          {
            ...offer,
            appointment: { ...offer.appointment, openHours: 2, earlier: [{ tierAtLeast: 3, hours: 24 }] },
          },
        ]
      : [],
  ),
  { id: 'kuai', kind: 'privilege', title: '优先答复', detail: '先答您', cost: 0, flag: 'priority_support' },
  { id: 'zao', kind: 'privilege', title: '优先预约', detail: '早一天', cost: 0, flag: 'priority_booking' },
]

describe('M037 what a paid card puts first', () => {
  let shop: Shop
  beforeAll(async () => {
    const draft = withBenefits(bakery(), offers)
    const plain = structuredClone(draft.plans.find(({ id }) => id === 'quanyi')!)
    plain.id = 'pingchang'
    plain.terms = { ...plain.terms, name: '品鉴卡', benefits: offers.filter(({ id }) => id === 'pinjian') }
    draft.plans.push(plain)
    draft.participation = {
      rewards: [],
      flashSales: [],
      polls: [],
      draws: [],
      support: { defaultMinutes: 90, byTier: [{ tierAtLeast: 3, minutes: 30 }] },
    }
    shop = await openShop({ draft })
    for (const person of ['paid', 'plain', 'guest']) await shop.join(person)
    await shop.buy('paid', 'quanyi')
    await shop.buy('plain', 'pingchang')
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  it('M037 a question of a holder stands before those that were asked earlier, and behind what was promised before it', async () => {
    const ask = (person: string) =>
      shop.call(person, 'membership.ask', { operationId: shop.operationId(), words: '几点开门' })
    const first = await ask('guest')
    await shop.clock.advance(1_000)
    const second = await ask('plain')
    await shop.clock.advance(60_000)
    const third = await ask('paid')
    const { open } = await shop.call('owner', 'operations.questions', {})
    expect(open.map(({ requestId }) => requestId)).toEqual(
      [third, first, second].map(({ requestId }) => requestId),
    )
    expect(third.promisedBy - third.at).toBe(30 * 60_000)
    expect(first.promisedBy - first.at).toBe(90 * 60_000)
    // Nobody is overtaken for ever: what is asked later waits behind what was promised before.
    await shop.clock.advance(61 * 60_000)
    const late = await ask('paid')
    const queue = (await shop.call('owner', 'operations.questions', {})).open
    expect(queue.at(-1)?.requestId).toBe(late.requestId)
  })

  it('M037 a holder books while others still wait for the opening, and no earlier', async () => {
    const slot = at('2027-03-20T10:00')
    const book = (person: string, planId: string) =>
      shop.ask(person, 'membership.book', {
        operationId: shop.operationId(),
        benefit: { source: 'card', benefitId: 'pinjian', planId },
        branchId: 'laojie',
        at: slot,
      })
    const codeOf = (answer: Awaited<ReturnType<typeof book>>) => (answer.ok ? 'booked' : answer.code)
    await shop.clock.advance(slot - 26 * 3_600_000 - 1_000 - shop.clock.now())
    expect(codeOf(await book('paid', 'quanyi'))).toBe('SLOT_NOT_OPEN')
    await shop.clock.advance(1_000)
    expect(codeOf(await book('plain', 'pingchang'))).toBe('SLOT_NOT_OPEN')
    expect(codeOf(await book('paid', 'quanyi'))).toBe('booked')
    await shop.clock.advance(24 * 3_600_000)
    expect(codeOf(await book('plain', 'pingchang'))).toBe('booked')
  })
})
