import { parseMemberCode, verifyMemberCode } from '../contract/member-code'
import { type Refusal, refuse } from '../contract/refusals'
import { balances, transfer } from './balances'
import { carriedEntitlements, mergedEntitlements } from './carried-entitlements'
import type { Asset, Carried, Decision, Facts, Posting } from './decision'
import { withConsent } from './joining'
import { mergedLifecycle } from './lifecycle'
import type { Consent, MemberState, ReceiptFacts } from './member'
import { emptyMember } from './new-member'
import { mergedCare } from './merged-care'
import { mergedGrowth } from './merged-growth'
import { carriedMessages, mergedMessages } from './merged-messages'
import { mergedLinks } from './partner-links'
import { mergedPrivacy } from './privacy-account'
import { isCustomer, mergedReferral, referralDue } from './referral-link'
import { CODE_REMEMBERED_MS, isOpen, pruneCounters } from './retention'
import type { RenewalContract } from './renewal-contract'
import { isLive } from './renewal-plan'
import { withoutContracts } from './renewal-signing'
import { savedTotal } from './savings'
import { codeAlreadyUsed } from './settlement'
import type { CarriedWallet, Wallet } from './wallet'

/**
 * One person, two WeChats (M062): all that the first has goes to the second in two commits, out of
 * the one and into the other, over an account of the merge's own that is at zero once both are in.
 */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/** Money is on its way, or what was used first is not paid yet: that is brought to an end before. */
function isBound({ state, purpose }: RenewalContract): boolean {
  return state === 'charging' || (purpose === 'as_saved' && isLive({ state }))
}

/** Well within an entry's bound; receipts of full baskets are what takes room. */
const MOST_CARRIED_BYTES = 64 * 1024
/** The state that takes over stays this far below the aggregate's bound, without receipts. */
const MOST_MERGED_BYTES = 40 * 1024

export interface MergeOut {
  readonly mergeId: string
  /** Who takes over, as the state is now; null for a person without a document. */
  readonly target: MemberState | null
  readonly to: string
  /** As it was scanned: the member's own current code. */
  readonly memberCode: string
  readonly phoneDigest: string
  readonly maskedPhone: string
  /** Codes that were made before the merge must not lead to the empty state. */
  readonly newSecret: string
  readonly now: number
  /** The last that happened before the merge, by whichever clock: not before any entry of the member's. */
  readonly mergedAt: number
}

/**
 * Empties the member whose code was shown, and consumes the code. Refuses MERGE_CODE_INVALID for a
 * code that this member's secret didn't just make, or that was used; MERGE_NOT_POSSIBLE for staff,
 * for who was merged before and while a payment waits.
 */
export function mergeOut(state: MemberState, merge: MergeOut): Of<'merged_out'> {
  const { mergeId, target, to, phoneDigest, maskedPhone, newSecret, now, mergedAt } = merge
  const parsed = parseMemberCode(merge.memberCode)
  const verified = parsed?.number === state.number && verifyMemberCode(parsed, state.codeSecret, now)
  if (!verified || verified === 'forged' || verified === 'expired') return refuse('MERGE_CODE_INVALID')
  if (codeAlreadyUsed(state, verified.tag, now)) return refuse('MERGE_CODE_INVALID')
  if (wasMerged(state) || (target && wasMerged(target))) return refuse('MERGE_NOT_POSSIBLE')
  // Who has somebody's phone can't move away what was frozen (L5).
  if (state.frozen) return refuse('MEMBER_FROZEN')
  if (state.staff || target?.staff || state.receipts.some((receipt) => isOpen(receipt, now)))
    return refuse('MERGE_NOT_POSSIBLE')
  if (state.contracts.some(isBound)) return refuse('MERGE_NOT_POSSIBLE')
  const carried = carriedBy(state, now)
  const refusal = checkSize(carried, target)
  if (refusal) return refusal
  return {
    ok: true,
    state: {
      ...emptyMember(state.number, newSecret),
      consents: state.consents,
      phoneLookups: state.phoneLookups,
      ...(state.staffRevokedAt === undefined ? {} : { staffRevokedAt: state.staffRevokedAt }),
      usedCodes: [...state.usedCodes, { tag: verified.tag, until: now + CODE_REMEMBERED_MS }],
      mergedInto: to,
      mergedAt,
      handingOver: {
        operationId: mergeId,
        nickname: state.profile.nickname,
        maskedPhone,
        ...(state.wallet.registeredName ? { maskedName: state.wallet.registeredName.masked } : {}),
      },
    },
    postings: moved(carried, mergeId, 'out'),
    facts: { kind: 'merged_out', mergeId, to, phoneDigest, carried },
    due: [
      // A contract is with the WeChat that is left: nobody there could end it any more, so it ends.
      ...withoutContracts(state, () => true, now).due,
      {
        kind: 'merge',
        key: `merge:${mergeId}`,
        owner: 'renewal',
        operationId: mergeId,
        from: state.number,
        to,
      },
    ],
  }
}

