import { type Refusal, refuse } from '../contract/refusals'
import { isDay, shanghaiDay } from './calendar'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'

/** Weights and check characters of the citizen identity number (GB 11643). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/** Chinese characters, with the dot of longer names; at least two. */
const NAME = /^\p{Script=Han}[\p{Script=Han}·]{0,28}\p{Script=Han}$/u

/** True for 18 characters with a day of birth that exists and has passed, and the right check character. */
export function isIdentityNumber(number: string, now: number): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isDay(born) || born < '1900-01-01' || born > shanghaiDay(now)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number.charAt(index)), 0)
  return CHECKS.charAt(sum % 11) === number.charAt(17)
}

/** Null for a name and number that can be; else NAME_INVALID. Nothing of them is in the refusal. */
export function checkName(name: string, identityNumber: string, now: number): Refusal | null {
  return NAME.test(name) && isIdentityNumber(identityNumber, now) ? null : refuse('NAME_INVALID')
}

/** 林晓雯 is 林**: what the member recognises and nobody else can use. */
export function maskName(name: string): string {
  return `${[...name][0] ?? ''}**`
}

/**
 * Registers who holds the wallet, which lifts the cap (L5). Of name and number only a keyed digest
 * and the mask arrive here, and the journal gets the digest alone.
 */
export function registerName(
  state: MemberState,
  { digest, masked, now }: { digest: string; masked: string; now: number },
): Decision<Extract<Facts, { kind: 'registered_name' }>> {
  return {
    ok: true,
    state: { ...state, wallet: { ...state.wallet, registeredName: { digest, masked, at: now } } },
    postings: [],
    facts: { kind: 'registered_name', digest, at: now },
    due: [],
  }
}
