import type { Output } from '../contract'
import { isRefusal } from '../contract/refusals'
import { assetsOf } from '../domain/assets'
import { homeEntries } from '../domain/home-entries'
import { hasConsent } from '../domain/joining'
import { cardView, currentMembership, latestMembership, standing, termsFor } from '../domain/membership'
import { peakOfferView } from '../domain/peak-offer'
import { planSummary, usablePrices } from '../domain/plan-views'
import { highlightedPlan } from '../domain/catalogue'
import { breakEven, missedLast90Days, savedTotal } from '../domain/savings'
import { closingNotice } from '../domain/shop-closing'
import { usableNow } from '../domain/unused'
import { homeTier } from '../domain/tier-hints'
import type { MemberState, ReceiptFacts } from '../domain/member'
import type { Release } from '../domain/release'
import { forVisitors } from '../entry/handler'
import type { Holder } from '../entry/holder'
import { withHousehold } from '../entry/household-receipts'
import { displayName, openPayment, receiptSummary, shopView } from '../entry/views'

type Home = Output<'membership.home'>

/** The whole member centre in one read of one document; one more for who uses a household's card. */
export const home = forVisitors('membership.home', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const documents = memberId ? await backend.ledger.readMembers([memberId]) : null
  const member = (memberId && documents?.get(memberId)) || null
  const state = member?.state ?? null
  const household = member && (await withHousehold(member, backend))
  const membership = state && (currentMembership(state, now) ?? latestMembership(state))
  const terms = state && termsFor(state, release, now)
  const assets = state && assetsOf(state, now, sharedCard(household?.holder ?? null, release, now))
  const closing = closingNotice(release)
  const peakOffer = state && peakOfferView(state, release, now)
  const usableWorth = state ? usableNow(state, release, now).worth : 0
  const tier = state?.joinedAt ? homeTier(state, release, now) : null
  return {
    now,
    shop: shopView(release),
    standing: state ? standing(state, now) : 'guest',
    member: state?.joinedAt ? memberView(state) : null,
    card: membership ? cardView(membership, release, now) : null,
    savedTotal: state ? savedTotal(state) : 0,
    breakEven: state ? breakEven(state, now) : null,
    ...(usableWorth > 0 ? { usableWorth } : {}),
    usable: terms ? usablePrices(terms, release, now).slice(0, 3) : [],
    receipts: household ? newest(household.receipts) : [],
    openPayment: household ? openPayment(household.payable, now) : null,
    ...(assets ? { assets } : {}),
    ...(tier ? { tier } : {}),
    ...(peakOffer ? { peakOffer } : {}),
    ...(state?.joinedAt ? { entries: homeEntries(state, release, now) } : {}),
    ...(closing ? { closing } : {}),
    offer: terms || closing ? null : offer(state, release, now),
    missed: terms || closing || !state ? null : missed(state, release, now),
    staff: state ? staffView(state, release) : null,
  } satisfies Home
})

/** The card of a household that this person may use, by its name (M116). */
function sharedCard(holder: Holder | null, release: Release, now: number): string | null {
  const card = holder?.document.state.memberships.find(({ id }) => id === holder.helper.membershipId)
  return card ? cardView(card, release, now).planName : null
}

function memberView(state: MemberState): NonNullable<Home['member']> {
  return {
    number: state.number,
    displayName: displayName(state),
    joinedAt: state.joinedAt ?? 0,
    maskedPhone: state.profile.maskedPhone,
    largeText: state.profile.largeText,
    marketing: hasConsent(state, 'marketing'),
    ...(state.frozen ? { frozen: { ...state.frozen } } : {}),
  }
}

function newest(receipts: readonly ReceiptFacts[]): Home['receipts'] {
  return [...receipts]
    .filter((receipt) => receipt.state === 'settled' || receipt.state === 'undone')
    .sort((a, b) => b.at - a.at)
    .slice(0, 3)
    .map(receiptSummary)
}

/** The plan that leads the page, with a reason that can be checked; none on sale: none. */
function offer(state: MemberState | null, release: Release, now: number): Home['offer'] {
  const plan = highlightedPlan(release)
  const version = plan && release.versions[plan.versionId]
  if (!plan || !version) return null
  const typical = release.typical[plan.id]
  const own = state && version.terms.months > 0 ? missedLast90Days(state, now) : null
  const reason =
    own && own.orders > 0
      ? '按您最近90天的实际消费算过'
      : typical
        ? `${typical.memberships}位会员的真实节省可查`
        : '每一分节省都能查到依据'
  return { ...planSummary(plan, version, now), reason }
}

function missed(state: MemberState, release: Release, now: number): Home['missed'] {
  const plan = highlightedPlan(release)
  const version = plan && release.versions[plan.versionId]
  const replayed = missedLast90Days(state, now)
  // What is paid in is the member's own money: there is no fee that it would have to earn back.
  if (!version || version.terms.months === 0 || replayed.orders === 0) return null
  return { ...replayed, planName: version.terms.name }
}

function staffView(state: MemberState, release: Release): Home['staff'] {
  const grant = state.staff
  if (!grant) return null
  const branches = release.branches
    .filter((branch) => grant.role === 'owner' || grant.branchIds.includes(branch.id))
    .map(({ id, name }) => ({ id, name }))
  return { role: grant.role, branches }
}
