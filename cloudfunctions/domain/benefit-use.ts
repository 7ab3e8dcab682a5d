import { type Refusal, refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import type { BenefitFacts, BenefitUseRecord } from './benefit-account'
import { movedUses, type UseMove } from './benefit-counts'
import { withoutEndedUses } from './benefit-retention'
import { type Standing, standingOf } from './benefit-standing'
import type { Window } from './benefit-windows'
import { birthdayReward, productOfGift, withBirthdayCoupon } from './birthday-gift'
import { shanghaiDay, shanghaiMonth, startOfDay } from './calendar'
import type { Decision, Due, Posting } from './decision'
import { findHeld, type HeldBenefit, type WhichBenefit, whichBenefit } from './held-benefits'
import type { MemberState } from './member'
import { type PeriodSaving, periodSavedPostings, withPeriodSaved } from './period-savings'
import { currentPrice } from './price-history'
import type { Release } from './release'
import { holdEnds, rewardStock } from './rewards'
import { withSavings } from './savings'
import { withoutVisit, withVisit } from './visits'

type UseDecision = Decision<Extract<BenefitFacts, { kind: 'benefit_use' }>>

const MINUTE_MS = 60_000

/** Uses that may still be undone; more in so short a time is no person, and it bounds the state. */
const MOST_RECENT = 40

export interface BenefitUse {
  readonly useId: string
  readonly which: WhichBenefit
  readonly units: number
  /** Fen that were asked for, for a capped benefit (M118). */
  readonly amount?: number | undefined
  readonly appointmentId?: string | undefined
  /** For what is given if available: it wasn't, and why (M122). */
  readonly refusedBecause?: string | undefined
  readonly branchId: string
  readonly clerk: string
  /** The household's card that a helper uses; absent: the member's own visit (M116). */
  readonly membershipId?: string | undefined
  readonly release: Release
  readonly undoMinutes: number
  readonly now: number
}

/**
 * Uses a benefit at the counter, by a clerk's scan. Refuses BENEFIT_UNAVAILABLE for one that the
 * member doesn't have or that isn't used this way, BENEFIT_LOCKED below its spend (M040), QUOTA_USED
 * where less is left than asked for (M027, M054), APPOINTMENT_CLOSED without the appointment that it
 * takes (M029), INPUT_INVALID for what doesn't fit its kind, MEMBER_FROZEN after a reported loss,
 * TOO_MANY_REQUESTS beyond forty that can still be undone.
 */
export function useBenefit(state: MemberState, command: BenefitUse): UseDecision {
  const { which, release, now, membershipId } = command
  // A lost phone spends nothing of its owner's; the household's card is not on it.
  if (state.frozen && membershipId === undefined) return refuse('MEMBER_FROZEN')
  const held = findHeld(state, release, { which, now, membershipId })
  if (!held) return refuse('BENEFIT_UNAVAILABLE')
  const pending = state.benefits.recent.filter(({ undoUntil }) => undoUntil > now)
  if (pending.length >= MOST_RECENT) return refuse('TOO_MANY_REQUESTS')
  const misfit = misfitOf(held, command)
  if (misfit) return misfit
  const standing = standingOf(state, held, now)
  if (standing.gate && standing.gate.missing > 0) return refuse('BENEFIT_LOCKED', standing.gate)
  const taken = takenOf(state, held, standing, command)
  if ('ok' in taken) return taken
  const { window, units, amount, cost, worthOf } = taken
  const refused = command.refusedBecause
  const proof = refused === undefined && worthOf ? proofOf(release, worthOf, now) : null
  const saved = amount > 0 ? amount : proof ? proof.price * units : 0
  const reward = held.offer.kind === 'birthday' ? birthdayReward(release, held.offer.rewardId) : null
  // A coupon that is in the wallet may be spent by then.
  const isFinal = refused !== undefined || reward?.gives.kind === 'coupon'
  const use: BenefitUseRecord = {
    useId: command.useId,
    at: now,
    day: shanghaiDay(now),
    branchId: command.branchId,
    clerk: command.clerk,
    benefitKey: held.key,
    window: window.key,
    title: held.offer.title,
    units: refused === undefined ? units : 0,
    amount,
    saved,
    cost: refused === undefined ? cost : 0,
    periodOrderId: held.period?.orderId ?? null,
    outcome: refused === undefined ? 'given' : 'refused',
    reason: refused ?? null,
    appointmentId: command.appointmentId ?? null,
    undoUntil: isFinal ? now : now + command.undoMinutes * MINUTE_MS,
    undoneAt: null,
    ...(proof ? { proof } : {}),
    ...(reward ? { stock: rewardStock(reward.id) } : {}),
    ...(held.offer.kind === 'birthday' ? { birthdayYear: Number(shanghaiDay(now).slice(0, 4)) } : {}),
  }
  const decision = booked(state, use, {
    ...(taken.isCounted ? { move: { window, units: use.units, amount } } : {}),
    sign: 1,
    now,
  })
  return reward ? withBirthdayCoupon(decision, reward, command) : decision
}

/**
 * Takes a use back at the till, once: its units and its saving with it, the saving in the present
 * month, as with every refund. Refuses RECEIPT_NOT_FOUND for one that isn't known here,
 * ALREADY_UNDONE, UNDO_TOO_LATE once its window or its card is over.
 */
export function undoBenefitUse(
  state: MemberState,
  { useId, branchId, now }: { useId: string; branchId: string; now: number },
): UseDecision {
  const use = state.benefits.recent.find((one) => one.useId === useId && one.branchId === branchId)
  if (!use || use.outcome === 'refused') return refuse('RECEIPT_NOT_FOUND')
  if (use.undoneAt !== null) return refuse('ALREADY_UNDONE')
  if (now >= use.undoUntil) return refuse('UNDO_TOO_LATE')
  if (use.saved > 0 && wasGivenBack(state, use.periodOrderId)) return refuse('UNDO_TOO_LATE')
  const count = state.benefits.uses.find(
    ({ benefitKey, window }) => benefitKey === use.benefitKey && window === use.window,
  )
  return booked(
    state,
    { ...use, undoneAt: now },
    {
      ...(count
        ? { move: { window: { key: use.window, until: count.until }, units: use.units, amount: use.amount } }
        : {}),
      sign: -1,
      now,
    },
  )
}

interface Taken {
  readonly window: Window
  readonly units: number
  /** Fen given. */
  readonly amount: number
  readonly cost: number
  /** The product whose live price one unit is worth. */
  readonly worthOf: string | undefined
  readonly isCounted: boolean
}

/** What this use takes of which window. */
function takenOf(
  state: MemberState,
  { offer }: HeldBenefit,
  standing: Standing,
  command: BenefitUse,
): Taken | Refusal {
  const { units, now } = command
  const { window, left } = standing
  const today = { key: shanghaiDay(now), until: startOfDay(shanghaiDay(now)) + 86_400_000 }
  const of = (worthOf: string | undefined, cost: number) => ({
    window: window ?? today,
    units,
    amount: 0,
    cost: cost * units,
    worthOf,
    isCounted: window !== null,
  })
  switch (offer.kind) {
    case 'quota':
      return units > (left ?? 0) ? refuse('QUOTA_USED', { left }) : of(offer.productId, offer.cost)
    case 'service':
      if (offer.appointment) return kept(state, command) ?? of(offer.productId, offer.cost)
      return units > (left ?? 0) ? refuse('QUOTA_USED', { left }) : of(offer.productId, offer.cost)
    case 'choice': {
      const { chosen } = standing
      if (!chosen) return refuse('BENEFIT_UNAVAILABLE', { reason: '请会员先选好本期的权益' })
      return units > (left ?? 0) ? refuse('QUOTA_USED', { left }) : of(chosen.productId, chosen.cost)
    }
    case 'capped': {
      const given = Math.min(command.amount ?? 0, left ?? 0)
      if (given === 0) return refuse('QUOTA_USED', { left: 0 })
      return { ...of(undefined, 0), amount: given, cost: offer.cost + given }
    }
    case 'if_available':
      return of(offer.productId, offer.cost)
    case 'birthday':
      if (left === 0) return refuse('BENEFIT_UNAVAILABLE')
      return of(productOfGift(birthdayReward(command.release, offer.rewardId)), offer.cost)
    case 'first_of_day':
    case 'delivery':
    case 'warranty':
    case 'fulfilment':
    case 'privilege':
      // Counted with a receipt, a claim or a task of their own.
      return refuse('BENEFIT_UNAVAILABLE')
  }
}

/** Null for an appointment of today at this branch that is to be kept now. */
function kept(state: MemberState, { appointmentId, branchId, now }: BenefitUse): Refusal | null {
  const appointment = state.benefits.appointments.find(({ id }) => id === appointmentId)
  const isNow =
    appointment?.state === 'booked' &&
    appointment.branchId === branchId &&
    shanghaiDay(appointment.at) === shanghaiDay(now)
  return isNow ? null : refuse('APPOINTMENT_CLOSED')
}

function misfitOf({ offer }: HeldBenefit, command: BenefitUse): Refusal | null {
  const { units, amount, appointmentId, refusedBecause } = command
  const isCounted = offer.kind === 'quota' || offer.kind === 'choice' || offer.kind === 'service'
  const isByAppointment = offer.kind === 'service' && offer.appointment !== undefined
  if (units !== 1 && (!isCounted || isByAppointment)) return refuse('INPUT_INVALID', { path: 'units' })
  if (offer.kind === 'capped' ? !amount : amount !== undefined)
    return refuse('INPUT_INVALID', { path: 'amount' })
  if (appointmentId !== undefined && !isByAppointment)
    return refuse('INPUT_INVALID', { path: 'appointmentId' })
  if (refusedBecause !== undefined && offer.kind !== 'if_available')
    return refuse('INPUT_INVALID', { path: 'refusedBecause' })
  return null
}

/** The live price of one unit, and the record that proves it; none for what isn't sold (L4, M029). */
function proofOf(
  release: Release,
  productId: string,
  now: number,
): NonNullable<BenefitUseRecord['proof']> | null {
  const product = release.products.find(({ id, available }) => available && id === productId)
  if (!product) return null
  const { id: priceId, price } = currentPrice(product, now)
  return { productId, priceId, price }
}

/** The use with its units and its saving, put into the state or taken out of it again. */
function booked(
  state: MemberState,
  use: BenefitUseRecord,
  { move, sign, now }: { move?: UseMove; sign: 1 | -1; now: number },
): UseDecision {
  const month = shanghaiMonth(now)
  const counted = move ? movedUses(state.benefits.uses, use.benefitKey, move, sign) : null
  const { birthdayYear } = use
  const after: MemberState = {
    ...state,
    savings: withSavings(state.savings, month, { benefit: use.saved }, sign),
    memberships: withPeriodSaved(state.memberships, periodSavingOf(use), sign),
    benefits: {
      ...state.benefits,
      uses: counted ? counted.uses : state.benefits.uses,
      recent: [
        ...state.benefits.recent.filter(({ useId }) => useId !== use.useId),
        ...(use.outcome === 'given' ? [use] : []),
      ],
      appointments: state.benefits.appointments.map((one) =>
        one.id === use.appointmentId
          ? { ...one, state: sign === 1 ? ('completed' as const) : ('booked' as const) }
          : one,
      ),
      birthday:
        birthdayYear === undefined
          ? state.benefits.birthday
          : { ...state.benefits.birthday, giftYear: sign === 1 ? birthdayYear : null },
    },
  }
  const visited = sign === 1 ? withVisit(after, use.at) : withoutVisit(after, use.at)
  const kept = withoutEndedUses(visited, now)
  return {
    ok: true,
    state: kept.state,
    postings: [
      ...(counted?.postings ?? []),
      ...savingPostings(state.memberships, use, month, sign),
      ...kept.postings,
    ],
    facts: { kind: 'benefit_use', use },
    due: stockDue(use, sign),
  }
}

/** A gift's piece is gone for good, or back with the use that was undone. */
function stockDue({ stock, useId: holdKey }: BenefitUseRecord, sign: 1 | -1): Due[] {
  if (stock === undefined) return []
  if (sign === 1) return [holdEnds(stock, holdKey)]
  return [{ kind: 'return_stock', key: `back:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey }]
}

/**
 * The stock that a use takes one piece of before it is committed; null for one that takes none, and
 * for what the member doesn't hold.
 */
export function stockOfUse(
  state: MemberState,
  { which, membershipId, release, now }: Pick<BenefitUse, 'which' | 'membershipId' | 'release' | 'now'>,
): { stock: string; total: number } | null {
  const held = findHeld(state, release, { which, now, membershipId })
  const reward = held?.offer.kind === 'birthday' ? birthdayReward(release, held.offer.rewardId) : null
  return reward && { stock: rewardStock(reward.id), total: reward.stock }
}

function savingPostings(
  memberships: MemberState['memberships'],
  use: BenefitUseRecord,
  month: string,
  sign: 1 | -1,
): Posting[] {
  return [
    ...transfer('saving', 'shop/list_price', account.saved(month, 'benefit'), sign * use.saved),
    ...periodSavedPostings(memberships, periodSavingOf(use), sign),
  ]
}

/** What a card gives counts for its break-even (M048). */
function periodSavingOf({ saved, periodOrderId, benefitKey }: BenefitUseRecord): PeriodSaving {
  const { benefitId } = whichBenefit(benefitKey)
  return { orderId: periodOrderId, total: saved, by: () => ({ [benefitId]: saved }) }
}

function wasGivenBack(state: MemberState, orderId: string | null): boolean {
  return state.memberships.some(({ periods }) =>
    periods.some((period) => period.orderId === orderId && period.refunded > 0),
  )
}