export interface MergeIn {
  readonly from: string
  readonly out: Extract<Facts, { kind: 'merged_out' }>
  readonly nickname: string | null
  readonly maskedPhone: string
  readonly maskedName?: string | undefined
  readonly now: number
}

/** Takes over what left the other member. It refuses nothing: what left has to arrive. */
export function mergeIn(state: MemberState, merge: MergeIn): Of<'merged_in'> {
  const { from, out, nickname, maskedPhone, maskedName, now } = merge
  const { mergeId, carried, phoneDigest } = out
  const mergedFrom = [...(state.mergedFrom ?? []), ...carried.mergedFrom, from]
  const merged: MemberState = {
    ...state,
    joinedAt: earlier(state.joinedAt, carried.joinedAt),
    profile: { ...state.profile, nickname: state.profile.nickname ?? nickname, phoneDigest, maskedPhone },
    memberships: [...state.memberships, ...carried.memberships],
    savings: addedSavings(state.savings, carried.savings),
    fees: added(state.fees, carried.fees),
    missed: addedMissed(state.missed, carried.missed),
    wallet: mergedWallet(state.wallet, carried.wallet, maskedName ?? ''),
    ...mergedEntitlements(state, carried, [state.number, ...mergedFrom]),
    growth: mergedGrowth(state.growth, carried.growth),
    referral: mergedReferral(state.referral, carried.referral, {
      numbers: [state.number, ...mergedFrom],
      wasCustomer: isCustomer(state),
    }),
    messages: mergedMessages(state.messages, carried.messages),
    trials: [...new Set([...state.trials, ...(carried.trials ?? [])])],
    lifecycle: mergedLifecycle(state.lifecycle, carried.lifecycle ?? null),
    privacy: carried.privacy ? mergedPrivacy(state.privacy, carried.privacy) : state.privacy,
    consents: withoutOlderMarketing(state.consents, carried.marketingWithdrawnAt),
    receipts: [...state.receipts, ...carried.receipts].sort((a, b) => a.at - b.at),
    mergedFrom,
  }
  return {
    ok: true,
    state: pruneCounters(merged, now),
    postings: moved(carried, mergeId, 'in'),
    facts: {
      kind: 'merged_in',
      mergeId,
      from,
      carried,
      cards: carried.memberships.length,
      savedTotal: savedTotal(carried),
    },
    due: [
      ...mergedLinks(state.partnerLinks, carried.partnerLinks).due,
      ...mergedCare(state.care, carried.care).due,
      ...(state.referral.from || carried.referral.from ? [referralDue(state.number, 'merged', mergeId)] : []),
    ],
  }
}

/** Everything has arrived: nothing of the person stays behind. */
export function endMerge(state: MemberState, merge: { mergeId: string; to: string }): Of<'merge_ended'> {
  const { handingOver, ...rest } = state
  return {
    ok: true,
    state: handingOver?.operationId === merge.mergeId ? rest : state,
    postings: [],
    facts: { kind: 'merge_ended', ...merge },
    due: [],
  }
}

/** Who has what this person had at `instant`, when it went to somebody else; else null. */
export function successorFor(state: MemberState, instant: number): string | null {
  return state.mergedInto && instant <= (state.mergedAt ?? 0) ? state.mergedInto : null
}

/** Merged, and no member anew since: who asks for this member means the successor. */
export function hasLeft(state: MemberState): boolean {
  return wasMerged(state) && state.joinedAt === null
}

function wasMerged(state: MemberState): boolean {
  return typeof state.mergedInto === 'string'
}

function carriedBy(state: MemberState, now: number): Carried {
  const { joinedAt, memberships, savings, fees, trials, mergedFrom = [] } = state
  const { missed, receipts, wallet } = pruneCounters(state, now)
  const carried = {
    joinedAt,
    memberships,
    savings,
    fees,
    missed,
    receipts,
    wallet: carriedWallet(wallet),
    ...carriedEntitlements(state),
    growth: state.growth,
    referral: state.referral,
    messages: carriedMessages(state),
    trials,
    privacy: state.privacy,
    ...marketingWithdrawal(state),
    lifecycle: state.lifecycle,
    mergedFrom,
  }
  if (bytesOf(carried) <= MOST_CARRIED_BYTES) return carried
  // The journal keeps the others, and shows them.
  return { ...carried, receipts: receipts.filter((receipt) => mayStillMove(receipt, now)) }
}

