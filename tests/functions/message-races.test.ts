import { documents, leftOpen, violations } from '../invariants'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import {
  allow,
  delivered,
  type MessageShop,
  openMessageShop,
  rowOf,
  stateOf,
  templateIdOf,
} from '../message-shop'

const DAY = 86_400_000
const WEEK = 7 * DAY

describe('messages that contend', () => {
  let shop: MessageShop

  beforeAll(async () => {
    shop = await openMessageShop()
  })
  afterEach(async () => {
    shop.wechat.faults.clear()
    await shop.clock.advance(5 * 60_000)
    await shop.timer('renewal', 'sweep')
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const sweep = () => shop.timer('renewal', 'sweep')
  const sweeps = (times: number) => Promise.all(Array.from({ length: times }, sweep))
  const credit = (person: string) => stateOf(shop, person).messages.credits[templateIdOf('expiry')] ?? 0

  async function agreeing(person: string): Promise<void> {
    await shop.join(person)
    await shop.call(person, 'membership.consent', {
      operationId: shop.operationId(),
      purpose: 'marketing',
      granted: true,
    })
  }

  it('L12 of five messages at once with one accept, one goes out and all are in the inbox', async () => {
    await shop.join('one-credit')
    await allow(shop, 'one-credit', 'expiry', 1)
    const keys = Array.from({ length: 5 }, (_, index) => `contends-${index}`)
    await Promise.all(keys.map((key) => shop.post('one-credit', 'points_expiry', key)))
    await sweeps(4)
    await sweep()
    expect(delivered(shop, 'one-credit', 'points_expiry')).toBe(1)
    expect(keys.map((key) => rowOf(shop, key)?.channel).sort()).toEqual([
      'inbox',
      'inbox',
      'inbox',
      'inbox',
      'wechat',
    ])
    expect(credit('one-credit')).toBe(0)
  })

  it('L12 the same message in four runs at once goes out once, by one credit', async () => {
    await shop.join('one-message')
    await allow(shop, 'one-message', 'expiry', 3)
    await shop.post('one-message', 'points_expiry', 'four-runs')
    await sweeps(4)
    await sweep()
    expect(delivered(shop, 'one-message', 'points_expiry')).toBe(1)
    expect(credit('one-message')).toBe(2)
  })

  it('M104 of six flows at once the week’s cap lets two through, and the third is told to the millisecond a week later', async () => {
    await agreeing('capped')
    const flows = [
      'member_day',
      'churn_care',
      'birthday_care',
      'new_activity',
      'win_back',
      'peak_offer',
    ] as const
    await Promise.all(flows.map((flow) => shop.post('capped', flow, `cap-${flow}`)))
    await sweeps(4)
    await sweep()
    const told = () => flows.filter((flow) => rowOf(shop, `cap-${flow}`))
    expect(told()).toHaveLength(2)
    // What the cap kept back is dropped: nobody is told of a member day when it is over.
    const open = documents<OutboxRow>(shop, 'outbox').filter(
      ({ _id, doneAt }) => _id.startsWith('cap-') && doneAt === null,
    )
    expect(open).toEqual([])
    // Service messages don't count and aren't kept back.
    await shop.post('capped', 'points_expiry', 'cap-service')
    await sweep()
    expect(rowOf(shop, 'cap-service')).toBeDefined()
    const recent = stateOf(shop, 'capped').messages.recent.map(({ at }) => at)
    expect(recent).toHaveLength(2)
    await shop.clock.set(Math.min(...recent) + WEEK - 1)
    await shop.post('capped', 'holiday_care', 'cap-a-week-less')
    await sweep()
    expect(rowOf(shop, 'cap-a-week-less')).toBeUndefined()
    await shop.clock.set(Math.max(...recent) + WEEK)
    await shop.post('capped', 'holiday_care', 'cap-a-week')
    await sweep()
    expect(rowOf(shop, 'cap-a-week')).toBeDefined()
  })

  it('L9 M104 a consent that is withdrawn while runs are under way is stronger than any of them', async () => {
    await agreeing('withdrawing')
    await allow(shop, 'withdrawing', 'activity', 3)
    for (let round = 0; round < 6; round += 1) {
      const operationId = shop.operationId()
      const consent = (granted: boolean) =>
        shop.call('withdrawing', 'membership.consent', {
          operationId: granted ? operationId : shop.operationId(),
          purpose: 'marketing',
          granted,
        })
      await consent(true)
      await shop.post('withdrawing', 'member_day', `racing-${round}`)
      await Promise.all([sweep(), consent(false), sweep()])
      const before = delivered(shop, 'withdrawing', 'member_day')
      await sweep()
      // Nothing goes out once the withdrawal was answered.
      expect(delivered(shop, 'withdrawing', 'member_day')).toBe(before)
      await shop.clock.advance(WEEK)
    }
  })
})
