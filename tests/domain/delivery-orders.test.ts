import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import { account } from '../../cloudfunctions/domain/balances'
import { returnGoods } from '../../cloudfunctions/domain/goods-returns'
import { bakery, codeOf, DAY, MINUTE, OPENING, pieces, released, Story } from './story'

/** The year card with a waived delivery, 3 a month up to 8.00, and a coffee of 1.00 as the day's first. */
const withBenefits = (change: (draft: CatalogueDraft) => void = () => undefined) =>
  released(
    bakery((draft) => {
      draft.plans[0]!.terms.benefits = [
        {
          id: 'peisong',
          kind: 'delivery',
          title: '免配送费',
          detail: '每月3次,每次最多8元',
          cost: 500,
          most: 800,
          times: 3,
          per: 'month',
        },
        {
          id: 'zaocan',
          kind: 'first_of_day',
          title: '每天首单咖啡1元',
          detail: '每天第一笔已付款的订单',
          cost: 0,
          productIds: ['meishi', 'natie'],
          price: 100,
        },
      ]
      change(draft)
    }),
  )

function member(release = withBenefits()): Story {
  const story = new Story(release)
  story.buy()
  return story
}

describe('a delivery at the till', () => {
  test('M059 the fee is a line of its own, waived once per order; the saving is the real fee of that time', () => {
    const story = member()
    const { receiptId: _one, ...receipt } = story.settle([pieces('niujiaobao')], { fee: 600 })
    expect(receipt).toMatchObject({ list: 1800, paid: 1080, saved: 720, delivery: { fee: 600, waived: 600 } })
    expect(receipt.lines.map(({ name, list, paid }) => [name, list, paid])).toEqual([
      ['牛角包', 1200, 1080],
      ['配送费', 600, 0],
    ])
    expect(receipt.lines[1]!.proofs).toMatchObject([
      { source: 'delivery', amount: 600, rule: { kind: 'delivery', fee: 600 } },
    ])
    expect(story.state.savings['2027-03']).toEqual({ member_price: 120, delivery: 600 })
    expect(story.state.memberships[0]!.periods[0]!.saved).toBe(720)
    // Another fee, another saving: never more than the benefit promises.
    expect(story.settle([pieces('niujiaobao')], { fee: 1000 })).toMatchObject({
      paid: 1280,
      delivery: { fee: 1000, waived: 800 },
    })
  })

  test('M059 after its times the fee is paid; an undo gives the time back; the next month counts anew', () => {
    const story = member()
    const settle = () => story.settle([pieces('niujiaobao')], { fee: 600 })
    const receipts = [settle(), settle(), settle()]
    expect(story.priced([pieces('niujiaobao')], { fee: 600 })).toMatchObject({ paid: 1680 })
    story.undo(receipts[2]!)
    expect(settle().paid).toBe(1080)
    expect(settle().paid).toBe(1680)
    story.wait(30 * DAY)
    expect(settle().paid).toBe(1080)
  })

  test('M059 thread 11: goods come back without the fee, the last of them with it and the time that waived it', () => {
    const release = withBenefits((draft) => {
      draft.loyalty = { badges: [], returnDays: 7 }
    })
    const story = member(release)
    const receipts = [1, 2, 3].map(() => story.settle([pieces('niujiaobao', 2)], { fee: 1000 }))
    const [receipt] = receipts
    if (!receipt) throw new Error('nothing was settled')
    story.wait(16 * MINUTE)
    const bringBack = (line: number, quantity: number) => {
      const lines = [{ line, quantity }]
      const { now } = story
      return returnGoods(story.state, { receipt, branchId: 'laojie', lines, expected: null, release, now })
    }
    expect(codeOf(bringBack(1, 1))).toBe('INPUT_INVALID')
    const first = story.take(bringBack(0, 1))
    expect(first).toMatchObject({ refund: 1080, lines: [{ name: '牛角包', quantity: 1 }] })
    expect(story.priced([pieces('niujiaobao')], { fee: 600 }).delivery?.waived).toBe(0)
    const second = story.take(bringBack(0, 1))
    expect(second).toMatchObject({
      refund: 1080 + 200,
      lines: [{ name: '牛角包' }, { name: '配送费', paid: 200 }],
    })
    expect(story.priced([pieces('niujiaobao')], { fee: 600 }).delivery?.waived).toBe(600)
    expect(story.state.savings['2027-03']?.delivery).toBe(2 * 800)
  })

  test('M059 no fee uses nothing up, and who has no card pays it', () => {
    const story = member()
    expect(story.settle([pieces('niujiaobao')], { fee: 0 }).lines).toHaveLength(1)
    expect(story.state.benefits.uses).toEqual([])
    const guest = new Story(withBenefits())
    expect(guest.priced([pieces('niujiaobao')], { fee: 600 })).toMatchObject({ paid: 1800, saved: 0 })
    const byPhone = { who: { kind: 'phone' } as const, fee: 600 }
    expect(story.priced([pieces('niujiaobao')], byPhone)).toMatchObject({ paid: 1680 })
  })

  test('M059 no category may have the id that the fee stands under', () => {
    const draft = bakery(({ categories }) => categories.push({ id: 'delivery-fee', name: '配送' }))
    const problems = draftProblems(draft, { previous: null, now: OPENING })
    expect(problems).toMatchObject([{ path: 'categories.2.id', code: 'ID_REPEATED' }])
  })

  test('M059 a payment that comes after the last time went elsewhere goes back', () => {
    const story = member()
    const deliver = (counter = {}) => story.settle([pieces('niujiaobao')], { fee: 600, ...counter })
    deliver()
    deliver()
    const waiting = deliver({ tender: 'wechat' })
    story.wait(6 * MINUTE)
    deliver()
    expect(() => story.pay(waiting)).toThrow('ORDER_CLOSED')
  })
})

