import { type Refusal, refuse } from '../contract/refusals'
import { setBirthday } from './benefit-choices'
import type { MemberState } from './member'
import { type DeclaredBirthday, declaredBirthday, isMinor } from './minors'

export interface EnteredBirthday {
  /** `MM-DD`; null takes it out. */
  readonly monthDay: string | null
  /** Only to tell whether it is a minor's: it is not kept. Null: the member didn't say. */
  readonly year: number | null
  readonly now: number
}

/**
 * Keeps of a birthday what may be kept (L9, 未成年人网络保护条例 24). Refuses INPUT_INVALID for no day or
 * one to come, and what `setBirthday` refuses of another day.
 */
export function enterBirthday(
  state: MemberState,
  { monthDay, year, now }: EnteredBirthday,
): MemberState | Refusal {
  if (monthDay === null || year === null) {
    // Of who is under 14 no birthday is kept, whether its year is said again or not.
    const unkept = isMinor(state, now) && state.benefits.birthday.monthDay === null
    const set = setBirthday(state, { monthDay: unkept ? null : monthDay, now })
    return set.ok ? set.state : set
  }
  const declared = declaredBirthday(`${year}-${monthDay}`, now)
  if (!declared) return refuse('INPUT_INVALID', { path: 'birthday' })
  const set = setBirthday(state, { monthDay: declared.monthDay, now })
  return set.ok ? { ...set.state, privacy: withMinority(set.state, declared) } : set
}

function withMinority({ privacy }: MemberState, { minorUntil }: DeclaredBirthday): MemberState['privacy'] {
  const { minorUntil: _before, ...others } = privacy
  return { ...others, ...(minorUntil === null ? {} : { minorUntil }) }
}
