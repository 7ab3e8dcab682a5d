import type { BenefitOffer } from '../contract/benefit-offers'
import type { AppointmentView } from '../contract/benefits'
import { refuse } from '../contract/refusals'
import { attemptKey } from './attempt-key'
import type { Appointment, BenefitFacts } from './benefit-account'
import { withoutEndedUses } from './benefit-retention'
import { bookedUnits, standingOf, useCount } from './benefit-standing'
import { windowAt } from './benefit-windows'
import { addDays, dayWords, shanghaiDay, startOfDay } from './calendar'
import type { Decision, Due } from './decision'
import { findHeld, hasPrivilege, type HeldBenefit, type WhichBenefit } from './held-benefits'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import type { Release } from './release'
import { rankAt } from './tier-rank'

type AppointmentDecision = Decision<Extract<BenefitFacts, { kind: 'appointment' }>>
type Service = Extract<BenefitOffer, { kind: 'service' }>
type Terms = NonNullable<Service['appointment']>
type Bookable = HeldBenefit<Service> & { readonly terms: Terms }

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** More than a person can keep; it bounds the state. */
const MOST_BOOKED = 20

/** One chair is one chair: whichever card or tier it is booked with, services of one id share it. */
export function slotStock({
  benefitId,
  branchId,
  at,
}: {
  benefitId: string
  branchId: string
  at: number
}): string {
  return `${slotStocks(benefitId)}${branchId}:${at}`
}

/** What the names of all stocks of a service's places begin with. */
export function slotStocks(benefitId: string): string {
  return `slot:${benefitId}:`
}

/** Of the slots of a day the one that a stock of places stands for; null for one that has begun. */
export function slotInStock<S extends { readonly at: string }>(
  stock: string,
  slots: readonly S[],
  now: number,
): S | null {
  const at = Number(stock.slice(stock.lastIndexOf(':') + 1))
  if (at <= now) return null
  return slots.find((slot) => startOf(slot, shanghaiDay(at)) === at) ?? null
}

export interface Slot {
  /** Epoch ms. */
  readonly at: number
  readonly places: number
  /** When it opens for this member: earlier for higher ranks, by the published hours (M034, L3). */
  readonly opensAt: number
  readonly stock: string
  /** Why this member can't book it now, apart from its places; null if nothing stands against it. */
  readonly why: string | null
}

/** The slots of one day at a branch; null where the member has no such service there. */
export function slotsOf(
  state: MemberState,
  release: Release,
  { which, branchId, day, now }: { which: WhichBenefit; branchId: string; day: string; now: number },
): Slot[] | null {
  const held = bookable(state, release, { which, branchId, now })
  if (!held) return null
  return held.terms.slots
    .map((slot) => slotAt(state, release, held, { slot, branchId, day, now }))
    .sort((a, b) => a.at - b.at)
}

/** More days ahead are not told: a person chooses among them by hand. */
const MOST_DAYS_AHEAD = 60

/** The last day whose slots are told to this member: the one after the last that is open (M034). */
export function bookableThrough(state: MemberState, release: Release, terms: Terms, now: number): string {
  const hours = terms.openHours + earlierHours(state, release, terms, now)
  const today = shanghaiDay(now)
  const open = addDays(shanghaiDay(now + hours * HOUR_MS), 1)
  const most = addDays(today, MOST_DAYS_AHEAD)
  return open < most ? open : most
}

export interface Booking {
  /** Becomes the appointment's id. */
  readonly operationId: string
  readonly which: WhichBenefit
  readonly branchId: string
  readonly at: number
  readonly release: Release
  readonly now: number
}

/** The slot that a booking means; null where there is none. */
export function slotOf(state: MemberState, { which, branchId, at, release, now }: Booking): Slot | null {
  const slots = slotsOf(state, release, { which, branchId, day: shanghaiDay(at), now })
  return slots?.find((slot) => slot.at === at) ?? null
}

