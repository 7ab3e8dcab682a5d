import type { AgreementVersion, PlanVersion, Release } from '../domain/release'
import type { MemberState, ReceiptFacts } from '../domain/member'
import { shanghaiDay } from '../domain/calendar'
import { withPendingTerms } from '../domain/service-terms'
import type { OpenPaymentView, ReceiptSummary, ReceiptView, ShopView } from '../contract/views'

/** Projections that several functions show alike: no rule, only which fields are whose business. */

export function shopView(release: Release): ShopView {
  const { name, slogan, accent, servicePhone, licence, cover } = release.shop
  const branches = release.branches.map(({ id, name: branchName, address, hours }) => ({
    id,
    name: branchName,
    address,
    hours,
  }))
  return { name, slogan, accent, servicePhone, licence, cover, branches }
}

/** @param returned units that were brought back, by line */
export function receiptView(
  receipt: ReceiptFacts,
  returned: NonNullable<ReceiptView['returned']> = [],
): ReceiptView {
  const { receiptId, at, day, branchId, branchName, state, lines, list, paid, saved, tender, undoneAt } =
    receipt
  const { tenders, coupons, pointsSpent, delivery, asMember, forFriend, by, clerk } = receipt
  return {
    ...{ receiptId, at, day, branchId, branchName, state, lines, list, paid, saved, tender, undoneAt },
    ...(tenders ? { tenders } : {}),
    ...(coupons ? { coupons } : {}),
    ...(pointsSpent ? { points: { spent: pointsSpent.points, off: pointsSpent.off } } : {}),
    ...(delivery ? { delivery: { fee: delivery.fee, waived: delivery.waived } } : {}),
    ...(returned.length > 0 ? { returned } : {}),
    ...(asMember ? { asMember } : {}),
    ...earnedView(receipt),
    ...(receipt.grown?.reached ? { reachedTier: receipt.grown.reached.name } : {}),
    ...(forFriend ? { forFriend, clerk: clerkName(clerk) } : {}),
    ...(by === undefined ? {} : { by: numberedName(by) }),
  }
}

/** What a receipt earned, and from which day on its points can be used (M063, M064). */
function earnedView({ earned, grown, day }: ReceiptFacts): Pick<ReceiptView, 'earned'> {
  const [points, growth] = [earned?.points ?? 0, grown?.growth ?? 0]
  if (points === 0 && growth === 0) return {}
  const usableOn = earned && earned.usableFrom > 0 ? shanghaiDay(earned.usableFrom) : day
  const memberDay = earned?.memberDay
  return {
    earned: {
      points,
      growth,
      usableOn,
      ...(memberDay ? { memberDay: { title: memberDay.title, basisPoints: memberDay.basisPoints } } : {}),
    },
  }
}

export function receiptSummary(receipt: ReceiptFacts): ReceiptSummary {
  const { receiptId, at, day, branchName, state, paid, saved, forFriend, clerk } = receipt
  return {
    ...{ receiptId, at, day, branchName, state, title: receiptTitle(receipt), paid, saved },
    ...(forFriend ? { forFriend, clerk: clerkName(clerk) } : {}),
  }
}

/** Who took a friend's bill, for who paid it (M015): enough to ask for, not a name. */
function clerkName(clerk: string): string {
  return `店员${clerk.slice(-4)}`
}

function numberedName(number: string): string {
  return `会员${number.slice(-4)}`
}

/** 美式 等3件 */
function receiptTitle(receipt: ReceiptFacts): string {
  const first = receipt.lines[0]?.name ?? ''
  const pieces = receipt.lines.reduce((sum, line) => sum + line.quantity, 0)
  return pieces > 1 ? `${first} 等${pieces}件` : first
}

/** What waits for this phone; a helper's bill waits for the helper's, among what they bought (M116). */
export function openPayment(receipts: readonly ReceiptFacts[], now: number): OpenPaymentView | null {
  const open = receipts.find(
    (receipt) => receipt.state === 'awaiting_payment' && (receipt.payUntil ?? 0) > now,
  )
  if (!open) return null
  return {
    receiptId: open.receiptId,
    branchName: open.branchName,
    amount: open.paid,
    saved: open.saved,
    expiresAt: open.payUntil ?? now,
  }
}

/** A name that others may read: 林** for 林晓雯, else the last four of the number. */
export function displayName(state: MemberState): string {
  return state.profile.nickname ?? numberedName(state.number)
}

export function maskedName(state: MemberState): string {
  const nickname = state.profile.nickname
  return nickname ? `${[...nickname][0] ?? ''}**` : numberedName(state.number)
}

/** The agreements that this version of a plan asks for, in their current text. */
export function agreementsOf(version: PlanVersion, release: Release): AgreementVersion[] {
  return version.terms.agreementIds.flatMap(
    (id) => release.agreements.find((agreement) => agreement.id === id && agreement.current) ?? [],
  )
}

/** The same for who buys it now: newer service terms are agreed to with the purchase (L9). */
export function agreementsToBuy(
  version: PlanVersion,
  state: MemberState | null,
  release: Release,
): AgreementVersion[] {
  return withPendingTerms(agreementsOf(version, release), state, release)
}

export function agreementReference({ id, title, version }: AgreementVersion) {
  return { id, title, version }
}
