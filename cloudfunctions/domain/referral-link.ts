import type { Decision, Due } from './decision'
import type { MemberState } from './member'
import type { ReferralAccount, ReferralFacts } from './referral-account'

/** How a first touch begins, and where it goes when two people are one (M103, M107, M062). */

type Of<K extends ReferralFacts['kind']> = Decision<Extract<ReferralFacts, { kind: K }>>

/** Whose code it was: an inviter as they are now, or a channel. */
export type Origin =
  | { readonly kind: 'member'; readonly inviter: MemberState }
  | { readonly kind: 'channel'; readonly channelId: string }

/**
 * What a code would mean for this caller. already: another came first. own: it is the caller's own
 * code, or that of somebody whom the caller invited. customer: had orders before.
 */
export type Touch = 'new' | 'already' | 'own' | 'customer'

export function touchOf(state: MemberState, origin: Origin): Touch {
  if (state.referral.from) return 'already'
  if (origin.kind === 'member' && isOneself(state, origin.inviter)) return 'own'
  if (isCustomer(state)) return 'customer'
  return 'new'
}

/** The same person, or one of a pair that invites each other (L15 leaves nothing to gain by it). */
function isOneself(state: MemberState, inviter: MemberState): boolean {
  const own = [state.number, ...(state.mergedFrom ?? [])]
  const theirs = [inviter.number, ...(inviter.mergedFrom ?? [])]
  const { inviterId = null } = inviter.referral.from ?? {}
  return theirs.some((number) => own.includes(number)) || (inviterId !== null && own.includes(inviterId))
}

/** Bought before, goods, a card or a balance, or was merged into somebody: who comes back is no new customer. */
export function isCustomer(state: MemberState): boolean {
  return (
    typeof state.mergedInto === 'string' ||
    state.memberships.length > 0 ||
    state.wallet.lots.length > 0 ||
    state.receipts.some(({ state: settled }) => settled === 'settled') ||
    Object.values(state.spending).some(({ orders }) => orders > 0)
  )
}

/** Stores the first touch once; who calls has asked `touchOf`, and the decision asks it again. */
export function linkReferral(
  state: MemberState,
  { origin, now }: { origin: Origin; now: number },
): Of<'referral_linked'> | null {
  if (touchOf(state, origin) !== 'new') return null
  const inviterId = origin.kind === 'member' ? origin.inviter.number : null
  const channelId = origin.kind === 'channel' ? origin.channelId : null
  return {
    ok: true,
    state: {
      ...state,
      referral: { ...state.referral, from: { as: state.number, inviterId, channelId, at: now } },
    },
    postings: [],
    facts: { kind: 'referral_linked', inviterId, channelId, at: now },
    due: [referralDue(state.number, 'linked', String(now))],
  }
}

/** Whether the own name may stand on the landing page, masked. */
export function nameOnInvitations(state: MemberState, showsName: boolean): Of<'referral_named'> {
  return {
    ok: true,
    state: { ...state, referral: { ...state.referral, showsName } },
    postings: [],
    facts: { kind: 'referral_named', showsName },
    due: [],
  }
}

/** Who came by somebody becomes a member now: the record follows. Nothing for anybody else. */
export function joinedDue({ number, joinedAt, referral }: MemberState): Due[] {
  return joinedAt === null && referral.from ? [referralDue(number, 'joined', String(referral.from.at))] : []
}

/** A follow-up that looks at this member's invitation and brings its record up to date. */
export function referralDue(memberId: string, step: string, about: string): Due {
  return { kind: 'referral', key: `referral:${memberId}:${step}:${about}`, owner: 'renewal', memberId }
}

/**
 * Two accounts of one person: the earlier first touch stays with its order, unless the person was a
 * customer before the other account came by an invitation. What came of somebody inviting
 * themselves goes back, or never comes.
 * @param numbers all that this person had and has
 * @param wasCustomer who takes over had orders before the merge
 */
export function mergedReferral(
  own: ReferralAccount,
  carried: ReferralAccount,
  { numbers, wasCustomer }: { numbers: readonly string[]; wasCustomer: boolean },
): ReferralAccount {
  const taken = earlier(own, carried, wasCustomer)
  return {
    showsName: own.showsName,
    from: taken.from,
    order: withoutOwnReward(taken, numbers),
    given: addedGiven(own.given, carried.given),
  }
}

function earlier(own: ReferralAccount, carried: ReferralAccount, wasCustomer: boolean): ReferralAccount {
  if (!carried.from) return own
  if (!own.from) return wasCustomer && !isFinal(carried) ? own : carried
  return own.from.at <= carried.from.at ? own : carried
}

function isFinal({ order }: ReferralAccount): boolean {
  return order !== null && ['rewarded', 'reversing', 'reversed', 'refused'].includes(order.state)
}

function withoutOwnReward({ from, order }: ReferralAccount, numbers: readonly string[]) {
  const invitedOneself = numbers.includes(from?.inviterId ?? '')
  if (!order || !invitedOneself) return order
  if (order.state === 'waiting')
    return { ...order, state: 'refused', why: 'same_person', terms: null } as const
  if (order.state === 'rewarded' || order.state === 'reviewing')
    return { ...order, state: 'reversing', why: 'same_person' } as const
  return order
}

function addedGiven(one: ReferralAccount['given'], other: ReferralAccount['given']) {
  const [early, late] = one.month < other.month ? [one, other] : [other, one]
  const inMonth = late.inMonth + (early.month === late.month ? early.inMonth : 0)
  return { month: late.month, inMonth, inAll: one.inAll + other.inAll }
}
