import { isRefusal, type Refusal } from '../contract/refusals'
import { shanghaiMonth } from '../domain/calendar'
import type { Decision, Facts } from '../domain/decision'
import type { MemberState } from '../domain/member'
import type { Order } from '../domain/order'
import type {
  FirstTouch,
  GivenReward,
  ReferralFacts,
  ReferralOrder,
  ReferralRefusal,
} from '../domain/referral-account'
import {
  limitReached,
  refuseReferral,
  reverseInvitee,
  reverseInviter,
  rewardInvitee,
  rewardInviter,
  type ReviewedSides,
  type Rewarding,
  whyNotRewarded,
} from '../domain/referral-review'
import { holdEnds } from '../domain/rewards'
import type { Scope } from '../entry/handler'
import { giveShareBack, takeShare } from '../entry/held-share'
import { personNow } from '../entry/successors'
import { memberNumber } from '../ledger/aggregate'
import type { CommitResult } from '../ledger/ledger'

/** How far a ring is followed: each link of it must have come before its own first order. */
const MOST_LINKS = 10

/**
 * Brings an invitation on (M107): looks at both sides once the window is over, gives both rewards or
 * says why not, takes both back, and lets the record follow. Each step is a commit under an id that
 * follows from the order, so that it may be met again anywhere.
 * @returns false when it has to be tried again
 */
export async function carryOutReferral(memberId: string, scope: Scope): Promise<boolean> {
  // Who was merged is nobody's newcomer again: an invitation under this number is from before.
  const invitee = await personNow(memberId, scope, 0)
  if (!invitee) return true
  const { order } = invitee.referral
  const done =
    order?.state === 'reviewing'
      ? await review(invitee, order, scope)
      : order?.state === 'reversing'
        ? await reverse(invitee, order, scope)
        : true
  const member = (await scope.backend.ledger.readMembers([invitee.number])).get(invitee.number)
  if (member) await scope.backend.referrals.record(member)
  return done
}

async function review(invitee: MemberState, order: ReferralOrder, scope: Scope): Promise<boolean> {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  const { inviterId, at: invitedAt = 0 } = invitee.referral.from ?? {}
  if (isRefusal(release) || !inviterId || !order.terms) return false
  const rewarding: Rewarding = {
    receiptId: order.receiptId,
    orderedAt: order.at,
    terms: order.terms,
    release,
    now,
  }
  const inviter = await personNow(inviterId, scope, invitedAt)
  const given = await givenBefore(inviterId, inviter, order.receiptId, scope)
  if (!given) {
    const why =
      whyNotRewarded(invitee, await sidesOf(invitee, inviter, order, scope)) ??
      (inviter ? limitReached(inviter.referral, order.terms, now) : 'inviter_gone') ??
      (inviter ? await giveInviter(inviter, order, rewarding, scope) : 'inviter_gone')
    if (why === 'later') return false
    if (why)
      return ended(
        await commit(invitee.number, 'refused', order.receiptId, scope, (state) =>
          refuseReferral(state, { receiptId: order.receiptId, why, now }),
        ),
      )
  }
  return ended(
    await commit(invitee.number, 'invitee', order.receiptId, scope, (state) =>
      rewardInvitee(state, rewarding),
    ),
  )
}

/** The inviter's reward: a share of the shop's month, then the commit, whose limits are the last word. */
async function giveInviter(
  inviter: MemberState,
  { dueAt, terms, receiptId }: ReferralOrder,
  rewarding: Rewarding,
  scope: Scope,
): Promise<ReferralRefusal | 'later' | null> {
  const month = shanghaiMonth(dueAt ?? scope.now)
  const share = { stock: `referral:${month}`, key: receiptId, total: terms?.mostOfShopPerMonth ?? 0 }
  const taken = await takeShare(share, scope)
  if (taken === 'exhausted' || taken === 'released') return 'most_of_shop'
  if (taken === 'absent') return 'later'
  const committed = await commit(inviter.number, 'inviter', receiptId, scope, (state) => {
    const decided = rewardInviter(state, rewarding)
    return decided.ok ? { ...decided, due: [...decided.due, holdEnds(share.stock, share.key)] } : decided
  })
  if (!isRefusal(committed)) return null
  const request = await requestFor(inviter.number, 'inviter', receiptId, scope)
  const stood = await giveShareBack(committed, request, share, scope)
  if (!isRefusal(stood)) return null
  const why = (stood.detail as { why?: ReferralRefusal } | undefined)?.why
  return stood.code === 'REFERRAL_OFF' && why
    ? why
    : stood.code === 'OPERATION_REUSED'
      ? 'came_back'
      : 'later'
}

