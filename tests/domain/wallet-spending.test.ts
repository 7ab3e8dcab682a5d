import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { balanced, foldPostings } from '../../cloudfunctions/domain/balances'
import type { Release } from '../../cloudfunctions/domain/release'
import { topUpRefundQuote } from '../../cloudfunctions/domain/top-up-refund'
import {
  EMPTY_WALLET,
  type TopUpLot,
  type Wallet,
  type WalletShare,
} from '../../cloudfunctions/domain/wallet'
import {
  giveBack,
  spendFromWallet,
  spendOrderIn,
  type SpendOrder,
  type Spent,
  walletBalance,
  walletBasisPoints,
  walletPostings,
  walletTerms,
} from '../../cloudfunctions/domain/wallet-spending'
import { holds } from './property'
import { accepted, at, codeOf } from './story'

const NOW = at('2027-03-10T10:00')

export function lotOf(orderId: string, principal: number, bonus = 0, paidAt = NOW): TopUpLot {
  const ids = { orderId, planId: 'chuzhi', versionId: 'chuzhi-1', stepId: 'step-3000' }
  return {
    ...ids,
    paidAt,
    principal,
    bonus,
    principalLeft: principal,
    bonusLeft: bonus,
    listSpent: 0,
    refunded: 0,
  }
}

const walletOf = (...lots: TopUpLot[]): Wallet => ({ ...EMPTY_WALLET, lots })

function spend(wallet: Wallet, amount: number, order: SpendOrder = 'principal_first', list = amount): Spent {
  return accepted(spendFromWallet(wallet, { amount, list, spendOrderOf: () => order, now: NOW }))
}

function stepped(basisPoints: number, id = 'chuzhi-1'): Pick<Release, 'versions'> {
  const ladder = [
    { id: 'step-3000', principal: 300_000, bonus: 0, memberBasisPoints: basisPoints, perks: [] },
    { id: 'step-5000', principal: 500_000, bonus: 0, memberBasisPoints: basisPoints - 1000, perks: [] },
  ]
  const terms = { storedValue: { ladder, spendOrder: 'pro_rata' } }
  return { versions: { [id]: { id, planId: 'chuzhi', number: 1, since: 0, terms } } } as never
}

