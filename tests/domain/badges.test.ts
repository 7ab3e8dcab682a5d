import type { Badge } from '../../cloudfunctions/contract/loyalty'
import type { Reward } from '../../cloudfunctions/contract/rewards'
import { grantBadgeReward } from '../../cloudfunctions/domain/badges'
import { pickUpVoucher } from '../../cloudfunctions/domain/voucher-pick-up'
import { loyalShop } from './growth-story'
import { at, codeOf, opened, pieces, released, type Story } from './story'

const BADGE: Badge = {
  id: 'lahua',
  name: '拉花课学员',
  description: '喝满10次咖啡,解锁一节拉花课',
  orders: 10,
  categoryId: 'coffee',
  audience: {},
  rewardId: 'ke',
}
const LESSON: Reward = {
  id: 'ke',
  title: '拉花课一节',
  detail: '到店上课',
  photo: '',
  gives: { kind: 'service' },
  stock: 5,
  perMember: 1,
  voucherDays: 30,
  cost: 1000,
}

function shop(change: Partial<Badge> = {}): Story {
  const draft = loyalShop({ badges: [{ ...BADGE, ...change }] })
  draft.participation = { rewards: [LESSON], flashSales: [], polls: [], draws: [] }
  return opened('2027-03-10T10:00', released(draft, null, at('2025-01-01T00:00')))
}

const coffee = [pieces('meishi')]

function orders(story: Story, count: number) {
  let last = story.settle(coffee)
  for (let index = 1; index < count; index += 1) {
    story.wait(1000)
    last = story.settle(coffee)
  }
  return last
}

const badge = (story: Story) => story.state.growth.badges[0]

/** What the follow-up does once it has a piece of the stock. */
function granted(story: Story) {
  const due = story.decisions
    .flatMap((one) => one.due)
    .filter(({ kind }) => kind === 'badge_reward')
    .at(-1)
  if (due?.kind !== 'badge_reward') throw new Error('no reward is due')
  return grantBadgeReward(story.state, { ...due, release: story.release, now: story.now })
}

describe('grow and unlock (M032)', () => {
  it('the tenth completed order unlocks, with its reward due once (M032)', () => {
    const story = shop()
    orders(story, 9)
    expect(badge(story)).toMatchObject({ orders: 9, unlockedAt: null })
    const tenth = orders(story, 1)
    expect(badge(story)).toMatchObject({ orders: 10, unlockedAt: story.now })
    expect(tenth.grown?.badges).toEqual(['lahua'])
    story.take(granted(story))
    expect(story.state.vouchers).toEqual([
      expect.objectContaining({ source: 'badge', title: '拉花课一节', state: 'open' }),
    ])
    expect(codeOf(granted(story))).toBe('REWARD_UNAVAILABLE')
    orders(story, 3)
    const due = story.decisions.flatMap((one) => one.due).filter(({ kind }) => kind === 'badge_reward')
    expect(due).toHaveLength(1)
  })

  it('an order that comes back locks it again while the reward is unused, and takes that away (M032)', () => {
    const story = shop()
    const tenth = orders(story, 10)
    story.take(granted(story))
    story.undo(tenth)
    expect(badge(story)).toMatchObject({ orders: 9, unlockedAt: null, rewardKey: null })
    expect(story.state.vouchers[0]?.state).toBe('returned')
    expect(story.decisions.at(-1)?.due).toContainEqual(expect.objectContaining({ kind: 'return_stock' }))
    orders(story, 1)
    story.take(granted(story))
    expect(badge(story)?.unlockedAt).toBe(story.now)
    expect(story.state.vouchers.filter(({ state }) => state === 'open')).toHaveLength(1)
  })

  it('locked before its reward was given, it gives none (M032)', () => {
    const story = shop()
    const tenth = orders(story, 10)
    story.undo(tenth)
    expect(codeOf(granted(story))).toBe('REWARD_UNAVAILABLE')
  })

  it('a reward that was used keeps it unlocked (M032)', () => {
    const story = shop()
    const tenth = orders(story, 10)
    story.take(granted(story))
    const voucherId = story.state.vouchers[0]?.id ?? ''
    story.take(pickUpVoucher(story.state, { voucherId, branchId: 'laojie', worth: 0, now: story.now }))
    story.undo(tenth)
    expect(badge(story)).toMatchObject({ orders: 9, unlockedAt: expect.any(Number) as number })
    orders(story, 2)
    expect(badge(story)?.rewardKey).toBe(voucherId)
  })

  it('counts only the category it names and only its audience', () => {
    const story = shop({ audience: { cardHolders: true } })
    orders(story, 1)
    expect(badge(story)).toBeUndefined()
    story.buy()
    story.settle([{ categoryId: 'bakery', amount: 1000 }])
    expect(badge(story)).toBeUndefined()
    orders(story, 1)
    expect(badge(story)?.orders).toBe(1)
  })

  it('a rule that asks for more later locks nothing that was unlocked (L7)', () => {
    const story = shop()
    orders(story, 11)
    const draft = loyalShop({ badges: [{ ...BADGE, orders: 20 }] })
    draft.participation = { rewards: [LESSON], flashSales: [], polls: [], draws: [] }
    story.release = released(draft, null, at('2025-01-01T00:00'))
    story.undo(orders(story, 1))
    expect(badge(story)?.unlockedAt).not.toBeNull()
  })
})
