import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { foldCoupons } from '../../cloudfunctions/domain/coupon-report'

type Entry = Pick<JournalEntry, 'postings' | 'facts'>

const LOT = 'grant-a:t:man20jian3'
const OWN_LOT = 'receipt-b:c0:t:changxian'

/** Only what the report reads of an entry. */
function entry(facts: object, moves: readonly (readonly [lotId: string, amount: number])[]): Entry {
  return {
    facts: facts as JournalEntry['facts'],
    postings: moves.map(([lotId, amount]) => ({
      asset: 'coupon',
      account: `member/coupons/${lotId}`,
      amount,
    })),
  }
}

const receipt = (receiptId: string, coupons: readonly object[] = []) => ({
  kind: 'receipt',
  receipt: { receiptId, coupons },
})

describe('what the coupons of a template did', () => {
  test('a coupon that ended long ago was given all the same, whichever receipt its end is written with', () => {
    const folds = foldCoupons(
      [
        entry({ kind: 'coupons_claimed' }, [[LOT, 3]]),
        entry(receipt('receipt-a', [{ lotId: LOT, amount: 300 }]), [[LOT, -1]]),
        entry(receipt('receipt-z'), [[LOT, -2]]),
      ],
      new Map(),
    )
    expect(folds.get('man20jian3')).toEqual({ issued: 3, used: 1, takenOff: 300 })
  })

  test('a coupon that an order had given and takes along is as if never given', () => {
    const given = entry(receipt('receipt-b'), [[OWN_LOT, 1]])
    const undone = entry(receipt('receipt-b'), [[OWN_LOT, -1]])
    expect(foldCoupons([given], new Map()).get('changxian')).toMatchObject({ issued: 1 })
    expect(foldCoupons([given, undone], new Map()).get('changxian')).toMatchObject({ issued: 0 })
    const brought = entry({ kind: 'goods_return', receiptId: 'receipt-b', coupons: [] }, [[OWN_LOT, -1]])
    expect(foldCoupons([given, brought], new Map()).get('changxian')).toMatchObject({ issued: 0 })
  })
})
