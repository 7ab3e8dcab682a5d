import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import { allow, delivered, type MessageShop, openMessageShop, rowOf, withMessages } from '../message-shop'
import { close, erased, privacyDraft } from '../privacy-shop'
import { afterTheWindow, comeBy, order, pointsOf, sceneFrom, withReferral } from '../referral-shop'
import { withActivities } from '../activity-shop'
import { giveBack } from '../refund-shop'
import { mergeInput, type TwoWeChats, twoWeChats } from './merge-story'

const MINUTE = 60_000
const DAY = 86_400_000

/** The first WeChat was merged into the second; then its person joins on it once more. */
describe('M062 L9 an account anew on a WeChat that was merged away', () => {
  let shop: MessageShop

  beforeAll(async () => {
    const activities = { rewards: [], flashSales: [], polls: [], draws: [] }
    const support = { defaultMinutes: 60, byTier: [] }
    const draft = withActivities({ ...activities, support }, withMessages(withReferral(privacyDraft())))
    shop = await openMessageShop(draft)
  })
  afterEach(async () => {
    await erased(shop)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const sweep = () => shop.timer('renewal', 'sweep')
  const inboxOf = async (person: string) =>
    (await shop.call(person, 'renewal.inbox', {})).rows.map(({ id }) => id).sort()
  const exported = async (person: string) =>
    (await shop.call(person, 'membership.exportData', { part: 'messages' })).json

  async function merged(): Promise<TwoWeChats> {
    const both = await twoWeChats(shop)
    await shop.post(both.first, 'points_expiry', `before-${both.first}`)
    await sweep()
    await shop.clock.advance(20 * MINUTE)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    await erased(shop)
    return both
  }

  it('L9 L12 M062 its messages are its own: told there, read there, and nowhere else', async () => {
    const both = await merged()
    await shop.clock.advance(DAY)
    await shop.join(both.first)
    await allow(shop, both.first, 'expiry', 1)
    await allow(shop, both.second, 'expiry', 1)
    await shop.post(both.first, 'points_expiry', 'for-the-new', { about: { title: '新账户的事' } })
    await shop.post(both.second, 'points_expiry', 'for-the-taker')
    await sweep()
    expect(rowOf(shop, 'for-the-new')?.memberId).toBe(shop.numberOf(both.first))
    expect([
      delivered(shop, both.first, 'points_expiry'),
      delivered(shop, both.second, 'points_expiry'),
    ]).toEqual([1, 1])
    expect(await inboxOf(both.first)).toEqual(['for-the-new'])
    expect(await inboxOf(both.second)).toEqual([`before-${both.first}`, 'for-the-taker'])
    expect(await exported(both.second)).not.toContain('新账户的事')
    expect(await exported(both.first)).not.toContain('for-the-taker')
  })

  it('L12 M062 what was due before the merge, and about who has no account there, goes to who took over', async () => {
    const both = await twoWeChats(shop)
    await shop.clock.advance(20 * MINUTE)
    await shop.post(both.first, 'points_expiry', 'due-before')
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    await shop.post(both.first, 'points_expiry', 'nobody-there')
    await shop.clock.advance(MINUTE)
    await shop.join(both.first)
    await sweep()
    expect(rowOf(shop, 'due-before')?.memberId).toBe(shop.numberOf(both.second))
    const left = await merged()
    await shop.post(left.first, 'points_expiry', 'still-nobody-there')
    await sweep()
    expect(rowOf(shop, 'still-nobody-there')?.memberId).toBe(shop.numberOf(left.second))
  })

  it('L9 M062 a question that is asked on it is shown there alone', async () => {
    const both = await merged()
    await shop.clock.advance(DAY)
    await shop.join(both.first)
    const asked = { operationId: shop.operationId(), words: '只有我自己能看到的问题' }
    await shop.call(both.first, 'membership.ask', asked)
    expect((await shop.call(both.first, 'membership.questions', {})).requests).toHaveLength(1)
    expect((await shop.call(both.second, 'membership.questions', {})).requests).toEqual([])
  })

  it('L9 M062 what is given back on it is shown there, and what was given back before the merge to who took over', async () => {
    const both = await twoWeChats(shop)
    const earlier = await shop.buy(both.first)
    await giveBack(shop, both.first, earlier)
    await shop.clock.advance(20 * MINUTE)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    await shop.clock.advance(DAY)
    await shop.join(both.first)
    const later = await shop.buy(both.first)
    await giveBack(shop, both.first, later)
    const orders = async (person: string) =>
      (await shop.call(person, 'payment.refunds', {})).refunds.map(({ orderId }) => orderId)
    expect(await orders(both.first)).toContain(later)
    expect(await orders(both.second)).toEqual([earlier])
  })

  it('M107 M062 who is invited by it brings the reward to it, and not to who took over before', async () => {
    const both = await merged()
    await shop.clock.advance(DAY)
    await shop.join(both.first)
    await comeBy(shop, 'friend-of-new', await sceneFrom(shop, both.first))
    await order(shop, 'friend-of-new')
    const before = [await pointsOf(shop, both.first), await pointsOf(shop, both.second)]
    await afterTheWindow(shop)
    const after = [await pointsOf(shop, both.first), await pointsOf(shop, both.second)]
    expect((after[0] ?? 0) - (before[0] ?? 0)).toBe(50)
    expect((await shop.call(both.first, 'referral.mine', {})).invited).toMatchObject({ rewarded: 1 })
    expect(documents<MemberDocument>(shop, 'members').length).toBeGreaterThan(2)
  })

  it('L9 M062 who took over and closes the account leaves nothing behind under the number that was left', async () => {
    const both = await merged()
    await sceneFrom(shop, both.second)
    expect(await inboxOf(both.second)).toEqual([`before-${both.first}`])
    await close(shop, both.second)
    await shop.clock.advance(MINUTE)
    await shop.join(both.second)
    // Not for the minutes until it is erased either.
    expect(await inboxOf(both.second)).toEqual([])
    await erased(shop)
    for (const name of ['inbox', 'devices', 'referral_codes', 'recipients', 'advices', 'support_requests'])
      expect([
        name,
        documents(shop, name).filter((one) => JSON.stringify(one).includes(shop.numberOf(both.first))),
      ]).toEqual([name, []])
  })
})
