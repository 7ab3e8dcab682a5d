import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import type { ReceiptTenders } from '../contract/views'
import { cumulativeShare } from './money'
import type { PricedBasket } from './pricing'
import type { Wallet, WalletShare } from './wallet'
import { type Spend, spendFromWallet, walletBalance } from './wallet-spending'

/** What a balance would cover of a basket, and what the clerk would have to take otherwise. */
export interface BalanceCover {
  readonly available: number
  readonly covers: number
  readonly shortfall: number
}

export function balanceCover(wallet: Pick<Wallet, 'lots'>, paid: number): BalanceCover {
  const available = walletBalance(wallet)
  const covers = Math.min(available, paid)
  return { available, covers, shortfall: paid - covers }
}

export interface WalletPayment {
  readonly wallet: Wallet
  readonly tenders: ReceiptTenders
  readonly walletShares: WalletShare[]
}

/**
 * Pays a basket from the balance. Refuses BALANCE_SHORT (detail: available, covers, shortfall) while
 * the clerk has not said that exactly the rest is taken otherwise.
 */
export function payFromWallet(
  wallet: Wallet,
  payment: {
    readonly priced: Pick<PricedBasket, 'list' | 'paid'>
    readonly shortfall: number
    readonly spendOrderOf: Spend['spendOrderOf']
    readonly now: number
  },
): WalletPayment | Refusal {
  const { priced, shortfall, spendOrderOf, now } = payment
  const { list, paid } = priced
  const cover = balanceCover(wallet, paid)
  const nothing = cover.covers === 0 && paid > 0
  if (nothing || cover.shortfall !== shortfall) return refuse('BALANCE_SHORT', cover)
  const amount = cover.covers
  const spent = spendFromWallet(wallet, {
    amount,
    list: paid === 0 ? 0 : cumulativeShare(list, amount, paid),
    spendOrderOf,
    now,
  })
  if (isRefusal(spent)) return spent
  const { principal, bonus, shares } = spent
  return { wallet: spent.wallet, tenders: { cash: shortfall, principal, bonus }, walletShares: shares }
}
