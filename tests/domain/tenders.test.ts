import fc from 'fast-check'
import type { TopUpStep } from '../../cloudfunctions/contract/offers'
import { createFriendCode } from '../../cloudfunctions/domain/friend-code'
import { balanceCover } from '../../cloudfunctions/domain/tenders'
import { deliverTopUp } from '../../cloudfunctions/domain/top-up'
import { walletBalance } from '../../cloudfunctions/domain/wallet-spending'
import { withStoredValue } from '../stored-value-shop'
import { holds } from './property'
import { codeOf, MINUTE, pieces, released, Story } from './story'

const release = released(withStoredValue())

/** Somebody with a top-up; the owner lets a bearer hold all of the ladder, so that one is enough. */
function saver(stepId = 'chong-500'): Story {
  const story = new Story(release)
  story.state = { ...story.state, codeSecret: 'ab'.repeat(32) }
  const step = release.versions['chuzhi@1']?.terms.storedValue?.ladder.find(({ id }) => id === stepId)
  if (!step) throw new Error(stepId)
  const { principal, bonus }: TopUpStep = step
  const topUp = { planId: 'chuzhi', versionId: 'chuzhi@1', stepId, principal, bonus, agreements: [] }
  const order = { orderId: story.id(), amount: principal, paidAt: story.now, topUp }
  story.state = {
    ...story.state,
    wallet: { ...story.state.wallet, registeredName: { digest: 'd', masked: '林*', at: 0 } },
  }
  story.take(deliverTopUp(story.state, { order, release, now: story.now }))
  return story
}
const fromBalance = { tender: 'stored_value', codeTag: 'tag' } as const

