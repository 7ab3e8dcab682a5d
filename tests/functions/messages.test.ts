import {
  MESSAGE_TEMPLATES,
  MESSAGE_FLOWS,
  MESSAGE_FLOW_IDS,
  type MessageFlow,
} from '../../cloudfunctions/contract/message-flows'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import type { MessageFault } from '../../local/wechat/faults'
import { documents, violations } from '../invariants'
import {
  allow,
  delivered,
  type MessageShop,
  messageEntries,
  openMessageShop,
  rowOf,
  stateOf,
  templateIdOf,
} from '../message-shop'
import { openidOf } from '../shop'

const MINUTE = 60_000
const DAY = 86_400_000

/** One flow of each template. */
const FLOWS = MESSAGE_TEMPLATES.map(
  (template) => MESSAGE_FLOW_IDS.find((flow) => MESSAGE_FLOWS[flow].template === template) as MessageFlow,
)

describe('what members are told', () => {
  let shop: MessageShop
  let people = 0

  beforeAll(async () => {
    shop = await openMessageShop()
  })
  afterAll(() => shop.close())
  afterEach(() => shop.wechat.faults.clear())

  async function member({ marketing = false } = {}): Promise<string> {
    const person = `told-${(people += 1)}`
    await shop.join(person)
    if (marketing)
      await shop.call(person, 'membership.consent', {
        operationId: shop.operationId(),
        purpose: 'marketing',
        granted: true,
      })
    return person
  }

  async function bound(person: string): Promise<string> {
    const phone = `139${String(people).padStart(8, '0')}`
    const code = shop.wechat.phoneCode(openidOf(person), phone)
    await shop.call(person, 'membership.bindPhone', { operationId: shop.operationId(), code })
    return phone
  }

  const sweep = () => shop.timer('renewal', 'sweep')
  const open = (key: string) =>
    documents<OutboxRow>(shop, 'outbox').some(({ _id, doneAt }) => _id === key && doneAt === null)
  const credit = (person: string, flow: MessageFlow) =>
    stateOf(shop, person).messages.credits[templateIdOf(MESSAGE_FLOWS[flow].template)] ?? 0
  const smsTo = (phone: string) => shop.sms.sent().filter((sms) => sms.phone === phone)

  it('L12 M104 goes to the inbox and, by the one accept, to WeChat; the books say why, without its words', async () => {
    const person = await member()
    await allow(shop, person, 'expiry')
    await shop.post(person, 'points_expiry', 'told-once', { about: { title: '120积分将于4月10日到期' } })
    await sweep()
    await sweep()
    expect(delivered(shop, person, 'points_expiry')).toBe(1)
    expect(credit(person, 'points_expiry')).toBe(0)
    const { rows, unread, next } = await shop.call(person, 'renewal.inbox', {})
    expect([unread, next]).toEqual([true, null])
    expect(rows).toEqual([
      expect.objectContaining({
        flow: 'points_expiry',
        title: '积分到期',
        channel: 'wechat',
        basis: 'service',
        read: false,
        reason: expect.stringContaining('可以在消息设置里关闭'),
      }),
    ])
    expect(rows[0]?.lines[0]).toBe('120积分将于4月10日到期')
    expect(messageEntries(shop, person).map(({ facts }) => facts)).toEqual([
      expect.objectContaining({
        kind: 'message',
        channel: 'wechat',
        basis: 'service',
        key: 'told-once',
        left: 0,
      }),
    ])
    expect(JSON.stringify(messageEntries(shop, person))).not.toContain('120积分')
    const entries = (await shop.call(person, 'membership.home', {})).entries
    expect(entries?.unread).toBe(true)
    const through = rows[0]?.at ?? 0
    const read = await shop.call(person, 'renewal.readInbox', { operationId: shop.operationId(), through })
    expect(read).toEqual({ unread: false })
    expect((await shop.call(person, 'membership.home', {})).entries?.unread).toBe(false)
    expect((await shop.call(person, 'renewal.inbox', {})).rows[0]?.read).toBe(true)
    expect(violations(shop)).toEqual([])
  })

  it('L12 a page of the inbox ends where the next begins', async () => {
    const person = await member()
    for (let number = 0; number < 45; number += 1) await shop.post(person, 'tier_changed', `paged-${number}`)
    await sweep()
    const seen: string[] = []
    for (let before: number | undefined; ;) {
      const { rows, next } = await shop.call(person, 'renewal.inbox', before === undefined ? {} : { before })
      seen.push(...rows.map(({ id }) => id))
      if (next === null) break
      before = next
    }
    expect([seen.length, new Set(seen).size]).toEqual([45, 45])
  })

  it.each(FLOWS)(
    'L12 %s: without an accept it is in the inbox alone, and a legal one goes by SMS',
    async (flow) => {
      const person = await member({ marketing: true })
      const phone = await bound(person)
      await shop.post(person, flow, `plain-${flow}`)
      await sweep()
      await sweep()
      const legal = MESSAGE_FLOWS[flow].basis === 'legal'
      expect(rowOf(shop, `plain-${flow}`)).toMatchObject({
        wechat: 'no_credit',
        channel: legal ? 'sms' : 'inbox',
      })
      expect(smsTo(phone)).toHaveLength(legal ? 1 : 0)
      expect(delivered(shop, person, flow)).toBe(0)
    },
  )

  const answers: [MessageFault, string, number][] = [
    [43101, 'refused', 0],
    [47003, 'misconfigured', 3],
    [40037, 'misconfigured', 3],
    [41030, 'misconfigured', 3],
    ['lost_before', 'unknown', 2],
    ['lost_after', 'unknown', 2],
  ]
  const each = FLOWS.flatMap((flow) =>
    answers.map(([fault, outcome, left]) => [fault, flow, outcome, left] as const),
  )
  it.each(each)(
    'L12 WeChat answers %s to %s: %s, %d credits left, never sent again',
    async (fault, flow, outcome, left) => {
      const person = await member({ marketing: true })
      const phone = await bound(person)
      const { template, basis } = MESSAGE_FLOWS[flow]
      await allow(shop, person, template, 3)
      const key = `answer-${fault}-${flow}`
      shop.wechat.faults.failMessages(fault, { templateId: templateIdOf(template) })
      await shop.post(person, flow, key)
      for (let round = 0; round < 3; round += 1) {
        await sweep()
        await shop.clock.advance(3 * MINUTE)
      }
      expect(rowOf(shop, key)).toMatchObject({
        wechat: outcome,
        channel: basis === 'legal' ? 'sms' : 'inbox',
      })
      expect(delivered(shop, person, flow)).toBe(fault === 'lost_after' ? 1 : 0)
      expect(credit(person, flow)).toBe(left)
      expect(open(key)).toBe(false)
      expect(smsTo(phone)).toHaveLength(basis === 'legal' ? 1 : 0)
      expect((await shop.call(person, 'renewal.inbox', {})).rows.map(({ id }) => id)).toEqual([key])
    },
  )

  it.each(FLOWS)(
    'L12 WeChat answers 45009 to %s: it comes later, once, with the same credit',
    async (flow) => {
      const person = await member({ marketing: true })
      const { template } = MESSAGE_FLOWS[flow]
      await allow(shop, person, template, 2)
      const key = `busy-${flow}`
      shop.wechat.faults.failMessages(45009, { templateId: templateIdOf(template), times: 2 })
      await shop.post(person, flow, key)
      for (let round = 0; round < 4; round += 1) {
        await sweep()
        await shop.clock.advance(4 * MINUTE)
      }
      expect(rowOf(shop, key)).toMatchObject({ wechat: 'sent', channel: 'wechat' })
      expect(delivered(shop, person, flow)).toBe(1)
      expect(credit(person, flow)).toBe(1)
    },
  )

  it('L12 a template that WeChat refuses stands in the owner’s list until it is published otherwise', async () => {
    const person = await member()
    await allow(shop, person, 'expiry', 2)
    await shop.post(person, 'voucher_expiry', 'health-sent')
    await sweep()
    shop.wechat.faults.failMessages(41030)
    await shop.post(person, 'voucher_expiry', 'health-refused')
    await sweep()
    expect((await shop.call('owner', 'operations.attention', {})).refusedTemplates).toBeGreaterThan(0)
    const health = await shop.call('owner', 'operations.messageHealth', {})
    const expiry = health.templates.find(({ template }) => template === 'expiry')
    expect(expiry).toMatchObject({ state: 'misconfigured', problem: expect.stringContaining('发布') })
    const vouchers = health.flows.find(({ flow }) => flow === 'voucher_expiry')
    expect(vouchers).toMatchObject({ told: 2, wechat: 1, inbox: 1, misconfigured: 1 })
    for (const { told, wechat, sms, inbox } of health.flows) expect(told).toBe(wechat + sms + inbox)
    const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft) throw new Error('nothing is published')
    const messages = Object.fromEntries(
      Object.entries(draft.settings?.messages ?? {}).map(([template, own]) => [
        template,
        { ...own, fields: { ...own.fields, thing9: 'shop' as const } },
      ]),
    )
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: { ...draft, settings: { ...draft.settings, messages } },
    })
    await shop.clock.advance(31_000)
    expect((await shop.call('owner', 'operations.attention', {})).refusedTemplates).toBe(0)
  })

  it('L9 L12 consent withdrawn or a flow switched off while it waits: not sent, the credit comes back', async () => {
    const advertised = await member({ marketing: true })
    const served = await member()
    await allow(shop, advertised, 'activity', 1)
    await allow(shop, served, 'expiry', 1)
    // WeChat is busy: both are told, and wait.
    shop.wechat.faults.failMessages(45009, { times: 2 })
    await shop.post(advertised, 'member_day', 'waiting-consent')
    await shop.post(served, 'points_expiry', 'waiting-switch')
    await sweep()
    await shop.call(advertised, 'membership.consent', {
      operationId: shop.operationId(),
      purpose: 'marketing',
      granted: false,
    })
    await shop.call(served, 'renewal.switchFlow', {
      operationId: shop.operationId(),
      flow: 'points_expiry',
      on: false,
    })
    await shop.clock.advance(10 * MINUTE)
    await sweep()
    expect(rowOf(shop, 'waiting-consent')?.wechat).toBe('withdrawn')
    expect(rowOf(shop, 'waiting-switch')?.wechat).toBe('withdrawn')
    expect([credit(advertised, 'member_day'), credit(served, 'points_expiry')]).toEqual([1, 1])
    // What comes from then on isn't told at all.
    await shop.post(advertised, 'member_day', 'after-consent')
    await shop.post(served, 'points_expiry', 'after-switch')
    await sweep()
    expect([rowOf(shop, 'after-consent'), rowOf(shop, 'after-switch')]).toEqual([undefined, undefined])
    expect([open('after-consent'), open('after-switch')]).toEqual([false, false])
    expect([delivered(shop, advertised, 'member_day'), delivered(shop, served, 'points_expiry')]).toEqual([
      0, 0,
    ])
    expect(
      await shop.refusal(served, 'renewal.switchFlow', {
        operationId: shop.operationId(),
        flow: 'renewal_notice',
        on: false,
      }),
    ).toBe('FLOW_REQUIRED')
  })

  it('at night the inbox has it at once, and the phone rings in the morning', async () => {
    const person = await member()
    await allow(shop, person, 'expiry')
    const today = Math.floor((shop.clock.now() + 8 * 3_600_000) / DAY) * DAY - 8 * 3_600_000
    await shop.clock.advance(today + DAY + 3_600_000 - shop.clock.now())
    await shop.post(person, 'points_expiry', 'by-night')
    await sweep()
    expect(rowOf(shop, 'by-night')).toMatchObject({ wechat: 'waiting', channel: 'inbox' })
    await shop.clock.advance(6 * 3_600_000)
    await sweep()
    expect(delivered(shop, person, 'points_expiry')).toBe(0)
    await shop.clock.advance(3_600_000)
    await sweep()
    expect(delivered(shop, person, 'points_expiry')).toBe(1)
    await shop.clock.advance(2 * 3_600_000)
  })

  it('L12 asks at most three templates at a moment, and not again what was declined', async () => {
    const person = await member()
    const asked = async () => (await shop.call(person, 'renewal.messageSettings', { moment: 'check_in' })).ask
    const first = await asked()
    expect(first).toHaveLength(3)
    const results = first.map(({ template, templateId }, index) => ({
      ...{ template, templateId },
      answer: (['accept', 'reject', 'filter'] as const)[index] ?? 'accept',
    }))
    const operationId = shop.operationId()
    const allowing = () => shop.call(person, 'renewal.allowMessages', { operationId, results })
    const { credits } = await allowing()
    expect(await allowing()).toEqual({ credits })
    expect(credits.find(({ template }) => template === first[0]?.template)?.left).toBe(1)
    expect((await asked()).map(({ template }) => template)).toEqual([first[0]?.template])
    const moreThanThree = [...results, ...results]
    expect(
      await shop.refusal(person, 'renewal.allowMessages', {
        operationId: shop.operationId(),
        results: moreThanThree,
      }),
    ).toBe('INPUT_INVALID')
  })

  it('L12 an SMS that is refused or lost isn’t sent again: the inbox has the message', async () => {
    for (const fault of ['before', 'after', 'refused'] as const) {
      const person = await member()
      const phone = await bound(person)
      shop.sms.fail(fault)
      await shop.post(person, 'closing_notice', `sms-${fault}`)
      await sweep()
      await shop.clock.advance(10 * MINUTE)
      await sweep()
      expect(rowOf(shop, `sms-${fault}`)).toMatchObject({ sms: 'failed', channel: 'inbox' })
      expect(smsTo(phone)).toHaveLength(fault === 'after' ? 1 : 0)
    }
  })
})
