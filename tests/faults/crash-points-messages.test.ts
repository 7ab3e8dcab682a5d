import { MESSAGE_FLOWS, type MessageFlow } from '../../cloudfunctions/contract/message-flows'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import type { MessageFault } from '../../local/wechat/faults'
import { documents, leftOpen, violations } from '../invariants'
import {
  allow,
  delivered,
  type MessageShop,
  openMessageShop,
  rowOf,
  stateOf,
  templateIdOf,
} from '../message-shop'
import { openidOf } from '../shop'
import { type Blow, BLOWS, withBlow } from './crash'

const MOST_CALLS = 30
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CREDITS = 3
/** Calls of the sweeper's first job: a blow there leaves the messages' own turn alone. */
const CALLS_BEFORE = 6
type Answer = MessageFault | 'ok'
type Case = readonly [flow: MessageFlow, answer: Answer, blow: Blow]

/** A legal notice, one of service and one that is advertised. */
const FLOWS: readonly MessageFlow[] = ['closing_notice', 'points_expiry', 'member_day']
const ANSWERS: readonly Answer[] = ['ok', 43101, 45009, 47003, 'lost_after']

/** The long run strikes everything in every way, the commit run what differs most. */
const CASES: readonly Case[] = process.env.HUIKA_LONG
  ? FLOWS.flatMap((flow) => ANSWERS.flatMap((answer) => BLOWS.map((blow) => [flow, answer, blow] as const)))
  : [
      ['points_expiry', 'ok', 'dies_before'],
      ['points_expiry', 'ok', 'dies_after'],
      ['points_expiry', 'ok', 'drop_after'],
      ['points_expiry', 45009, 'dies_after'],
      ['closing_notice', 'ok', 'dies_after'],
      ['closing_notice', 43101, 'dies_after'],
      ['closing_notice', 'lost_after', 'drop_after'],
      ['member_day', 47003, 'dies_after'],
    ]

describe('X1 crash points of messages', () => {
  let shop: MessageShop
  let people = 0

  beforeAll(async () => {
    shop = await openMessageShop()
  })
  afterAll(() => shop.close())
  afterEach(() => shop.wechat.faults.clear())

  async function someone(flow: MessageFlow): Promise<{ person: string; phone: string }> {
    const person = `struck-${(people += 1)}`
    const phone = `138${String(people).padStart(8, '0')}`
    await shop.join(person)
    await shop.call(person, 'membership.consent', {
      operationId: shop.operationId(),
      purpose: 'marketing',
      granted: true,
    })
    const code = shop.wechat.phoneCode(openidOf(person), phone)
    await shop.call(person, 'membership.bindPhone', { operationId: shop.operationId(), code })
    await allow(shop, person, MESSAGE_FLOWS[flow].template, CREDITS)
    return { person, phone }
  }

  const isOpen = (key: string) =>
    documents<OutboxRow>(shop, 'outbox').some(({ _id, doneAt }) => _id === key && doneAt === null)

  /** Later runs, each long enough after the one before for whatever was put off. */
  async function runOn(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await shop.clock.advance(3 * MINUTE)
      await shop.timer('renewal', 'sweep').catch(() => undefined)
    }
  }

  /** In the hours in which phones may ring. */
  async function byDay(): Promise<void> {
    const hour = Math.floor((shop.clock.now() / HOUR + 8) % 24)
    if (hour < 9 || hour >= 20) await shop.clock.advance(((33 - hour) % 24) * HOUR)
  }

  it.each(CASES)(
    'L12 %s, WeChat answers %s, %s at each call: nothing twice, nobody forgotten',
    async (flow, answer, blow) => {
      const { template, basis } = MESSAGE_FLOWS[flow]
      const templateId = templateIdOf(template)
      let nth = 0
      for (let reached = true; reached && nth < MOST_CALLS;) {
        nth += 1
        await byDay()
        const { person, phone } = await someone(flow)
        // What joining left to the sweeper is done first, so that the blow strikes the message's calls.
        await shop.timer('renewal', 'sweep')
        const key = `struck-${flow}-${answer}-${blow}-${nth}`
        if (answer !== 'ok') shop.wechat.faults.failMessages(answer, { templateId })
        await shop.post(person, flow, key)
        const struck = await withBlow(shop, nth, blow, () => shop.timer('renewal', 'sweep'))
        // Once the message is done before the blow falls, later calls are of other work.
        reached = struck.reached && (nth <= CALLS_BEFORE || isOpen(key))
        await runOn(2)
        await struck.revive()
        await runOn(2)
        shop.wechat.faults.clear()

        const row = rowOf(shop, key)
        const reachedWechat = delivered(shop, person, flow)
        const sms = shop.sms.sent().filter((one) => one.phone === phone).length
        // Nobody forgotten: the inbox has it, the books say so once, nothing waits for anything.
        expect([nth, row?.wechat]).toEqual([nth, expect.not.stringMatching(/^(waiting|claimed)$/)])
        const page = await shop.call(person, 'renewal.inbox', {})
        expect([nth, page.rows.map(({ id }) => id)]).toEqual([nth, [key]])
        const open = documents<OutboxRow>(shop, 'outbox').filter(
          ({ _id, doneAt }) => _id === key && doneAt === null,
        )
        expect([nth, open]).toEqual([nth, []])
        // Nothing twice, by whichever channel.
        expect(reachedWechat).toBeLessThanOrEqual(1)
        expect(sms).toBeLessThanOrEqual(basis === 'legal' ? 1 : 0)
        if (row?.wechat === 'sent') expect(reachedWechat).toBe(1)
        else if (basis === 'legal')
          expect([nth, row?.sms]).toEqual([nth, expect.not.stringMatching(/^none$/)])
        // The truth can only be lower than what WeChat still allows.
        const counted = stateOf(shop, person).messages.credits[templateId] ?? 0
        expect(counted).toBeLessThanOrEqual(shop.wechat.subscriptions.left(openidOf(person), templateId))
        expect(counted).toBeGreaterThanOrEqual(0)
      }
      expect(nth).toBeGreaterThan(4)
      expect(nth).toBeLessThan(MOST_CALLS)
      expect(violations(shop)).toEqual([])
      expect(leftOpen(shop)).toEqual([])
    },
  )
})