describe('spending from a wallet', () => {
  test('M014 principal first: the bonus is touched only once the principal of its top-up is used up', () => {
    const { wallet, shares, principal, bonus } = spend(walletOf(lotOf('a', 1000, 200)), 1100)
    expect([principal, bonus]).toEqual([1000, 100])
    expect(shares).toEqual([{ orderId: 'a', principal: 1000, bonus: 100, list: 1100 }])
    expect(wallet.lots[0]).toMatchObject({ principalLeft: 0, bonusLeft: 100, listSpent: 1100 })
  })

  test('M014 in proportion: 300.00 of 1000.00 and 200.00 take 250.00 principal and 50.00 bonus', () => {
    const { principal, bonus } = spend(walletOf(lotOf('a', 100_000, 20_000)), 30_000, 'pro_rata')
    expect([principal, bonus]).toEqual([25_000, 5000])
  })

  test('M014 the oldest top-up is spent first, whatever its place', () => {
    const wallet = walletOf(lotOf('new', 1000, 0, NOW), lotOf('old', 500, 100, NOW - 1))
    const { shares } = spend(wallet, 800, 'principal_first', 1000)
    expect(shares).toEqual([
      { orderId: 'old', principal: 500, bonus: 100, list: 750 },
      { orderId: 'new', principal: 200, bonus: 0, list: 250 },
    ])
  })

  test('more than there is: refused with what is available, nothing taken', () => {
    const wallet = walletOf(lotOf('a', 1000, 200))
    const refusal = spendFromWallet(wallet, {
      amount: 1201,
      list: 1201,
      spendOrderOf: () => 'principal_first',
      now: NOW,
    })
    expect(refusal).toMatchObject({ code: 'BALANCE_SHORT', detail: { available: 1200 } })
    expect(spend(wallet, 0).shares).toEqual([])
  })

  test('M014 F22 a top-up of 3000.00 sets the price factor 0.80 while its balance is above zero', () => {
    const release = stepped(8000)
    let wallet = walletOf(lotOf('a', 300_000))
    expect(walletBasisPoints(EMPTY_WALLET, release)).toBe(10_000)
    expect(walletBasisPoints(wallet, release)).toBe(8000)
    expect(walletTerms(wallet, release)).toEqual({
      basisPoints: 8000,
      versionId: 'chuzhi-1',
      stepId: 'step-3000',
      title: '储值8折',
    })
    wallet = spend(wallet, 80_000, 'principal_first', 100_000).wallet
    expect(walletBalance(wallet)).toBe(220_000)
    expect(walletBasisPoints(wallet, release)).toBe(8000)
    wallet = spend(wallet, 220_000, 'principal_first', 275_000).wallet
    expect(walletBalance(wallet)).toBe(0)
    expect(walletBasisPoints(wallet, release)).toBe(10_000)
  })

  test('M014 of several top-ups the best factor counts, by the version each was sold with', () => {
    const versions = { ...stepped(9000).versions, ...stepped(8000, 'chuzhi-2').versions }
    const old = lotOf('a', 300_000)
    const better = { ...lotOf('b', 500_000), stepId: 'step-5000', versionId: 'chuzhi-2' }
    expect(walletBasisPoints(walletOf(old), { versions })).toBe(9000)
    expect(walletTerms(walletOf(old), stepped(8550))?.title).toBe('储值8.55折')
    expect(walletBasisPoints(walletOf(old, better), { versions })).toBe(7000)
    expect(walletBasisPoints(walletOf(old, { ...better, principalLeft: 0 }), { versions })).toBe(9000)
    expect(spendOrderIn({ versions })(better)).toBe('pro_rata')
    expect(spendOrderIn({ versions })({ ...better, versionId: 'unknown' })).toBe('principal_first')
  })

  test('M117 the month counts what was taken and what came back, a new month begins at zero', () => {
    const first = spend(walletOf(lotOf('a', 1000)), 300)
    expect(first.wallet.spent).toEqual({ month: '2027-03', amount: 300 })
    const back = accepted(giveBack(first.wallet, first.shares, at('2027-03-31T23:59')))
    expect(back.spent).toEqual({ month: '2027-03', amount: 0 })
    const april = accepted(giveBack(first.wallet, first.shares, at('2027-04-01T00:00')))
    expect(april.spent).toEqual({ month: '2027-04', amount: -300 })
  })

  test('nothing is put back into a top-up that was given back or has left', () => {
    const { wallet, shares } = spend(walletOf(lotOf('a', 1000)), 300)
    const refunded = { ...wallet, lots: wallet.lots.map((lot) => ({ ...lot, refunded: 700 })) }
    expect(codeOf(giveBack(refunded, shares, NOW))).toBe('UNDO_TOO_LATE')
    expect(codeOf(giveBack(EMPTY_WALLET, shares, NOW))).toBe('UNDO_TOO_LATE')
  })
})

const lots = fc.array(
  fc.record({ principal: fc.integer({ min: 100, max: 500_000 }), bonus: fc.nat(500_000), age: fc.nat(5) }),
  { minLength: 1, maxLength: 5 },
)
const acts = fc.array(
  fc.record({
    amount: fc.integer({ min: 1, max: 400_000 }),
    extra: fc.nat(50_000),
    undo: fc.boolean(),
    pick: fc.nat(9),
  }),
  { maxLength: 30 },
)
const order = fc.constantFrom<SpendOrder>('principal_first', 'pro_rata')

