import { leftOpen, violations } from '../invariants'
import {
  allow,
  delivered,
  type MessageShop,
  openMessageShop,
  rowOf,
  stateOf,
  withMessages,
} from '../message-shop'
import { close, closeInput, erased, privacyDraft } from '../privacy-shop'
import {
  afterTheWindow,
  comeBy,
  order,
  rewardCoupons,
  runTimers,
  sceneFrom,
  withReferral,
} from '../referral-shop'
import { settleFor } from '../shop'
import { bind } from './merge-story'

const MINUTE = 60_000

describe('what is on its way when an account is closed', () => {
  let shop: MessageShop

  beforeAll(async () => {
    shop = await openMessageShop(withMessages(withReferral(privacyDraft())))
  })
  afterEach(async () => {
    shop.wechat.faults.clear()
    await erased(shop)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const sweep = () => shop.timer('renewal', 'sweep')
  const inboxOf = async (person: string) =>
    (await shop.call(person, 'renewal.inbox', {})).rows.map(({ id }) => id)

  it('L9 L12 who joins again is told what the new account is owed, and nothing of the old one', async () => {
    await shop.join('again')
    await allow(shop, 'again', 'expiry', 3)
    // One was told and waits for WeChat, one waits in the outbox.
    shop.wechat.faults.failMessages(45009, { times: 1 })
    await shop.post('again', 'points_expiry', 'told-before')
    await sweep()
    expect(rowOf(shop, 'told-before')?.wechat).toBe('waiting')
    await shop.clock.advance(MINUTE / 60)
    await shop.post('again', 'card_expiry', 'queued-before')
    await shop.post('again', 'closing_notice', 'legal-before')
    await close(shop, 'again')
    await shop.clock.advance(MINUTE)
    await shop.join('again')
    await allow(shop, 'again', 'expiry', 1)
    await bind(shop, 'again', '13500000001')
    await erased(shop)
    expect(await inboxOf('again')).toEqual([])
    expect(delivered(shop, 'again', 'points_expiry')).toBe(0)

    await shop.post('again', 'points_expiry', 'told-after')
    await shop.post('again', 'closing_notice', 'legal-after')
    await sweep()
    expect((await inboxOf('again')).sort()).toEqual(['legal-after', 'told-after'])
    expect(delivered(shop, 'again', 'points_expiry')).toBe(1)
    expect(rowOf(shop, 'legal-after')?.channel).toBe('sms')
    expect(stateOf(shop, 'again').messages.newestAt).not.toBeNull()
  })

  it('M107 L9 a friend who closes the account before the reward leaves no promise open on the inviter’s page', async () => {
    await shop.join('host')
    await comeBy(shop, 'guest', await sceneFrom(shop, 'host'))
    await order(shop, 'guest')
    await runTimers(shop)
    expect((await shop.call('host', 'referral.mine', {})).invited).toMatchObject({ ordered: 1 })
    await shop.clock.advance(20 * MINUTE)
    await shop.call('guest', 'payment.closeAccount', await closeInput(shop, 'guest'))
    await afterTheWindow(shop)
    const { invited, steps } = await shop.call('host', 'referral.mine', {})
    expect(invited).toEqual({ waiting: 0, ordered: 0, rewarded: 0, refused: 1, reversed: 0 })
    expect(steps).toMatchObject([{ state: 'refused', rewardOn: null, why: expect.any(String) }])
    // As on any other row, nothing says who it was.
    expect(JSON.stringify(steps)).not.toContain(shop.numberOf('guest'))
    const funnel = await shop.call('owner', 'operations.referralFunnel', {})
    expect(funnel).toMatchObject({ touches: 1, joined: 1, ordered: 1, rewarded: 0, books: { agrees: true } })
  })

  it('M107 L9 an inviter who closed the account is given nothing, and owes nothing of what ended with it', async () => {
    await shop.join('left')
    const scene = await sceneFrom(shop, 'left')
    await comeBy(shop, 'early', scene)
    await order(shop, 'early')
    await afterTheWindow(shop)
    expect(stateOf(shop, 'left').referral.given.inAll).toBe(1)
    await comeBy(shop, 'late', scene)
    await settleFor(shop, 'late', [['meishi', 1]])
    await shop.clock.advance(20 * MINUTE)
    await close(shop, 'left')
    await afterTheWindow(shop)
    expect(await rewardCoupons(shop, 'late')).toBe(0)
    expect(stateOf(shop, 'late').referral.order).toMatchObject({ state: 'refused', why: 'inviter_gone' })
    expect(stateOf(shop, 'left').points.debt).toBe(0)
  })
})
