import { refuse } from '../contract/refusals'
import { shanghaiDay } from './calendar'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'

/** Enough for members who left the phone at home, too few to find out who is a member. */
const MOST_LOOKUPS_A_DAY = 20

/**
 * Counts one search by phone number on the clerk who makes it, found or not, before anything is
 * shown. Refuses PHONE_LOOKUP_LIMIT.
 * @param found the member's number, or null
 */
export function countPhoneLookup(
  clerk: MemberState,
  { found, now }: { found: string | null; now: number },
): Decision<Extract<Facts, { kind: 'phone_lookup' }>> {
  const day = shanghaiDay(now)
  const count = clerk.phoneLookups.day === day ? clerk.phoneLookups.count : 0
  if (count >= MOST_LOOKUPS_A_DAY) return refuse('PHONE_LOOKUP_LIMIT')
  return {
    ok: true,
    state: { ...clerk, phoneLookups: { day, count: count + 1 } },
    postings: [],
    facts: { kind: 'phone_lookup', found, at: now },
    due: [],
  }
}