/** An order that came back: nothing is given under it any more, and what was goes back on both sides. */
async function reverse(invitee: MemberState, order: ReferralOrder, scope: Scope): Promise<boolean> {
  const { now } = scope
  const { receiptId } = order
  const { inviterId, at: invitedAt = 0 } = invitee.referral.from ?? {}
  const inviter = inviterId ? await personNow(inviterId, scope, invitedAt) : null
  if (inviterId && inviter) {
    const cancelled = await scope.backend.ledger.cancel(
      await requestFor(inviter.number, 'inviter', receiptId, scope),
    )
    if (isRefusal(cancelled)) return false
    const given = await givenBefore(inviterId, inviter, receiptId, scope)
    if (given) {
      const back = await commit(inviter.number, 'inviter-back', receiptId, scope, (state) =>
        reverseInviter(state, { receiptId, given, now }),
      )
      if (!ended(back)) return false
    }
  }
  return ended(
    await commit(invitee.number, 'invitee-back', receiptId, scope, (state) =>
      reverseInvitee(state, { receiptId, now }),
    ),
  )
}

/** What the inviter got for this order, under whichever number; null: nothing. */
async function givenBefore(
  inviterId: string,
  inviter: MemberState | null,
  receiptId: string,
  { backend }: Scope,
): Promise<(GivenReward & { at: number }) | null> {
  const numbers = [inviterId, ...(inviter ? [inviter.number, ...(inviter.mergedFrom ?? [])] : [])]
  const entries = await backend.journal.entriesOf([...new Set(numbers)], operationIdOf('inviter', receiptId))
  for (const { facts } of entries)
    if (facts.kind === 'referral_rewarded')
      return { points: facts.points, couponLotId: facts.couponLotId, at: facts.at }
  return null
}

async function sidesOf(
  invitee: MemberState,
  inviter: MemberState | null,
  { orderId, passedOn = [] }: ReferralOrder,
  scope: Scope,
): Promise<ReviewedSides> {
  const paidBy = await scope.backend.orders.readMany([...(orderId === null ? [] : [orderId]), ...passedOn])
  return {
    inviter,
    payerIds: paidBy.flatMap((order) => payersOf(order, scope)),
    deviceShared: await sharesDevice(invitee, inviter, scope),
    ring: inviter !== null && (await leadsBack(inviter, invitee, scope)),
  }
}

/** The account that it was paid for, and whose WeChat paid, until that is erased after its time (L9). */
function payersOf({ memberId, openid }: Order, { settings }: Scope): string[] {
  return openid === '' ? [memberId] : [memberId, memberNumber(openid, settings.memberKey)]
}

/** The inviter on the same phone, or anybody else there who was invited: then nobody is rewarded. */
async function sharesDevice(
  invitee: MemberState,
  inviter: MemberState | null,
  { backend }: Scope,
): Promise<boolean> {
  const own = numbersOf(invitee)
  const others = (await backend.devices.sharingWith(own)).filter((id) => !own.includes(id))
  if (others.length === 0) return false
  if (inviter && numbersOf(inviter).some((id) => others.includes(id))) return true
  return (await backend.referrals.invited(others)).length > 0
}

/** Following who invited whom from the inviter on: each of a ring came by the next. */
async function leadsBack(inviter: MemberState, invitee: MemberState, scope: Scope): Promise<boolean> {
  const own = numbersOf(invitee)
  let above: MemberState | null = inviter
  for (let links = 0; above && links < MOST_LINKS; links += 1) {
    const { inviterId: next = null, at = 0 }: Partial<FirstTouch> = above.referral.from ?? {}
    if (next === null) return false
    above = await personNow(next, scope, at)
    if (above && own.includes(above.number)) return true
  }
  return false
}

function numbersOf({ number, mergedFrom = [] }: MemberState): string[] {
  return [number, ...mergedFrom]
}

type Step = 'inviter' | 'invitee' | 'refused' | 'inviter-back' | 'invitee-back'

function operationIdOf(step: Step, receiptId: string): string {
  return `referral-${step}:${receiptId}`
}

async function requestFor(
  memberId: string,
  step: Step,
  receiptId: string,
  { backend, now, deadline }: Scope,
) {
  return {
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: operationIdOf(step, receiptId),
    command: `renewal.referral`,
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { step, receiptId },
    now,
    deadline,
  } as const
}

async function commit<F extends Facts & ReferralFacts>(
  memberId: string,
  step: Step,
  receiptId: string,
  scope: Scope,
  decide: (state: MemberState) => Decision<F>,
): Promise<CommitResult<F>> {
  return scope.backend.ledger.commit({ ...(await requestFor(memberId, step, receiptId, scope)), decide })
}

/** A refusal of the rules means that somebody did it, or took the reason away, in between. */
function ended(result: CommitResult | Refusal): boolean {
  return !isRefusal(result) || (result.code !== 'BUSY' && result.code !== 'UNKNOWN')
}
