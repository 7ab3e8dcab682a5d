import type { PeakOfferSettings } from '../../cloudfunctions/contract/win-back'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { peakOfferView, takenOffer, withPeakOffer } from '../../cloudfunctions/domain/peak-offer'
import { withBenefits } from '../benefit-shop'
import { withProgramme } from '../coupon-drafts'
import { useOf } from './benefit-story'
import { memberOf } from './returning-story'
import { at, codeOf, DAY, released, type Story } from './story'

const OFFER: PeakOfferSettings = {
  id: 'dangtian',
  title: '今天续卡加送',
  gives: { kind: 'bonus_months', months: 2 },
  notAgainDays: 45,
  from: '2027-01-01',
  through: '2028-12-31',
  words: '今天续卡加送两个月',
}

function shop(
  offer: Partial<PeakOfferSettings> | null = {},
  change: (draft: CatalogueDraft) => void = () => undefined,
) {
  const draft = withBenefits()
  withProgramme(draft)
  if (offer) draft.settings = { ...draft.settings, peakOffer: { ...OFFER, ...offer } }
  change(draft)
  return released(draft, null, at('2025-01-01T00:00'))
}

function holder(release = shop()): Story {
  const story = memberOf(release, '2027-03-10T10:00')
  story.buy('quanyi')
  return story
}

/** The staff marks a service as done. */
function served(story: Story, benefitId = 'jianding') {
  return story.take(withPeakOffer(useOf(story, benefitId), story.release, story.now))
}

const view = ({ state, release, now }: Story) => peakOfferView(state, release, now)

function asked(story: Story, offerId: string, planId = 'quanyi', as?: string) {
  const { state, release, now } = story
  const plan = release.plans.find(({ id }) => id === planId)!
  return takenOffer(state, { offerId, planId, as, terms: release.versions[plan.versionId]!.terms, now })
}

function delivery(
  story: Story,
  peak: NonNullable<Parameters<typeof deliverCard>[1]['order']['peak']>,
  orderId = story.id(),
) {
  const plan = story.release.plans.find(({ id }) => id === 'quanyi')!
  const { price } = story.release.versions[plan.versionId]!.terms
  const order = {
    orderId,
    planId: 'quanyi',
    versionId: plan.versionId,
    amount: price,
    paidAt: story.now,
    peak,
  }
  return deliverCard(story.state, { order, release: story.release, now: story.now })
}

const taken = (story: Story) => {
  const offer = asked(story, view(story)!.offerId)
  if ('ok' in offer) throw new Error(offer.code)
  return offer
}

describe('M088 an offer on the day of a finished service', () => {
  test('M088 it begins in the commit that says that the service is done, and nothing was offered before', () => {
    const story = holder()
    expect(view(story)).toBeNull()
    const used = useOf(story, 'jianding')
    expect(used.ok && used.state.returning.peak).toBeNull()
    served(story)
    expect(view(story)).toMatchObject({
      title: OFFER.title,
      planId: 'quanyi',
      gives: '今天续卡加送2个月',
      bonusMonths: 2,
      until: at('2027-03-11T00:00'),
      from: '2028-03-11',
      through: '2029-05-10',
    })
    const due = story.decisions.at(-1)!.due.filter(({ kind }) => kind === 'message')
    expect(due).toMatchObject([{ flow: 'peak_offer', until: at('2027-03-11T00:00') }])
  })

  test('M088 what couldn’t be given, another benefit, another day and a shop without it begin nothing', () => {
    const refusal = holder()
    refusal.take(
      withPeakOffer(useOf(refusal, 'shengji', { refusedBecause: '满座' }), refusal.release, refusal.now),
    )
    expect(view(refusal)).toBeNull()
    const others: Story[] = [
      holder(shop({ benefitIds: ['pinjian'] })),
      holder(shop({ planIds: ['nianka'] })),
      holder(shop({ from: '2027-03-11' })),
      holder(shop({ through: '2027-03-09' })),
      holder(shop(null)),
    ]
    const minor = holder()
    minor.state = { ...minor.state, privacy: { ...minor.state.privacy, minorUntil: '2030-01-01' } }
    for (const story of [...others, minor]) {
      served(story)
      expect(view(story)).toBeNull()
    }
  })

  test('M088 today really ends today: a second before midnight it holds, at midnight it is refused', () => {
    const story = holder()
    served(story)
    const { offerId } = view(story)!
    story.now = at('2027-03-11T00:00') - 1
    expect(asked(story, offerId)).toMatchObject({ id: offerId, bonusMonths: 2 })
    story.now = at('2027-03-11T00:00')
    expect(view(story)).toBeNull()
    expect(codeOf(asked(story, offerId))).toBe('PROMOTION_ENDED')
    // Another service that day after begins no other one.
    served(story)
    expect(view(story)).toBeNull()
  })

  test('M088 at most one in thirty days, and not again before the days that were published', () => {
    for (const [notAgainDays, apart] of [
      [45, 45],
      [30, 30],
    ] as const) {
      const story = holder(shop({ notAgainDays }))
      served(story)
      for (let day = 1; day < apart; day += 1) {
        story.now = at('2027-03-10T20:00') + day * DAY
        served(story, 'meiri-kafei')
        expect(view(story)).toBeNull()
      }
      story.now = at('2027-03-10T20:00') + apart * DAY
      served(story)
      expect(view(story)).not.toBeNull()
    }
  })

  test('M088 who takes it has it with the payment, once; the card is renewed from its end (M097)', () => {
    const story = holder()
    served(story)
    const peak = taken(story)
    story.take(delivery(story, peak))
    expect(view(story)).toBeNull()
    const [card] = story.state.memberships
    expect(card?.periods.at(-1)).toMatchObject({ months: 14, bonusMonths: 2 })
    expect(new Date(card!.endsAt + 8 * 3_600_000).toISOString().slice(0, 10)).toBe('2029-05-11')
    // A second payment that was begun in time meets it taken, and goes back.
    expect(codeOf(delivery(story, peak))).toBe('PROMOTION_ENDED')
    expect(codeOf(asked(story, peak.id))).toBe('PROMOTION_ENDED')
  })

  test('M088 coupons of the offer come with the payment and end with it', () => {
    const story = holder(shop({ gives: { kind: 'coupon', templateId: 'wuyuan', count: 3 } }))
    served(story)
    expect(view(story)).toMatchObject({ coupons: 3, bonusMonths: 0, gives: '今天续卡加送满20减53张' })
    const facts = story.take(delivery(story, taken(story)))
    const lot = () => story.state.coupons.find(({ id }) => id.startsWith(`${facts.orderId}:peak`))
    expect(lot()).toMatchObject({ left: 3, orderId: facts.orderId })
    story.refund(facts.orderId)
    expect(lot()?.voidedAt ?? 0).toBeGreaterThan(0)
  })

  test('M088 it is for this plan, bought in the regular way, by who has it', () => {
    const story = holder()
    served(story)
    const { offerId } = view(story)!
    expect(codeOf(asked(story, offerId, 'nianka'))).toBe('PLAN_UNAVAILABLE')
    expect(codeOf(asked(story, offerId, 'quanyi', 'upgrade'))).toBe('PLAN_UNAVAILABLE')
    expect(codeOf(asked(holder(), offerId))).toBe('PROMOTION_ENDED')
  })
})
