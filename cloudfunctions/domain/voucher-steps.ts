import { refuse } from '../contract/refusals'
import { lastDayOf } from './calendar'
import type { Decision } from './decision'
import { returnFlash } from './flash-sales'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import { expireVoucher } from './rewards'
import type { Voucher, VoucherFacts } from './voucher'

/** A voucher is told of before it ends, and gives back what was paid for it when nobody came. */

const DAY_MS = 86_400_000
/** Told of so many days before its end. */
const TOLD_BEFORE_DAYS = [7, 1] as const

/** Moments of all open vouchers, in epoch ms. */
export function voucherMoments({ vouchers }: Pick<MemberState, 'vouchers'>): number[] {
  return vouchers.filter(({ state }) => state === 'open').map((voucher) => nextMoment(voucher).at)
}

export function voucherSteps(state: MemberState, { release, now }: StepContext): MemberStep[] {
  return state.vouchers.flatMap((voucher): MemberStep[] => {
    if (voucher.state !== 'open') return []
    const { at, days } = nextMoment(voucher)
    if (at > now) return []
    const { id: voucherId } = voucher
    if (days !== null)
      return [
        {
          operationId: `voucher-told:${voucherId}:${days}`,
          command: 'renewal.voucherReminder',
          input: { voucherId, days },
          decide: (current) => tell(current, voucherId, now),
        },
      ]
    return [
      {
        operationId: `voucher-end:${voucherId}`,
        command: 'renewal.voucherEnds',
        input: { voucherId },
        decide: (current) =>
          voucher.orderId === undefined
            ? expireVoucher(current, { voucherId, now })
            : returnFlash(current, {
                voucherId,
                paidAt: voucher.from,
                expected: voucher.paid ?? 0,
                refundDays: release.settings?.prepaid?.refundDays,
                now,
              }),
      },
    ]
  })
}

/** What comes next for an open voucher: the days before its end on which it is told of, or its end. */
function nextMoment({ from, until, told }: Voucher): { at: number; days: number | null } {
  for (const days of TOLD_BEFORE_DAYS) {
    const at = until - days * DAY_MS
    // A short one isn't told of on the day it is given.
    if (at - from >= DAY_MS && (told === undefined || told > days)) return { at, days }
  }
  return { at: until, days: null }
}

/** One reminder, however many moments passed while no timer ran. */
function tell(
  state: MemberState,
  voucherId: string,
  now: number,
): Decision<Extract<VoucherFacts, { kind: 'voucher_told' }>> {
  const voucher = state.vouchers.find(({ id }) => id === voucherId)
  if (voucher?.state !== 'open') return refuse('VOUCHER_UNUSABLE')
  const told = Math.ceil((voucher.until - now) / DAY_MS)
  const days = TOLD_BEFORE_DAYS.filter((before) => before >= told).at(-1) ?? 1
  return {
    ok: true,
    state: {
      ...state,
      vouchers: state.vouchers.map((one) => (one.id === voucherId ? { ...one, told: days } : one)),
    },
    postings: [],
    facts: { kind: 'voucher_told', voucherId, days, at: now },
    due: [
      {
        kind: 'message',
        key: `reminder:${state.number}:voucher:${voucherId}:${days}`,
        owner: 'renewal',
        flow: 'voucher_expiry',
        memberId: state.number,
        about: {
          id: voucherId,
          amount: voucher.paid ?? 0,
          day: lastDayOf(voucher.until),
          title: voucher.title,
        },
        until: voucher.until,
      },
    ],
  }
}
