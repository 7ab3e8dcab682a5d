import { MESSAGE_FLOW_IDS } from '../../cloudfunctions/contract/message-flows'
import { type MessageCounts, overFlows, summedCounts } from '../../cloudfunctions/domain/message-counts'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import { type Blow, withBlow } from '../faults/crash'
import { documents, leftOpen, violations } from '../invariants'
import { allow, type MessageShop, openMessageShop } from '../message-shop'

const MINUTE = 60_000
const DAY = 86_400_000
const MOST_CALLS = 40

interface Counted {
  readonly _id: string
  readonly flows: MessageCounts
}

describe('L9 L12 how every message ended', () => {
  let shop: MessageShop
  let people = 0

  beforeAll(async () => {
    shop = await openMessageShop()
  })
  afterAll(() => shop.close())
  afterEach(() => shop.wechat.faults.clear())

  const sweep = () => shop.timer('renewal', 'sweep')
  const id = () => shop.operationId()
  const newcomer = async (marketing: boolean) => {
    const person = `counted-${(people += 1)}`
    await shop.join(person)
    if (marketing)
      await shop.call(person, 'membership.consent', {
        operationId: id(),
        purpose: 'marketing',
        granted: true,
      })
    return person
  }
  const done = () =>
    documents<OutboxRow>(shop, 'outbox').filter(
      ({ due, doneAt }) => due.kind === 'message' && doneAt !== null,
    )
  const counts = () => summedCounts(documents<Counted>(shop, 'message_counts').map(({ flows }) => flows))
  const sum = (endings: Partial<Record<string, number>>) =>
    Object.values(endings).reduce<number>((total, one) => total + (one ?? 0), 0)
  /** Until all that is done has been counted. */
  const settle = async () => {
    for (let round = 0; round < 3; round += 1) {
      await shop.clock.advance(16 * MINUTE)
      await sweep()
    }
  }
  /** The invariant: by flow, the counts are the messages that are done. */
  const expectWhole = () => {
    const counted = counts()
    for (const flow of MESSAGE_FLOW_IDS)
      expect([flow, sum(counted[flow] ?? {})]).toEqual([
        flow,
        done().filter(({ due }) => due.kind === 'message' && due.flow === flow).length,
      ])
  }

  it('L9 L12 each is counted once by how it ended: held back, in the inbox, sent, unknown', async () => {
    const silent = await newcomer(false)
    const capped = await newcomer(true)
    const off = await newcomer(true)
    const minor = await newcomer(true)
    const served = await newcomer(true)
    await shop.call(off, 'renewal.switchFlow', { operationId: id(), flow: 'member_day', on: false })
    await shop.call(minor, 'membership.correctProfile', { operationId: id(), birthday: '2012-05-01' })
    await allow(shop, served, 'expiry', 2)
    await shop.post(silent, 'member_day', 'count-consent')
    for (const key of ['one', 'two', 'three']) await shop.post(capped, 'member_day', `count-cap-${key}`)
    await shop.post(off, 'member_day', 'count-off')
    await shop.post(minor, 'member_day', 'count-minor')
    await shop.post(served, 'member_day', 'count-over', { until: shop.clock.now() - 1 })
    await shop.post(silent, 'points_expiry', 'count-inbox')
    await shop.post(served, 'voucher_expiry', 'count-sent')
    await sweep()
    shop.wechat.faults.failMessages('lost_after')
    await shop.post(served, 'voucher_expiry', 'count-unknown')
    await sweep()
    await settle()
    expect(counts().member_day).toEqual({
      no_consent: 1,
      capped: 1,
      switched_off: 1,
      minor: 1,
      over: 1,
      no_credit: 2,
    })
    expect(counts().points_expiry).toMatchObject({ no_credit: 1 })
    expect(counts().voucher_expiry).toEqual({ wechat: 1, unknown: 1 })
    expectWhole()
    // Counting again changes nothing.
    const before = documents<Counted>(shop, 'message_counts')
    await sweep()
    expect(documents<Counted>(shop, 'message_counts')).toEqual(before)

    const { endings, days } = await shop.call('owner', 'operations.messageHealth', {})
    expect(days).toBe(30)
    expect(endings.open).toBe(0)
    for (const { messages, wechat, sms, inbox, unknown, held } of [...endings.flows, ...endings.months])
      expect(messages).toBe(wechat + sms + inbox + unknown + sum(held))
    expect(endings.flows.find(({ flow }) => flow === 'member_day')).toMatchObject({
      messages: 7,
      inbox: 2,
      held: { consent: 1, cap: 1, switch: 1, minor: 1, expired: 1, closing: 0, closed: 0 },
    })
    expect(endings.months[0]?.messages).toBe(done().length)
  })

  it('L12 a day that is over stays as it is; the next one has its own counts', async () => {
    const silent = await newcomer(false)
    const today = documents<Counted>(shop, 'message_counts').length
    await shop.clock.advance(2 * DAY)
    await shop.post(silent, 'member_day', 'count-later')
    await sweep()
    await settle()
    expect(documents<Counted>(shop, 'message_counts').length).toBeGreaterThan(today)
    expectWhole()
  })

  it.each(['dies_before', 'dies_after', 'drop_after', 'conflict'] satisfies Blow[])(
    'X1 L12 a run that is struck (%s) at any call counts every message once',
    async (blow) => {
      const person = await newcomer(false)
      let reached = true
      let nth = 0
      while (reached && nth < MOST_CALLS) {
        nth += 1
        await shop.post(person, 'member_day', `struck-${blow}-${nth}-held`)
        await shop.post(person, 'points_expiry', `struck-${blow}-${nth}-told`)
        // What the run before left is counted in the very run that is struck.
        await shop.clock.advance(16 * MINUTE)
        const struck = await withBlow(shop, nth, blow, sweep)
        ;({ reached } = struck)
        await shop.clock.advance(3 * MINUTE)
        // Beside a run that goes on after everybody thought it dead.
        await Promise.all([struck.revive(), sweep().catch(() => undefined)])
      }
      await settle()
      expect(nth).toBeGreaterThan(10)
      expectWhole()
      expect(sum(overFlows(counts()))).toBe(done().length)
      expect(violations(shop)).toEqual([])
      expect(leftOpen(shop)).toEqual([])
    },
  )
})