describe('a balance at the counter', () => {
  test('M014 while 3000 lasts each line costs 0.80 of its list price, with the step as its proof', () => {
    const story = saver('chong-3000')
    const priced = story.priced([pieces('meishi', 3), { categoryId: 'bakery', amount: 999 }])
    expect(priced.lines.map(({ paid }) => paid)).toEqual([3600, 799])
    expect(priced.lines[0]!.proofs).toEqual([
      {
        source: 'member_price',
        benefitId: 'chong-3000',
        title: '储值8折',
        amount: 900,
        planVersionId: 'chuzhi@1',
        rule: { kind: 'stored_value', basisPoints: 8000 },
      },
    ])
    const receipt = story.settle([pieces('meishi', 3)], fromBalance)
    expect(receipt).toMatchObject({ paid: 3600, tenders: { cash: 0, principal: 3600, bonus: 0 } })
    expect(receipt.walletShares).toMatchObject([{ principal: 3600, bonus: 0, list: 4500 }])
    expect(walletBalance(story.state.wallet)).toBe(296_400)
  })

  test('M014 M042 of the card’s price and the price of stored value each line takes the lower', () => {
    const story = saver('chong-3000')
    story.buy()
    const priced = story.priced([pieces('meishi'), pieces('niujiaobao')])
    expect(priced.lines.map(({ paid, proofs }) => [paid, proofs[0]?.rule.kind])).toEqual([
      [900, 'cost_plus'],
      [960, 'stored_value'],
    ])
    story.settle([pieces('meishi'), pieces('niujiaobao')])
    // Only what the card saved counts for the card (M047, M048).
    expect(story.state.memberships[0]!.periods[0]!.saved).toBe(600)
    expect(story.state.savings['2027-03']).toEqual({ member_price: 840 })
  })

  test('M014 what the balance doesn’t cover is said first: no tender with another rest', () => {
    const story = saver('chong-100')
    const basket = [pieces('dangao')]
    expect(balanceCover(story.state.wallet, 16_800)).toEqual({
      available: 10_000,
      covers: 10_000,
      shortfall: 6800,
    })
    for (const shortfall of [0, 6799, 6801, 16_800])
      expect(codeOf(story.settlement(basket, { ...fromBalance, shortfall }))).toBe('BALANCE_SHORT')
    const receipt = story.settle(basket, { ...fromBalance, shortfall: 6800 })
    expect(receipt.tenders).toEqual({ cash: 6800, principal: 10_000, bonus: 0 })
    expect(story.state.spending['2027-03']).toEqual({ orders: 1, paid: 16_800 })
    expect(codeOf(story.settlement(basket, { ...fromBalance, codeTag: 't2', shortfall: 16_800 }))).toBe(
      'BALANCE_SHORT',
    )
    story.undo(receipt)
    expect(walletBalance(story.state.wallet)).toBe(10_000)
    expect(story.state.spending).toEqual({})
  })

  test('nobody spends a balance without the member’s code, and a helper never', () => {
    const story = saver()
    const orderId = story.buy().orderId
    expect(codeOf(story.settlement([pieces('meishi')], { tender: 'stored_value' }))).toBe('VISIT_INVALID')
    const helper = { kind: 'helper', memberId: 'HHHHHHHHHHHHH', membershipId: orderId } as const
    expect(codeOf(story.settlement([pieces('meishi')], { ...fromBalance, who: helper }))).toBe(
      'BALANCE_SHORT',
    )
  })

  test('M015 a friend’s bill: from the balance only, up to the limit, once, without card or coupons', () => {
    const story = saver('chong-3000')
    story.buy()
    const { id: codeId } = story.take(
      createFriendCode(story.state, {
        id: '0123456789abcdef',
        most: 10_000,
        phoneVerified: false,
        now: story.now,
      }),
    )
    const friend = { codeId, most: 10_000 }
    const bill = { who: { kind: 'friend' }, codeTag: `friend:${codeId}`, friend } as const
    expect(codeOf(story.settlement([pieces('meishi')], { ...bill, tender: 'external' }))).toBe(
      'INPUT_INVALID',
    )
    expect(codeOf(story.settlement([pieces('dangao')], { ...bill, tender: 'stored_value' }))).toBe(
      'FRIEND_CODE_LIMIT',
    )
    const receipt = story.settle([pieces('meishi', 2)], { ...bill, tender: 'stored_value' })
    expect(receipt).toMatchObject({ paid: 2400, forFriend: true, periodOrderId: null, missed: 0 })
    expect(story.state.wallet.friendCodes[0]).toMatchObject({ usedBy: receipt.receiptId })
    expect(codeOf(story.settlement([pieces('meishi')], { ...bill, tender: 'stored_value' }))).toBe(
      'CODE_USED',
    )
    expect(story.state.missed).toEqual([])
    expect(story.state.memberships[0]!.periods[0]!.saved).toBe(0)
  })

  test('M014 I3 any spends and undos: the tenders are the price, the books fold, all undone is all back', () => {
    const step = fc.record({
      product: fc.constantFrom('meishi', 'tusi', 'dangao'),
      quantity: fc.integer({ min: 1, max: 3 }),
      undo: fc.boolean(),
    })
    holds(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const story = saver('chong-500')
        const before = story.state
        const kept: string[] = []
        for (const [index, { product, quantity, undo }] of steps.entries()) {
          story.wait(MINUTE)
          const lines = [pieces(product, quantity)]
          const { paid } = story.priced(lines)
          const { covers, shortfall } = balanceCover(story.state.wallet, paid)
          if (covers === 0) break
          const receipt = story.settle(lines, { tender: 'stored_value', codeTag: `t${index}`, shortfall })
          const { cash, principal, bonus } = receipt.tenders!
          expect(cash + principal + bonus).toBe(receipt.paid)
          if (undo) story.undo(receipt)
          else kept.push(receipt.receiptId)
        }
        const left = walletBalance(story.state.wallet)
        expect(left).toBeGreaterThanOrEqual(0)
        for (const receiptId of kept.reverse()) story.undo({ receiptId })
        expect(story.state.wallet.lots).toEqual(before.wallet.lots)
        expect(story.state.spending).toEqual({})
        expect(story.state.savings).toEqual({})
      }),
      100,
    )
  })
})
