import { type Refusal, refuse } from '../contract/refusals'
import type { PlanTerms } from '../contract/catalogue'
import { account, transfer } from './balances'
import { shanghaiMonth } from './calendar'
import type { Posting } from './decision'
import { cumulativeShare, splitByLargestRemainder } from './money'
import type { Release } from './release'
import type { TopUpLot, Wallet, WalletShare } from './wallet'

/**
 * Taking money from a wallet and putting it back (M014, F22): the oldest top-up first, principal
 * and bonus apart, each share remembered, so that an undo restores exactly what was taken.
 */

export type SpendOrder = NonNullable<PlanTerms['storedValue']>['spendOrder']

export interface Spend {
  /** Fen to be taken from the balance. */
  readonly amount: number
  /** Fen that the same goods cost before any discount (法释〔2025〕4号 19). */
  readonly list: number
  /** Which money of a top-up goes first: as the version says that it was sold with (M098). */
  readonly spendOrderOf: (lot: TopUpLot) => SpendOrder
  readonly now: number
}

export interface Spent {
  readonly wallet: Wallet
  readonly shares: WalletShare[]
  /** Fen by kind: their sum is the amount. */
  readonly principal: number
  readonly bonus: number
}

/** Fen that can be spent: principal and bonus of all top-ups. */
export function walletBalance({ lots }: Pick<Wallet, 'lots'>): number {
  return lots.reduce((sum, lot) => sum + leftIn(lot), 0)
}

/** Takes an amount from the balance. Refuses BALANCE_SHORT (detail: what is available) if it doesn't cover it. */
export function spendFromWallet(wallet: Wallet, { amount, list, spendOrderOf, now }: Spend): Spent | Refusal {
  const available = walletBalance(wallet)
  if (amount > available) return refuse('BALANCE_SHORT', { available })
  if (amount === 0) return { wallet, shares: [], principal: 0, bonus: 0 }
  const oldestFirst = [...wallet.lots].sort((a, b) => a.paidAt - b.paidAt)
  const taken: { lot: TopUpLot; principal: number; bonus: number }[] = []
  let open = amount
  for (const lot of oldestFirst) {
    const part = Math.min(open, leftIn(lot))
    if (part === 0) continue
    const principal = principalOf(lot, part, spendOrderOf(lot))
    taken.push({ lot, principal, bonus: part - principal })
    open -= part
  }
  const lists = splitByLargestRemainder(
    list,
    taken.map(({ principal, bonus }) => principal + bonus),
  )
  const shares = taken.map(({ lot, principal, bonus }, index): WalletShare => {
    return { orderId: lot.orderId, principal, bonus, list: lists[index] ?? 0 }
  })
  return {
    wallet: counted(emptied(withShares(wallet, shares, -1), shares, now), amount, now),
    shares,
    principal: shares.reduce((sum, share) => sum + share.principal, 0),
    bonus: shares.reduce((sum, share) => sum + share.bonus, 0),
  }
}

/**
 * Puts back exactly what was taken. Refuses UNDO_TOO_LATE when a top-up was itself given back since:
 * its refund has settled what was spent of it, and putting it back again would pay twice.
 */
export function giveBack(wallet: Wallet, shares: readonly WalletShare[], now: number): Wallet | Refusal {
  const standing = (orderId: string) => wallet.lots.find((lot) => lot.orderId === orderId)?.refunded === 0
  if (!shares.every(({ orderId }) => standing(orderId))) return refuse('UNDO_TOO_LATE')
  const amount = shares.reduce((sum, { principal, bonus }) => sum + principal + bonus, 0)
  return counted(withShares(wallet, shares, 1), -amount, now)
}

/** Both kinds of money leave the member's accounts; `back` puts them there again. */
export function walletPostings(shares: readonly WalletShare[], direction: 'spend' | 'back'): Posting[] {
  const sign = direction === 'spend' ? 1 : -1
  return shares.flatMap(({ orderId, principal, bonus }) => [
    ...transfer('principal', account.principal(orderId), 'shop/principal', sign * principal),
    ...transfer('bonus', account.bonus(orderId), 'shop/bonus', sign * bonus),
  ])
}

