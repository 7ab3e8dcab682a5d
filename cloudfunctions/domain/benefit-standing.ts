import type { BenefitOffer, BenefitWindow } from '../contract/benefit-offers'
import { type Window, windowAt } from './benefit-windows'
import type { BenefitAccount } from './benefit-account'
import { shanghaiDay, shanghaiMonth } from './calendar'
import { type Draw, unitsDrawn } from './daily-quantities'
import type { HeldBenefit } from './held-benefits'
import type { MemberState } from './member'
import { yuanText } from './money'

/** How a benefit stands in its window: what was used, what is left, what it still takes. */
export interface Standing {
  /** Null for what isn't counted. */
  readonly window: Window | null
  /** Units, times, or fen for a capped one; null for what isn't counted, or was not chosen yet. */
  readonly of: number | null
  readonly used: number
  readonly left: number | null
  readonly unit: string
  readonly gate: GateStanding | null
  /** The option that was chosen for this window (M080). */
  readonly chosen: Choice['options'][number] | null
}

/** What has to be spent first, told before the purchase (M040). Fen. */
export interface GateStanding {
  readonly spend: number
  readonly spent: number
  readonly missing: number
  readonly rule: string
}

type Choice = Extract<BenefitOffer, { kind: 'choice' }>

/** Where the counting of this member's benefit stands at an instant. */
export function standingOf(state: MemberState, held: HeldBenefit, now: number): Standing {
  const gate = gateOf(state, held, now)
  const { offer } = held
  switch (offer.kind) {
    case 'quota':
      return counted(state, held, now, { per: offer.per, of: offer.units, unit: offer.unit, gate })
    case 'service':
      return counted(state, held, now, { per: offer.per, of: offer.units, unit: '次', gate })
    case 'delivery':
      return counted(state, held, now, { per: offer.per, of: offer.times, unit: '次', gate })
    case 'capped': {
      const window = windowAt(offer.per, now, held.period)
      const used = useCount(state.benefits, held.key, window.key).amount
      const left = Math.max(0, offer.most - used)
      return { window, of: offer.most, used, left, unit: '元', gate, chosen: null }
    }
    case 'choice': {
      const chosen = chosenOption(state, held as HeldBenefit<Choice>, now)
      if (chosen)
        return {
          ...counted(state, held, now, { per: offer.per, of: chosen.units, unit: chosen.unit, gate }),
          chosen,
        }
      const window = windowAt(offer.per, now, held.period)
      return { window, of: null, used: 0, left: null, unit: '', gate, chosen: null }
    }
    case 'first_of_day': {
      const window = windowAt('day', now, null)
      const used = unitsDrawn(state.draws, orderDraw(held, now)) > 0 ? 1 : 0
      return { window, of: 1, used, left: 1 - used, unit: '次', gate, chosen: null }
    }
    case 'birthday': {
      const open = isBirthdayOpen(state.benefits, now)
      return { window: null, of: 1, used: 0, left: open ? 1 : 0, unit: '次', gate, chosen: null }
    }
    case 'warranty':
    case 'if_available':
    case 'fulfilment':
    case 'privilege':
      return { window: null, of: null, used: 0, left: null, unit: '', gate, chosen: null }
  }
}

/** Units and fen used in a window; zero where nothing was. */
export function useCount(
  account: Pick<BenefitAccount, 'uses'>,
  benefitKey: string,
  window: string,
): { units: number; amount: number } {
  return (
    account.uses.find((use) => use.benefitKey === benefitKey && use.window === window) ?? {
      units: 0,
      amount: 0,
    }
  )
}

/** Appointments that hold a unit of a window until they are kept, cancelled or missed. */
export function bookedUnits(
  state: Pick<MemberState, 'benefits'>,
  { key, offer, period }: HeldBenefit,
  window: string,
): number {
  if (offer.kind !== 'service') return 0
  return state.benefits.appointments.filter(
    ({ benefitKey, state: at, at: instant }) =>
      benefitKey === key && at === 'booked' && windowAt(offer.per, instant, period).key === window,
  ).length
}

export function chosenOption(
  state: Pick<MemberState, 'benefits'>,
  { key, offer, period }: HeldBenefit<Choice>,
  now: number,
): Choice['options'][number] | null {
  const window = windowAt(offer.per, now, period).key
  const choice = state.benefits.choices.find((one) => one.benefitKey === key && one.window === window)
  return offer.options.find(({ id }) => id === choice?.optionId) ?? null
}

/** In the month of the birthday, unless this year's gift was given: whatever day is entered later (M037). */
export function isBirthdayOpen({ birthday }: Pick<BenefitAccount, 'birthday'>, now: number): boolean {
  const [year = '', month = ''] = shanghaiDay(now).split('-')
  return birthday.monthDay?.slice(0, 2) === month && birthday.giftYear !== Number(year)
}

function counted(
  state: MemberState,
  held: HeldBenefit,
  now: number,
  { per, of, unit, gate }: { per: BenefitWindow; of: number; unit: string; gate: GateStanding | null },
): Standing {
  const window = windowAt(per, now, held.period)
  const used = useCount(state.benefits, held.key, window.key).units
  const left = Math.max(0, of - used - bookedUnits(state, held, window.key))
  return { window, of, used, left, unit, gate, chosen: null }
}

function gateOf(state: MemberState, { offer, period }: HeldBenefit, now: number): GateStanding | null {
  if (!offer.gate) return null
  const { spend, within } = offer.gate
  const spent = Math.max(
    0,
    within === 'month' ? (state.spending[shanghaiMonth(now)]?.paid ?? 0) : (period?.spent ?? 0),
  )
  return { spend, spent, missing: Math.max(0, spend - spent), rule: gateRule(offer.gate) }
}

/** The condition in words, the same before and after the purchase (M040). */
export function gateRule({ spend, within }: NonNullable<BenefitOffer['gate']>): string {
  return `${within === 'month' ? '当月消费' : '本期会员卡有效期内用卡消费'}满${yuanText(spend)}后可用`
}

/** What each order of a day draws of a price for the first of them (M028): an undo gives it back. */
export function orderDraw({ planId, offer }: HeldBenefit, now: number): Omit<Draw, 'perDay'> {
  return { membershipId: planId ?? 'tier', benefitId: offer.id, day: shanghaiDay(now), units: 1 }
}
