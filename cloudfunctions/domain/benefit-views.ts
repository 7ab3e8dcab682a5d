import type { Output } from '../contract'
import type { BenefitOffer } from '../contract/benefit-offers'
import type { BenefitView } from '../contract/benefits'
import { bookableThrough } from './appointments'
import type { BenefitUseRecord } from './benefit-account'
import { type Standing, standingOf } from './benefit-standing'
import { benefitRule } from './benefit-words'
import { shanghaiDay } from './calendar'
import { benefitKeyOf, type HeldBenefit, heldBenefits } from './held-benefits'
import type { MemberState } from './member'
import { yuanText } from './money'
import { listPrice } from './price-history'
import type { Release } from './release'
import { rankAt } from './tier-rank'

/** What a member can use now, each with what is left of its window and when it counts anew. */
export function heldBenefitViews(
  state: MemberState,
  release: Release,
  now: number,
  membershipId?: string,
): BenefitView[] {
  return heldBenefits(state, release, now, membershipId).map((held) =>
    benefitView(held, { state, standing: standingOf(state, held, now), release, now }),
  )
}

/** What higher tiers and cards on sale would add, and what each takes (M076). */
export function lockedBenefitViews(state: MemberState, release: Release, now: number): BenefitView[] {
  const own = new Set(heldBenefits(state, release, now).map(({ key }) => key))
  const rank = rankAt(state, now)
  const tiers = (release.loyalty?.growth?.tiers ?? [])
    .filter((tier) => tier.rank > rank || state.joinedAt === null)
    .sort((a, b) => a.rank - b.rank)
    .flatMap((tier) =>
      tier.benefits.map((offer) =>
        lockedView(offer, { planId: null, from: tier.name, locked: `升级到${tier.name}可享` }, release, now),
      ),
    )
  const cards = release.plans
    .filter(({ onSale }) => onSale)
    .flatMap(({ versionId }) => {
      const version = release.versions[versionId]
      return (version?.terms.benefits ?? []).map((offer) =>
        lockedView(
          offer,
          {
            planId: version?.planId ?? '',
            from: version?.terms.name ?? '',
            locked: `开通${version?.terms.name ?? ''}(${yuanText(version?.terms.price ?? 0)})可享`,
          },
          release,
          now,
        ),
      )
    })
  const seen = new Set(own)
  return [...tiers, ...cards].filter(({ benefit: { planId, benefitId } }) => {
    const key = benefitKeyOf(planId ?? null, benefitId)
    return !seen.has(key) && seen.add(key)
  })
}

export function benefitView(
  { source, planId, offer, from }: HeldBenefit,
  seen: { state: MemberState; standing: Standing; release: Release; now: number },
): BenefitView {
  const { state, standing, release, now } = seen
  const { window, of, left, unit, gate, chosen } = standing
  const isOpen = !gate || gate.missing === 0
  return {
    benefit: { source, benefitId: offer.id, ...(planId === null ? {} : { planId }) },
    kind: offer.kind,
    title: offer.title,
    detail: detailOf(offer, release),
    from,
    left,
    of,
    unit,
    renewsOn: window && window.until > now ? shanghaiDay(window.until) : null,
    gate,
    worth: worthOf(offer, chosen?.productId, release, now),
    bookable: offer.kind === 'service' && offer.appointment !== undefined && isOpen && (left ?? 0) > 0,
    booking:
      offer.kind === 'service' && offer.appointment
        ? {
            branches: release.branches
              .filter(({ id }) => offer.appointment?.branchIds.includes(id))
              .map(({ id, name }) => ({ id, name })),
            through: bookableThrough(state, release, offer.appointment, now),
          }
        : null,
    choice:
      offer.kind === 'choice'
        ? {
            options: offer.options.map(({ id, title }) => ({ id, title })),
            chosen: chosen?.id ?? null,
            changeable: standing.used === 0,
          }
        : null,
    locked: null,
  }
}

function lockedView(
  offer: BenefitOffer,
  { planId, from, locked }: { planId: string | null; from: string; locked: string },
  release: Release,
  now: number,
): BenefitView {
  return {
    benefit: {
      source: planId === null ? 'tier' : 'card',
      benefitId: offer.id,
      ...(planId === null ? {} : { planId }),
    },
    kind: offer.kind,
    title: offer.title,
    detail: detailOf(offer, release),
    from,
    left: null,
    of: null,
    unit: '',
    renewsOn: null,
    gate: null,
    worth: worthOf(offer, undefined, release, now),
    bookable: false,
    booking: null,
    choice: null,
    locked,
  }
}

/** The owner's sentence and the rule that follows from the terms: neither can say more than the other. */
function detailOf(offer: BenefitOffer, release: Release): string {
  return `${offer.detail}(${benefitRule(offer, release)})`
}

/** The live price of one use, only if it is sold (L4, M029). */
function worthOf(
  offer: BenefitOffer,
  chosenProduct: string | undefined,
  release: Release,
  now: number,
): number | null {
  const productId = 'productId' in offer ? offer.productId : chosenProduct
  const product = release.products.find(({ id, available }) => available && id === productId)
  return product ? listPrice(product, now) : null
}

/** One use, as the till and the phone show it. */
export function benefitUseView(use: BenefitUseRecord): Output<'counter.useBenefit'> {
  const { useId, at, title, units, amount, saved, outcome, reason, undoUntil, undoneAt } = use
  return {
    useId,
    at,
    title,
    units,
    amount,
    saved,
    outcome,
    reason,
    undoUntil: undoneAt === null && undoUntil > at ? undoUntil : null,
  }
}
