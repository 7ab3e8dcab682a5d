import { refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { shanghaiMonth } from './calendar'
import type { Decision } from './decision'
import type { MemberState } from './member'
import { listPrice } from './price-history'
import type { Release } from './release'
import { forgetEnded, pruneCounters } from './retention'
import { flashSaleOf } from './flash-sales'
import { rewardOf } from './rewards'
import { withSavings } from './savings'
import type { Voucher, VoucherFacts } from './voucher'
import { findVoucher, isOpen, withVoucher } from './vouchers'

/**
 * Hands a voucher over, once. What it saved is the live list price of the same thing less what was
 * paid for it, and nothing where it isn't sold (L4). Refuses VOUCHER_UNUSABLE: unknown, used, ended,
 * or for other branches.
 * @param worth fen, see `worthOf`
 */
export function pickUpVoucher(
  state: MemberState,
  command: { voucherId: string; branchId: string; worth: number; now: number },
): Decision<Extract<VoucherFacts, { kind: 'voucher_picked_up' }>> {
  const { voucherId, branchId, worth, now } = command
  const voucher = findVoucher(state, voucherId)
  if (!voucher || !isOpen(voucher, now)) return refuse('VOUCHER_UNUSABLE')
  if (voucher.branchIds && !voucher.branchIds.includes(branchId)) return refuse('VOUCHER_UNUSABLE')
  const saved = Math.max(0, worth - (voucher.paid ?? 0))
  const source = voucher.source === 'points' ? 'points' : 'benefit'
  const month = shanghaiMonth(now)
  const handed = withVoucher(state, { ...voucher, state: 'picked_up', saved })
  const counted: MemberState = {
    ...handed,
    savings: withSavings(handed.savings, month, saved === 0 ? {} : { [source]: saved }, 1),
  }
  const kept = forgetEnded(pruneCounters(counted, now), now)
  return {
    ok: true,
    state: kept.state,
    postings: [
      ...transfer('voucher', account.voucher(voucherId), 'shop/vouchers', 1),
      ...transfer('saving', 'shop/list_price', account.saved(month, source), saved),
      ...kept.postings,
    ],
    facts: { kind: 'voucher_picked_up', voucherId, saved, branchId, at: now },
    due: [],
  }
}

/** Live list price of what a voucher gives, in fen; 0 where the shop doesn't sell it. */
export function worthOf({ source, rewardId }: Voucher, release: Release, now: number): number {
  const gives = rewardOf(release, rewardId)?.gives
  const productId =
    source === 'flash'
      ? flashSaleOf(release, rewardId)?.productId
      : gives?.kind === 'goods'
        ? gives.productId
        : undefined
  const product = release.products.find(({ id, available }) => available && id === productId)
  return product ? listPrice(product, now) : 0
}
