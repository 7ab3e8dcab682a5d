import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import {
  afterTheWindow,
  comeBy,
  order,
  pointsOf,
  rewardCoupons,
  runTimers,
  sceneFrom,
  withReferral,
} from '../referral-shop'
import { openShop, settleFor, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { BALANCE, passOn } from '../transfer-story'
import { bind } from './merge-story'

const MINUTE = 60_000

describe('invitations that are none', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withReferral(withStoredValue()) })
  })
  afterEach(() => expect(violations(shop)).toEqual([]))
  afterAll(async () => {
    await runTimers(shop)
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state

  async function payFromBalance(person: string) {
    const [branchId, clerk] = ['laojie', 'clerk-laojie']
    const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code: await shop.codeOf(person) })
    const lines = [{ productId: 'tusi', quantity: 1 }]
    const { quote } = await shop.call(clerk, 'counter.quote', { branchId, visit, lines })
    return shop.call(clerk, 'counter.settle', { branchId, quote, tender: 'stored_value' })
  }

  test('M107 L6 a first order that the inviter’s WeChat paid for, by a balance that was passed on, gives nothing', async () => {
    await shop.join('purse')
    await topUp(shop, 'purse', 'chong-100')
    await comeBy(shop, 'puppet', await sceneFrom(shop, 'purse'))
    await passOn(shop, 'purse', 'puppet', BALANCE)
    await payFromBalance('puppet')
    expect(stateOf('puppet')?.referral.order?.state).toBe('waiting')
    const before = await pointsOf(shop, 'purse')
    await afterTheWindow(shop)
    expect(stateOf('puppet')?.referral.order).toMatchObject({ state: 'refused', why: 'same_payer' })
    expect(await rewardCoupons(shop, 'puppet')).toBe(0)
    expect((await pointsOf(shop, 'purse')) - before).toBe(0)
    const { steps } = await shop.call('purse', 'referral.mine', {})
    expect(steps).toMatchObject([{ state: 'refused', why: '这一单由邀请人付款' }])
  })

  test('M107 L6 it is the inviter’s money by whichever hands it went, and nobody else’s counts as such', async () => {
    await shop.join('purse-2')
    await shop.join('between')
    await topUp(shop, 'purse-2', 'chong-100')
    await comeBy(shop, 'puppet-2', await sceneFrom(shop, 'purse-2'))
    await passOn(shop, 'purse-2', 'between', BALANCE)
    await passOn(shop, 'between', 'puppet-2', BALANCE)
    await payFromBalance('puppet-2')

    await shop.join('friend')
    await topUp(shop, 'friend', 'chong-100')
    await comeBy(shop, 'honest', await sceneFrom(shop, 'purse-2'))
    await passOn(shop, 'friend', 'honest', BALANCE)
    await payFromBalance('honest')

    await comeBy(shop, 'self', await sceneFrom(shop, 'purse-2'))
    await topUp(shop, 'self', 'chong-100')
    await payFromBalance('self')
    await afterTheWindow(shop)
    expect(stateOf('puppet-2')?.referral.order).toMatchObject({ state: 'refused', why: 'same_payer' })
    expect(stateOf('honest')?.referral.order?.state).toBe('rewarded')
    expect(stateOf('self')?.referral.order?.state).toBe('rewarded')
  })

  test('M107 M062 the phone of the inviter can’t be bound by who was invited; who proves to own it is the inviter', async () => {
    await shop.join('phone-a')
    await bind(shop, 'phone-a', '13600000021')
    await comeBy(shop, 'phone-b', await sceneFrom(shop, 'phone-a'))
    expect(
      await shop.refusal('phone-b', 'membership.bindPhone', {
        operationId: shop.operationId(),
        code: shop.wechat.phoneCode('openid-phone-b', '13600000021'),
      }),
    ).toBe('PHONE_BELONGS_TO_ANOTHER')
    await order(shop, 'phone-b')
    await shop.clock.advance(20 * MINUTE)
    await shop.call('phone-b', 'membership.merge', {
      operationId: shop.operationId(),
      phoneCode: shop.wechat.phoneCode('openid-phone-b', '13600000021'),
      memberCode: await shop.codeOf('phone-a'),
    })
    await afterTheWindow(shop)
    expect(stateOf('phone-b')?.referral.order).toMatchObject({ state: 'refused', why: 'same_person' })
    expect(await rewardCoupons(shop, 'phone-b')).toBe(0)
  })

  test('M107 once the reward is there nothing of its order can be brought back, so that none is earned by returning', async () => {
    await shop.join('host-3')
    await comeBy(shop, 'guest-3', await sceneFrom(shop, 'host-3'))
    const { receipt, memberNumber } = await settleFor(shop, 'guest-3', [['meishi', 1]])
    const { receiptId } = receipt
    const back = { branchId: 'laojie', memberNumber, receiptId, lines: [{ line: 0, quantity: 1 }] }
    // The last of the seven days in which goods come back, as they are promised here.
    await shop.clock.advance(7 * 86_400_000)
    await runTimers(shop)
    expect(stateOf('guest-3')?.referral.order?.state).toBe('waiting')
    expect((await shop.call('clerk-laojie', 'counter.quoteReturn', back)).refund).toBe(receipt.paid)
    await afterTheWindow(shop)
    expect(stateOf('guest-3')?.referral.order?.state).toBe('rewarded')
    expect(await shop.refusal('clerk-laojie', 'counter.quoteReturn', back)).toBe('RETURN_NOT_POSSIBLE')
    const undo = { branchId: 'laojie', memberNumber, receiptId }
    expect(await shop.refusal('clerk-laojie', 'counter.undo', undo)).toBe('UNDO_TOO_LATE')
  })
})