/**
 * Books a place that is held already, and with it a unit of the window that the slot lies in.
 * Refuses BENEFIT_UNAVAILABLE without such a service, BENEFIT_LOCKED below its spend, SLOT_NOT_OPEN
 * before it opens for this member (detail: opensAt) and once it began, QUOTA_USED where no unit is
 * left or the slot is booked already, TOO_MANY_REQUESTS beyond twenty at a time.
 */
export function bookAppointment(state: MemberState, booking: Booking): AppointmentDecision {
  const { operationId, which, branchId, at, release, now } = booking
  const held = bookable(state, release, { which, branchId, now })
  const slot = slotOf(state, booking)
  if (!held || !slot) return refuse('BENEFIT_UNAVAILABLE')
  const booked = state.benefits.appointments.filter((one) => one.state === 'booked')
  if (booked.length >= MOST_BOOKED) return refuse('TOO_MANY_REQUESTS')
  const { gate } = standingOf(state, held, now)
  if (gate && gate.missing > 0) return refuse('BENEFIT_LOCKED', gate)
  if (now < slot.opensAt || now >= at) return refuse('SLOT_NOT_OPEN', { opensAt: slot.opensAt })
  if (slot.why !== null) return refuse('QUOTA_USED', { why: slot.why })
  const appointment: Appointment = {
    id: operationId,
    holdKey: attemptKey(operationId, state.number),
    benefitKey: held.key,
    title: held.offer.title,
    branchId,
    at,
    state: 'booked',
    cancelUntil: at - held.terms.cancelHours * HOUR_MS,
  }
  return moved(state, appointment, now, [
    {
      kind: 'release_hold',
      key: `hold:${slot.stock}:${appointment.holdKey}`,
      owner: 'renewal',
      stock: slot.stock,
      holdKey: appointment.holdKey,
    },
  ])
}

/** Gives place and unit back. Refuses NOT_FOUND, APPOINTMENT_CLOSED once it is too late or over. */
export function cancelAppointment(
  state: MemberState,
  { appointmentId, now }: { appointmentId: string; now: number },
): AppointmentDecision {
  const appointment = findAppointment(state, appointmentId)
  if (!appointment) return refuse('NOT_FOUND')
  if (appointment.state !== 'booked' || now >= appointment.cancelUntil) return refuse('APPOINTMENT_CLOSED')
  return moved(state, { ...appointment, state: 'cancelled' }, now, [placeBack(appointment)])
}

