import { refuse } from '../contract/refusals'
import type { BenefitFacts } from './benefit-account'
import { fromToday } from './birthday-care'
import { standingOf } from './benefit-standing'
import { windowAt } from './benefit-windows'
import { isDay, shanghaiDay } from './calendar'
import type { Decision } from './decision'
import { findHeld, heldOfKind, type WhichBenefit } from './held-benefits'
import type { MemberState } from './member'
import type { Release } from './release'

/**
 * Chooses one of several for the window that runs (M080). Refuses BENEFIT_UNAVAILABLE, INPUT_INVALID
 * for an option that isn't offered, CHOICE_FIXED for another than the one that was used already.
 */
export function chooseBenefit(
  state: MemberState,
  { which, optionId, release, now }: { which: WhichBenefit; optionId: string; release: Release; now: number },
): Decision<Extract<BenefitFacts, { kind: 'benefit_choice' }>> {
  const held = findHeld(state, release, { which, now })
  if (held?.offer.kind !== 'choice') return refuse('BENEFIT_UNAVAILABLE')
  if (!held.offer.options.some(({ id }) => id === optionId))
    return refuse('INPUT_INVALID', { path: 'optionId' })
  const { used, chosen } = standingOf(state, held, now)
  if (used > 0 && chosen?.id !== optionId) return refuse('CHOICE_FIXED')
  const { key: benefitKey } = held
  const { key: window, until } = windowAt(held.offer.per, now, held.period)
  const others = state.benefits.choices.filter(
    (choice) => choice.until > now && (choice.benefitKey !== benefitKey || choice.window !== window),
  )
  const choices = [...others, { benefitKey, window, optionId, until }]
  return {
    ok: true,
    state: { ...state, benefits: { ...state.benefits, choices } },
    postings: [],
    facts: { kind: 'benefit_choice', benefitKey, window, optionId },
    due: [],
  }
}

/**
 * Enters, changes or takes out the birthday: month and day, never a year (L9). Refuses INPUT_INVALID
 * for a day that no year has, BIRTHDAY_FIXED for another one in a year whose gift was given (M037).
 */
export function setBirthday(
  state: MemberState,
  { monthDay, now }: { monthDay: string | null; now: number },
): Decision<Extract<BenefitFacts, { kind: 'birthday' }>> {
  const { birthday } = state.benefits
  // 29 February is one: a leap year shows it.
  if (monthDay !== null && !isDay(`2024-${monthDay}`)) return refuse('INPUT_INVALID', { path: 'monthDay' })
  if (isGiven(state, now) && monthDay !== null && monthDay !== birthday.monthDay)
    return refuse('BIRTHDAY_FIXED')
  return {
    ok: true,
    state: {
      ...state,
      benefits: { ...state.benefits, birthday: { ...birthday, monthDay } },
      care: fromToday(state.care, now),
    },
    postings: [],
    // The journal is kept for ever and holds nothing of the person.
    facts: { kind: 'birthday', at: now },
    due: [],
  }
}

/** What was entered, for who has a use for it or wants it out again; null: there is nothing to ask (L9). */
export function birthdayView(
  state: MemberState,
  release: Release,
  now: number,
): { monthDay: string | null; given: boolean } | null {
  const { monthDay } = state.benefits.birthday
  const isOfUse =
    release.care?.birthday !== undefined || heldOfKind(state, release, 'birthday', now).length > 0
  if (monthDay === null && !isOfUse) return null
  return { monthDay, given: isGiven(state, now) }
}

/** This year's gift was given. */
function isGiven({ benefits }: MemberState, now: number): boolean {
  return benefits.birthday.giftYear === Number(shanghaiDay(now).slice(0, 4))
}
