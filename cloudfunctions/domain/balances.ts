import type { SavingSource } from '../contract/primitives'
import type { BenefitAccount } from './benefit-account'
import type { Asset, Posting } from './decision'
import type { GrowthAccount } from './growth-account'
import type { MemberState } from './member'
import { pointBalances } from './point-account'
import type { Wallet } from './wallet'

/** Amounts by `asset|account`; accounts that stand at zero are left out. */
export type Balances = Record<string, number>

/** The member's own accounts, by name: one place, so that postings and state can't drift apart. */
export const account = {
  saved: (month: string, source: SavingSource) => `member/saved/${month}/${source}`,
  fees: (month: string) => `member/fees/${month}`,
  period: (orderId: string) => `member/period/${orderId}`,
  /** Of the same, what one benefit saved (M091). */
  periodPart: (orderId: string, name: string) => `member/period_parts/${orderId}/${name}`,
  months: (membershipId: string) => `member/months/${membershipId}`,
  principal: (orderId: string) => `member/principal/${orderId}`,
  bonus: (orderId: string) => `member/bonus/${orderId}`,
  coupons: (lotId: string) => `member/coupons/${lotId}`,
  spending: (month: string) => `member/spending/${month}`,
  growth: (month: string) => `member/growth/${month}`,
  benefit: (key: string, window: string) => `member/benefits/${key}/${window}`,
  /** Fen given, for capped ones and delivery fees. */
  benefitAmount: (key: string, window: string) => `member/benefit_amounts/${key}/${window}`,
  voucher: (voucherId: string) => `member/vouchers/${voucherId}`,
} as const

/** What the state says of each of the member's accounts: the other side of the folded journal. */
export function balances(
  state: Pick<
    MemberState,
    'savings' | 'fees' | 'memberships' | 'coupons' | 'spending' | 'vouchers' | 'points'
  > & {
    readonly wallet: Pick<Wallet, 'lots'>
    readonly growth: Pick<GrowthAccount, 'byMonth'>
    readonly benefits: Pick<BenefitAccount, 'uses'>
  },
): Balances {
  const found: Balances = {}
  for (const [month, sources] of Object.entries(state.savings)) {
    for (const [source, amount] of Object.entries(sources)) {
      put(found, 'saving', account.saved(month, source as SavingSource), amount)
    }
  }
  for (const [month, amount] of Object.entries(state.fees)) put(found, 'fee', account.fees(month), amount)
  for (const membership of state.memberships) {
    put(found, 'card_months', account.months(membership.id), membership.months)
    for (const period of membership.periods) {
      put(found, 'period_saving', account.period(period.orderId), period.saved)
      for (const [name, amount] of Object.entries(period.savedBy ?? {}))
        put(found, 'benefit_saving', account.periodPart(period.orderId, name), amount)
    }
  }
  for (const { id, state: stands } of state.vouchers)
    if (stands === 'open') put(found, 'voucher', account.voucher(id), 1)
  for (const { id, left } of state.coupons) put(found, 'coupon', account.coupons(id), left)
  for (const [month, growth] of Object.entries(state.growth.byMonth))
    put(found, 'growth', account.growth(month), growth)
  for (const [month, { paid }] of Object.entries(state.spending))
    put(found, 'spending', account.spending(month), paid)
  for (const [name, points] of pointBalances(state.points)) put(found, 'points', name, points)
  for (const { benefitKey, window, units, amount } of state.benefits.uses) {
    put(found, 'benefit', account.benefit(benefitKey, window), units)
    put(found, 'benefit', account.benefitAmount(benefitKey, window), amount)
  }
  for (const { orderId, principalLeft, bonusLeft } of state.wallet.lots) {
    put(found, 'principal', account.principal(orderId), principalLeft)
    put(found, 'bonus', account.bonus(orderId), bonusLeft)
  }
  return found
}

/** Adds postings to balances of the member's own accounts (`member/…`); others are the shop's. */
export function foldPostings(postings: Iterable<Posting>, into: Balances = {}): Balances {
  for (const posting of postings) {
    if (posting.account.startsWith('member/')) put(into, posting.asset, posting.account, posting.amount)
  }
  return into
}

/** True when the amounts of each asset sum to zero and all are whole numbers: double entry holds. */
export function balanced(postings: readonly Posting[]): boolean {
  const sums = new Map<Asset, number>()
  for (const posting of postings) {
    if (!Number.isSafeInteger(posting.amount)) return false
    sums.set(posting.asset, (sums.get(posting.asset) ?? 0) + posting.amount)
  }
  return [...sums.values()].every((sum) => sum === 0)
}

/** Both legs of one movement; none for an amount of zero. */
export function transfer(asset: Asset, from: string, to: string, amount: number): Posting[] {
  if (amount === 0) return []
  return [
    { asset, account: from, amount: -amount },
    { asset, account: to, amount },
  ]
}

function put(into: Balances, asset: Asset, name: string, amount: number): void {
  const key = `${asset}|${name}`
  const sum = (into[key] ?? 0) + amount
  if (sum === 0) delete into[key]
  else into[key] = sum
}