/** The place of an appointment that won't be kept is free again for others. */
export function placeBack(appointment: Appointment): Due {
  const benefitId = appointment.benefitKey.split(':').at(-1) ?? ''
  const stock = slotStock({ benefitId, branchId: appointment.branchId, at: appointment.at })
  const { holdKey } = appointment
  return { kind: 'return_stock', key: `back:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey }
}

export function findAppointment(state: Pick<MemberState, 'benefits'>, id: string): Appointment | null {
  return state.benefits.appointments.find((one) => one.id === id) ?? null
}

/** When the clock alone says that booked appointments were missed: after the midnight that follows. */
export function appointmentMoments({ benefits }: Pick<MemberState, 'benefits'>): number[] {
  return benefits.appointments.flatMap((one) => (one.state === 'booked' ? [missedAt(one)] : []))
}

/** Who didn't come lost nothing but the place: the unit is free again. */
export function appointmentSteps(state: MemberState, { now }: StepContext): MemberStep[] {
  return state.benefits.appointments
    .filter((one) => one.state === 'booked' && missedAt(one) <= now)
    .map(({ id }) => ({
      operationId: `missed:${id}`,
      command: 'payment.missedAppointment',
      input: { appointmentId: id },
      decide: (before) => {
        const appointment = findAppointment(before, id)
        if (appointment?.state !== 'booked') return refuse('APPOINTMENT_CLOSED')
        return moved(before, { ...appointment, state: 'missed' }, now, [])
      },
    }))
}

export function appointmentView(
  appointment: Appointment,
  release: Pick<Release, 'branches'>,
): AppointmentView {
  const { id: appointmentId, benefitKey, title, branchId, at, state, cancelUntil } = appointment
  const [source, ...rest] = benefitKey.split(':')
  const benefitId = rest.at(-1) ?? ''
  return {
    appointmentId,
    benefit:
      source === 'tier'
        ? { source: 'tier', benefitId }
        : { source: 'card', benefitId, planId: rest[0] ?? '' },
    title,
    branchId,
    branchName: release.branches.find((branch) => branch.id === branchId)?.name ?? '',
    at,
    state,
    cancellableUntil: cancelUntil,
  }
}

function missedAt({ at }: Appointment): number {
  return startOfDay(addDays(shanghaiDay(at), 1))
}

function bookable(
  state: MemberState,
  release: Release,
  { which, branchId, now }: { which: WhichBenefit; branchId: string; now: number },
): Bookable | null {
  const held = findHeld(state, release, { which, now })
  const terms = held?.offer.kind === 'service' ? held.offer.appointment : undefined
  return held && terms?.branchIds.includes(branchId) ? { ...(held as HeldBenefit<Service>), terms } : null
}

function slotAt(
  state: MemberState,
  release: Release,
  held: Bookable,
  where: { slot: Terms['slots'][number]; branchId: string; day: string; now: number },
): Slot {
  const { slot, branchId, day, now } = where
  const at = startOf(slot, day)
  const opensAt = at - (held.terms.openHours + earlierHours(state, release, held.terms, now)) * HOUR_MS
  const stock = slotStock({ benefitId: held.offer.id, branchId, at })
  return { at, places: slot.places, opensAt, stock, why: whyNot(state, held, { at, opensAt, now }) }
}

function startOf({ at }: { readonly at: string }, day: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return startOfDay(day) + (hours * 60 + minutes) * MINUTE_MS
}

/** Hours before the general opening, by rank; who has priority in booking counts as the highest (M034, M037). */
function earlierHours(state: MemberState, release: Release, { earlier }: Terms, now: number): number {
  const rank = hasPrivilege(state, release, 'priority_booking', now) ? Infinity : rankAt(state, now)
  return earlier.reduce(
    (most, { tierAtLeast, hours }) => (tierAtLeast <= rank ? Math.max(most, hours) : most),
    0,
  )
}

function whyNot(
  state: MemberState,
  held: Bookable,
  { at, opensAt, now }: { at: number; opensAt: number; now: number },
): string | null {
  const { key, offer, period } = held
  if (now >= at) return '这个时段已经开始'
  if (period && at >= period.endsAt) return '会员卡在这之前到期'
  if (now < opensAt) return `${momentWords(opensAt, now)}开放预约`
  if (
    state.benefits.appointments.some(
      (one) => one.benefitKey === key && one.at === at && one.state === 'booked',
    )
  )
    return '您已预约这个时段'
  const window = windowAt(offer.per, at, period).key
  const used = useCount(state.benefits, key, window).units + bookedUnits(state, held, window)
  return used >= offer.units ? '这一期的次数已用完' : null
}

function momentWords(at: number, now: number): string {
  const day = shanghaiDay(at)
  const minutes = Math.floor((at - startOfDay(day)) / MINUTE_MS)
  const clock = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
  return `${dayWords(day, now)}${clock}`
}

function moved(
  state: MemberState,
  appointment: Appointment,
  now: number,
  due: readonly Due[],
): AppointmentDecision {
  const { benefits } = state
  const after = {
    ...state,
    benefits: {
      ...benefits,
      appointments: [...benefits.appointments.filter(({ id }) => id !== appointment.id), appointment],
    },
  }
  const kept = withoutEndedUses(after, now)
  return {
    ok: true,
    state: kept.state,
    postings: kept.postings,
    facts: { kind: 'appointment', appointment },
    due,
  }
}