function marketingWithdrawal({ consents }: MemberState): Pick<Carried, 'marketingWithdrawnAt'> {
  const marketing = consents.find(({ purpose }) => purpose === 'marketing')
  return marketing && !marketing.granted ? { marketingWithdrawnAt: marketing.at } : {}
}

/** A person who withdrew it later than they gave it on the other WeChat has withdrawn it (L9). */
function withoutOlderMarketing(consents: Consent[], withdrawnAt: number | undefined): Consent[] {
  const given = consents.find(({ purpose, granted }) => purpose === 'marketing' && granted)
  if (!given || withdrawnAt === undefined || given.at > withdrawnAt) return consents
  return withConsent(consents, { ...given, granted: false, at: withdrawnAt })
}

/** The old secret is gone, so codes for friends stay behind; the masked name may not lie in the journal. */
function carriedWallet({ lots, budget, registeredName, spent }: Wallet): CarriedWallet {
  const registered = registeredName && { digest: registeredName.digest, at: registeredName.at }
  return { lots, budget, registered, spent }
}

/** Two people's lots together: the cap is for paying in, never for what was paid. */
function mergedWallet(own: Wallet, carried: CarriedWallet, maskedName: string): Wallet {
  const { registered } = carried
  const [earlier, later] = own.spent.month < carried.spent.month ? [own, carried] : [carried, own]
  const sameMonth = earlier.spent.month === later.spent.month
  return {
    ...own,
    lots: [...own.lots, ...carried.lots].sort((a, b) => a.paidAt - b.paidAt),
    budget: own.budget ?? carried.budget,
    registeredName: own.registeredName ?? (registered && { ...registered, masked: maskedName }),
    spent: { ...later.spent, amount: later.spent.amount + (sameMonth ? earlier.spent.amount : 0) },
  }
}

function mayStillMove({ state, undoUntil }: ReceiptFacts, now: number): boolean {
  return state === 'awaiting_payment' || (state === 'settled' && undoUntil > now)
}

/** Checked before anything leaves, so that what left always finds room. */
function checkSize(carried: Carried, target: MemberState | null): Refusal | null {
  if (bytesOf(carried) > MOST_CARRIED_BYTES) return refuse('TOO_MANY_REQUESTS')
  const both = bytesOf({ ...carried, receipts: [] }) + bytesOf({ ...target, receipts: [] })
  return both > MOST_MERGED_BYTES ? refuse('MERGE_NOT_POSSIBLE') : null
}

/** As UTF-8; a pair of surrogates, counted by its halves, takes less than it is counted for. */
export function bytesOf(value: unknown): number {
  const text = JSON.stringify(value)
  let total = text.length
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    total += unit < 0x80 ? 0 : unit < 0x800 ? 1 : 2
  }
  return total
}

/** What the member's accounts held, over to the merge's account or from it. */
function moved(carried: Carried, mergeId: string, direction: 'in' | 'out'): Posting[] {
  return Object.entries(balances(carried)).flatMap(([key, amount]) => {
    const [asset = '', account = ''] = key.split('|')
    return transfer(asset as Asset, account, `merge/${mergeId}`, direction === 'out' ? amount : -amount)
  })
}

function earlier(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other)
}

function added<T extends Readonly<Partial<Record<string, number>>>>(one: T, other: T): T {
  const sums: Record<string, number> = {}
  for (const [key, amount] of [...Object.entries(one), ...Object.entries(other)])
    sums[key] = (sums[key] ?? 0) + (amount ?? 0)
  return sums as T
}

function addedSavings(one: MemberState['savings'], other: MemberState['savings']): MemberState['savings'] {
  const months = { ...one }
  for (const [month, sources] of Object.entries(other)) months[month] = added(months[month] ?? {}, sources)
  return months
}

function addedMissed(one: MemberState['missed'], other: MemberState['missed']): MemberState['missed'] {
  const days = new Map(one.map((entry) => [entry.day, entry]))
  for (const { day, orders, amount } of other) {
    const known = days.get(day)
    days.set(day, { day, orders: orders + (known?.orders ?? 0), amount: amount + (known?.amount ?? 0) })
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}