export interface WalletTerms {
  /** What the member pays of a list price while the balance lasts: 8000 is 8折. */
  readonly basisPoints: number
  /** The version and step that promise it: the proof on the receipt names them (M044). */
  readonly versionId: string
  readonly stepId: string
  readonly title: string
}

/**
 * The best price factor among the top-ups that still have money, by the versions they were sold
 * with (M014, M098); null when none gives one.
 */
export function walletTerms(
  wallet: Pick<Wallet, 'lots'>,
  release: Pick<Release, 'versions'>,
): WalletTerms | null {
  let best: WalletTerms | null = null
  for (const lot of wallet.lots) {
    if (leftIn(lot) === 0) continue
    const terms = release.versions[lot.versionId]?.terms
    const step = terms?.storedValue?.ladder.find(({ id }) => id === lot.stepId)
    if (!step || step.memberBasisPoints >= (best?.basisPoints ?? 10_000)) continue
    const { memberBasisPoints: basisPoints, id: stepId } = step
    best = { basisPoints, versionId: lot.versionId, stepId, title: `储值${discountText(basisPoints)}` }
  }
  return best
}

/** What the member pays of a list price now: 10000, all of it, once the balance is empty. */
export function walletBasisPoints(wallet: Pick<Wallet, 'lots'>, release: Pick<Release, 'versions'>): number {
  return walletTerms(wallet, release)?.basisPoints ?? 10_000
}

/** Which money of a lot is spent first, by the version that it was sold with. */
export function spendOrderIn(release: Pick<Release, 'versions'>): Spend['spendOrderOf'] {
  return ({ versionId }) => release.versions[versionId]?.terms.storedValue?.spendOrder ?? 'principal_first'
}

function leftIn({ principalLeft, bonusLeft }: TopUpLot): number {
  return principalLeft + bonusLeft
}

/**
 * The principal in a part of a lot. In proportion, what was spent of the principal so far is always
 * floor(spent * paid / (paid + bonus)): then the principal that is left is what article 18 gives
 * back, to the fen, however many spends there were.
 */
function principalOf(lot: TopUpLot, part: number, order: SpendOrder): number {
  if (order === 'principal_first') return Math.min(part, lot.principalLeft)
  const face = lot.principal + lot.bonus
  const target = cumulativeShare(lot.principal, face - leftIn(lot) + part, face)
  const principal = target - (lot.principal - lot.principalLeft)
  return Math.min(Math.max(principal, part - lot.bonusLeft, 0), part, lot.principalLeft)
}

function withShares(wallet: Wallet, shares: readonly WalletShare[], sign: 1 | -1): Wallet {
  return {
    ...wallet,
    lots: wallet.lots.map((lot) => {
      const share = shares.find(({ orderId }) => orderId === lot.orderId)
      if (!share) return lot
      const { emptiedAt: _before, ...rest } = lot
      return {
        ...rest,
        principalLeft: lot.principalLeft + sign * share.principal,
        bonusLeft: lot.bonusLeft + sign * share.bonus,
        listSpent: lot.listSpent - sign * share.list,
      }
    }),
  }
}

/** A top-up that has just been used up stays a while, for goods that come back. */
function emptied(wallet: Wallet, shares: readonly WalletShare[], now: number): Wallet {
  const taken = new Set(shares.map(({ orderId }) => orderId))
  return {
    ...wallet,
    lots: wallet.lots.map((lot) =>
      taken.has(lot.orderId) && leftIn(lot) === 0 ? { ...lot, emptiedAt: now } : lot,
    ),
  }
}

function counted(wallet: Wallet, amount: number, now: number): Wallet {
  const month = shanghaiMonth(now)
  const before = wallet.spent.month === month ? wallet.spent.amount : 0
  return { ...wallet, spent: { month, amount: before + amount } }
}

/** 8000 is 8折, 8500 is 8.5折. */
export function discountText(basisPoints: number): string {
  const digits = String(basisPoints).padStart(4, '0')
  const tenths = digits.slice(1).replace(/0+$/, '')
  return `${digits.slice(0, 1)}${tenths === '' ? '' : `.${tenths}`}折`
}
