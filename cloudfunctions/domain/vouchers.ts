import type { VoucherView } from '../contract/vouchers'
import { account, transfer } from './balances'
import { addDays, lastDayOf, shanghaiDay, startOfDay } from './calendar'
import type { Due, Posting } from './decision'
import type { MemberState } from './member'
import type { Voucher } from './voucher'
import type { Release } from './release'

/** What was handed over or ended stays for the list this long; the journal keeps it for ever. */
const VOUCHER_KEPT_MS = 35 * 86_400_000
/** Of those no more than the newest so many. */
const ENDED_KEPT = 20
/** So many may wait to be handed over before no more can be had; what was won is always given. */
export const MOST_OPEN_VOUCHERS = 30

type NewVoucher = Omit<Voucher, 'state'>

export interface Granted {
  readonly state: MemberState
  readonly postings: readonly Posting[]
}

/** A voucher joins the state, once: a second grant under the same id changes nothing. */
export function grantVoucher(state: MemberState, voucher: NewVoucher): Granted {
  if (state.vouchers.some(({ id }) => id === voucher.id)) return { state, postings: [] }
  return {
    state: { ...state, vouchers: [...state.vouchers, { ...voucher, state: 'open' }] },
    postings: transfer('voucher', 'shop/vouchers', account.voucher(voucher.id), 1),
  }
}

/** The end of a voucher that is good for whole days, the day of the grant not counted. */
export function voucherUntil(now: number, days: number): number {
  return startOfDay(addDays(shanghaiDay(now), days + 1))
}

export function findVoucher(state: Pick<MemberState, 'vouchers'>, voucherId: string): Voucher | null {
  return state.vouchers.find(({ id }) => id === voucherId) ?? null
}

/** True once a member has to fetch some before taking more. */
export function vouchersAreFull({ vouchers }: Pick<MemberState, 'vouchers'>): boolean {
  return vouchers.filter(({ state }) => state === 'open').length >= MOST_OPEN_VOUCHERS
}

/** True while it can be handed over. */
export function isOpen(voucher: Voucher, now: number): boolean {
  return voucher.state === 'open' && voucher.from <= now && now < voucher.until
}

/** Ends an open voucher: its piece goes back to the stock it was taken from. */
export function endVoucher(
  state: MemberState,
  voucher: Voucher,
  ended: 'expired' | 'returned',
): Granted & { readonly due: readonly Due[] } {
  const { stock, holdKey } = voucher
  return {
    state: withVoucher(state, { ...voucher, state: ended }),
    postings: transfer('voucher', account.voucher(voucher.id), 'shop/vouchers', 1),
    due: [{ kind: 'return_stock', key: `back:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey }],
  }
}

/** Vouchers that nobody asks for any more leave; open ones never do. */
export function keptVouchers({ vouchers }: Pick<MemberState, 'vouchers'>, now: number): Voucher[] {
  const ended = vouchers.filter(({ state, until }) => state !== 'open' && until + VOUCHER_KEPT_MS > now)
  const shown = new Set(ended.slice(-ENDED_KEPT))
  return vouchers.filter((voucher) => voucher.state === 'open' || shown.has(voucher))
}

export function voucherView(voucher: Voucher, release: Release, now: number): VoucherView {
  const { id, title, source, state, from, until, branchIds } = voucher
  const branches = branchIds ?? []
  return {
    voucherId: id,
    title,
    source,
    points: voucher.shares?.reduce((sum, { points }) => sum + points, 0) ?? 0,
    paid: voucher.paid ?? 0,
    orderId: voucher.orderId ?? null,
    state: state === 'open' && now >= until ? 'expired' : state,
    from: shanghaiDay(from),
    through: lastDayOf(until),
    branches: release.branches.filter((branch) => branches.includes(branch.id)).map(({ name }) => name),
    cancellable: isOpen(voucher, now) && (source === 'points' || source === 'sample' || source === 'flash'),
  }
}

export function withVoucher(state: MemberState, voucher: Voucher): MemberState {
  return { ...state, vouchers: state.vouchers.map((one) => (one.id === voucher.id ? voucher : one)) }
}