describe('the first order of the day', () => {
  test('M028 order 1 has the price, order 2 hasn’t; undoing order 1 frees it; the next day begins anew', () => {
    const story = member()
    const settle = (...lines: Parameters<Story['settle']>[0]) => story.settle(lines)
    const first = settle(pieces('meishi', 2))
    expect(first).toMatchObject({ list: 3000, paid: 200 })
    expect(first.lines[0]!.proofs).toMatchObject([
      { amount: 2800, rule: { kind: 'first_of_day', price: 100 } },
    ])
    const second = settle(pieces('meishi'))
    expect(second.paid).toBe(900)
    story.undo(second)
    expect(story.priced([pieces('meishi')]).paid).toBe(900)
    story.undo(first)
    expect(story.priced([pieces('meishi')]).paid).toBe(100)
    settle(pieces('meishi'))
    story.wait(DAY)
    expect(story.priced([pieces('natie')]).paid).toBe(100)
  })

  test('M028 the day’s first paid order is it, whatever is in it; one that isn’t paid doesn’t count', () => {
    const story = member()
    const waiting = story.settle([pieces('meishi')], { tender: 'wechat' })
    story.wait(6 * MINUTE)
    expect(story.priced([pieces('meishi')]).paid).toBe(100)
    story.settle([pieces('doushabao')])
    expect(story.priced([pieces('meishi')]).paid).toBe(900)
    expect(() => story.pay(waiting)).toThrow('ORDER_CLOSED')
  })

  test('M028 at the branch’s midnight, and never for who is found by phone', () => {
    const story = member()
    story.wait(14 * 60 * MINUTE - 1)
    story.settle([pieces('meishi')])
    expect(story.priced([pieces('meishi')]).paid).toBe(900)
    story.wait(1)
    expect(story.priced([pieces('meishi')]).paid).toBe(100)
    expect(story.priced([pieces('meishi')], { who: { kind: 'phone' } }).paid).toBe(900)
  })
})

describe('points at the till', () => {
  const withPoints = () =>
    withBenefits((draft) => {
      draft.plans[0]!.terms.benefits = []
      draft.loyalty = {
        points: { perYuanHundredths: 100, pendingDays: 0, fenPer100: 100, mostBasisPoints: 5000 },
        badges: [],
        returnDays: 0,
      }
    })

  function holder(points: number): Story {
    const story = member(withPoints())
    const lot = { id: 'never', usableFrom: 0, expiresAt: null, left: points }
    story.state = { ...story.state, points: { ...story.state.points, lots: [lot] } }
    story.folded[`points|${POINTS}`] = points
    return story
  }
  const POINTS = 'member/points/never'

  test('M060 M063 points come last, take at most their share, stand on the lines and come back with an undo', () => {
    expect(account.saved('2027-03', 'points')).toBe('member/saved/2027-03/points')
    const story = holder(1000)
    const before = story.state
    const priced = story.priced([pieces('meishi', 2)], { points: 1000 })
    // 18.00 at the member price; half of it at most.
    expect(priced).toMatchObject({ paid: 900, saved: 2100, points: { points: 900, off: 900 } })
    const receipt = story.settle([pieces('meishi', 2)], { points: 1000 })
    expect(receipt.pointsSpent).toMatchObject({ points: 900, off: 900 })
    expect(story.state.savings['2027-03']).toEqual({ member_price: 1200, points: 900 })
    expect(story.state.memberships[0]!.periods[0]!.saved).toBe(1200)
    story.undo(receipt)
    expect(story.state.points.lots).toEqual(before.points.lots)
    expect(story.state.savings).toEqual(before.savings)
  })

  test('M060 more than there is is refused, and points that went elsewhere refuse a late payment', () => {
    const story = holder(500)
    expect(() => story.priced([pieces('meishi')], { points: 501 })).toThrow('POINTS_SHORT')
    const waiting = story.settle([pieces('meishi')], { points: 450, tender: 'wechat' })
    story.wait(6 * MINUTE)
    story.settle([pieces('meishi')], { points: 450 })
    expect(() => story.pay(waiting)).toThrow('ORDER_CLOSED')
    expect(codeOf(story.settlement([pieces('meishi')], { points: 1 }))).toBe('accepted')
  })
})
