import fc from 'fast-check'
import type { ReceiptFacts } from '../../cloudfunctions/domain/member'
import { splitByLargestRemainder } from '../../cloudfunctions/domain/money'
import {
  difference,
  pointsBetween,
  type ReturnedShare,
  returnedShare,
  walletBetween,
} from '../../cloudfunctions/domain/return-shares'
import { holds } from './property'

interface Made {
  readonly lines: readonly { unit: number; quantity: number; off: number; byPoints: number }[]
  readonly fromBalance: number
  readonly principal: number
  readonly points: number
}

/** A receipt whose lines were lowered by a member price and by points, paid in part from two top-ups. */
function receiptOf({ lines, fromBalance, principal, points }: Made): ReceiptFacts {
  const priced = lines.map(({ unit, quantity, off, byPoints }) => {
    const list = unit * quantity
    const price = Math.floor((list * off) / 10_000)
    const last = Math.floor(((list - price) * byPoints) / 10_000)
    const proofs = [
      { source: 'member_price', amount: price },
      { source: 'points', amount: last },
    ]
    return { list, paid: list - price - last, saved: price + last, quantity, proofs }
  })
  const sum = (pick: (line: (typeof priced)[number]) => number) =>
    priced.reduce((total, line) => total + pick(line), 0)
  const [paid, saved] = [sum((line) => line.paid), sum((line) => line.saved)]
  const off = sum(({ proofs }) => proofs[1]?.amount ?? 0)
  const balance = Math.floor((paid * fromBalance) / 10_000)
  const own = Math.floor((balance * principal) / 10_000)
  const [first = 0, second = 0] = splitByLargestRemainder(own, [1, 2])
  const walletShares = [
    { orderId: 'a', principal: first, bonus: balance - own, list: sum(({ list }) => list) },
    { orderId: 'b', principal: second, bonus: 0, list: 0 },
  ]
  const spent = off === 0 ? 0 : points
  const shares = splitByLargestRemainder(spent, [2, 1]).map((part) => {
    return { points: part, usableFrom: 0, expiresAt: null }
  })
  return {
    ...{ lines: priced, list: sum(({ list }) => list), paid, saved, walletShares },
    tenders: { cash: paid - balance, principal: own, bonus: balance - own },
    pointsSpent: { points: spent, off, shares },
    earned: { points: Math.floor(paid / 100), usableFrom: 0, expiresAt: null },
    grown: { growth: Math.floor(paid / 100) },
  } as unknown as ReceiptFacts
}

describe('what a part of a receipt is worth', () => {
  const rate = fc.integer({ min: 0, max: 10_000 })
  const line = fc.record({
    unit: fc.integer({ min: 1, max: 9999 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    off: rate,
    byPoints: rate,
  })
  const made = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    fromBalance: rate,
    principal: rate,
    points: fc.integer({ min: 0, max: 5000 }),
  })

  test('H10 thread 11: many partial returns in any order add up to the receipt exactly, none below zero', () => {
    holds(
      fc.property(made, fc.array(fc.nat({ max: 50 }), { maxLength: 60 }), (wanted, order) => {
        const receipt = receiptOf(wanted)
        const units: Record<string, number> = {}
        let before = returnedShare(receipt, units)
        const parts: ReturnedShare[] = []
        const points: number[] = []
        const wallet = { principal: 0, bonus: 0, list: 0 }
        const open = receipt.lines.flatMap(({ quantity }, index) =>
          Array.from({ length: quantity }, () => index),
        )
        while (open.length > 0) {
          const [next = 0] = open.splice((order[parts.length] ?? 0) % open.length, 1)
          units[String(next)] = (units[String(next)] ?? 0) + 1
          const after = returnedShare(receipt, units)
          const part = difference(after, before)
          parts.push(part)
          points.push(
            ...pointsBetween(receipt.pointsSpent?.shares ?? [], before.pointsSpent, after.pointsSpent).map(
              (share) => share.points,
            ),
          )
          for (const share of walletBetween(receipt.walletShares ?? [], before, after)) {
            wallet.principal += share.principal
            wallet.bonus += share.bonus
            if (share.principal < 0 || share.bonus < 0) return false
          }
          const { refund, toBalance, principal, earned, growth, pointsSpent } = part
          if (refund < 0 || toBalance < 0 || refund < toBalance || principal < 0) return false
          if (principal > toBalance || earned < 0 || growth < 0 || pointsSpent < 0) return false
          before = after
        }
        const all = (pick: (part: ReturnedShare) => number) =>
          parts.reduce((sum, part) => sum + pick(part), 0)
        return (
          all(({ refund }) => refund) === receipt.paid &&
          all(({ saved }) => saved) === receipt.saved &&
          all(({ period }) => period) === receipt.saved &&
          all(({ bySource }) => bySource.points ?? 0) === receipt.pointsSpent?.off &&
          all(({ earned }) => earned) === (receipt.paid === 0 ? 0 : receipt.earned?.points) &&
          all(({ growth }) => growth) === (receipt.paid === 0 ? 0 : receipt.grown?.growth) &&
          points.reduce((sum, one) => sum + one, 0) === receipt.pointsSpent?.points &&
          wallet.principal === receipt.tenders?.principal &&
          wallet.bonus === receipt.tenders?.bonus
        )
      }),
      1000,
    )
  })
})