describe('whatever is spent and put back', () => {
  test('M014 I4 the money of all top-ups is what was paid in less what was taken, never below zero, and postings balance', () => {
    holds(
      fc.property(lots, acts, order, (specs, steps, spendOrder) => {
        let wallet = walletOf(
          ...specs.map(({ principal, bonus, age }, index) => lotOf(`o${index}`, principal, bonus, NOW - age)),
        )
        const total = walletBalance(wallet)
        const open: WalletShare[][] = []
        const folded = {}
        let taken = 0
        for (const { amount, extra, undo, pick } of steps) {
          const before = walletBalance(wallet)
          const [shares] = undo ? open.splice(pick % Math.max(1, open.length), 1) : []
          if (shares) {
            wallet = accepted(giveBack(wallet, shares, NOW))
            taken -= walletBalance(wallet) - before
            expect(balanced(walletPostings(shares, 'back'))).toBe(true)
            foldPostings(walletPostings(shares, 'back'), folded)
            continue
          }
          const list = amount + extra
          const spent = spendFromWallet(wallet, { amount, list, spendOrderOf: () => spendOrder, now: NOW })
          expect(isRefusal(spent)).toBe(amount > before)
          if (isRefusal(spent)) continue
          expect(spent.principal + spent.bonus).toBe(amount)
          expect(spent.shares.reduce((sum, share) => sum + share.list, 0)).toBe(list)
          expect(balanced(walletPostings(spent.shares, 'spend'))).toBe(true)
          foldPostings(walletPostings(spent.shares, 'spend'), folded)
          wallet = spent.wallet
          open.push(spent.shares)
          taken += amount
        }
        expect(walletBalance(wallet)).toBe(total - taken)
        for (const lot of wallet.lots) {
          expect(lot.principalLeft).toBeGreaterThanOrEqual(0)
          expect(lot.bonusLeft).toBeGreaterThanOrEqual(0)
          expect(lot.principalLeft).toBeLessThanOrEqual(lot.principal)
          expect(lot.bonusLeft).toBeLessThanOrEqual(lot.bonus)
          const shares = open.flat().filter(({ orderId }) => orderId === lot.orderId)
          expect(lot.listSpent).toBe(shares.reduce((sum, share) => sum + share.list, 0))
          const posted = folded as Record<string, number>
          const put = (name: string) => posted[name] ?? 0
          expect(put(`principal|member/principal/${lot.orderId}`)).toBe(lot.principalLeft - lot.principal)
          expect(put(`bonus|member/bonus/${lot.orderId}`)).toBe(lot.bonusLeft - lot.bonus)
        }
      }),
    )
  })

  test('an undo of everything, in any order, restores every top-up to the fen', () => {
    holds(
      fc.property(lots, acts, order, (specs, steps, spendOrder) => {
        const start = walletOf(
          ...specs.map(({ principal, bonus, age }, index) => lotOf(`o${index}`, principal, bonus, NOW - age)),
        )
        let wallet = start
        const open: WalletShare[][] = []
        for (const { amount, extra } of steps) {
          const list = amount + extra
          const spent = spendFromWallet(wallet, { amount, list, spendOrderOf: () => spendOrder, now: NOW })
          if (isRefusal(spent)) continue
          wallet = spent.wallet
          open.push(spent.shares)
        }
        for (const { pick } of steps) {
          const [shares] = open.splice(pick % Math.max(1, open.length), 1)
          if (shares) wallet = accepted(giveBack(wallet, shares, NOW))
        }
        for (const shares of open) wallet = accepted(giveBack(wallet, shares, NOW))
        expect(wallet.lots).toEqual(start.lots)
        expect(wallet.spent.amount).toBe(0)
      }),
    )
  })

  test('M014 L6 spent in proportion, the principal that is left is what article 18 gives back, to the fen', () => {
    holds(
      fc.property(
        fc.integer({ min: 100, max: 500_000 }),
        fc.nat(500_000),
        fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 20 }),
        (principal, bonus, amounts) => {
          let wallet = walletOf(lotOf('a', principal, bonus))
          for (const amount of amounts) {
            if (amount < walletBalance(wallet)) wallet = spend(wallet, amount, 'pro_rata').wallet
          }
          const [lot] = wallet.lots
          const quote = accepted(topUpRefundQuote(lot!, { cause: 'operator', now: NOW }))
          expect(quote.refund).toBe(lot!.principalLeft)
          expect(quote.refund).toBeLessThanOrEqual(principal)
        },
      ),
    )
  })
})
