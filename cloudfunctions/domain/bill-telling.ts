import { addMonths, startOfDay } from './calendar'
import { savedIn } from './bill'
import type { Due } from './due'
import type { MemberState } from './member'

/** Between ten in the morning and eight in the evening of the first day, by the member's number. */
const FIRST_MINUTE = 10 * 60
const MINUTES = 10 * 60
const MINUTE_MS = 60_000
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const NUMBER_DIGITS = 4

type Counted = Pick<MemberState, 'number' | 'savings' | 'spending'>

/** Tells members that a month's bill is there: each once, by the key of member and month (M045). */
export function billNotices(month: string): (state: Counted) => { due: Due; dueAt: number } {
  const first = addMonths(`${month}-01`, 1)
  const morning = startOfDay(first)
  // The next one is there then.
  const until = startOfDay(addMonths(first, 1))
  const title = `${Number(month.slice(5))}月账单`
  return (state) => {
    const orders = state.spending[month]?.orders ?? 0
    return {
      due: {
        kind: 'message',
        key: `bill:${state.number}:${month}`,
        owner: 'renewal',
        flow: 'monthly_bill',
        memberId: state.number,
        about: {
          id: month,
          amount: Math.max(0, savedIn(state, month)),
          day: first,
          title,
          count: Math.max(0, orders),
        },
        until,
      },
      dueAt: morning + (FIRST_MINUTE + minuteOf(state.number)) * MINUTE_MS,
    }
  }
}

/** A member's number is a keyed hash: its digits spread as evenly as any random number. */
function minuteOf(number: string): number {
  let value = 0
  for (const digit of number.slice(-NUMBER_DIGITS))
    value = value * DIGITS.length + Math.max(0, DIGITS.indexOf(digit))
  return Math.floor((value * MINUTES) / DIGITS.length ** NUMBER_DIGITS)
}
