import type { Order } from '../../cloudfunctions/domain/order'
import {
  contractInput,
  contractOf,
  kept,
  live,
  memberOf,
  NOTICE_TEMPLATE,
  runTimers,
  sign,
  signAtWechat,
  withAutoRenew,
} from '../auto-renew-shop'
import { documents, leftOpen, violations } from '../invariants'
import { openidOf, openShop, type Shop } from '../shop'

const DAY = 86_400_000

describe('automatic renewal, in a whole shop', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
  })
  afterAll(() => shop.close())
  afterEach(async () => {
    shop.wechat.faults.clear()
    // Who stays bound would be told and charged through all the months of the others' stories.
    for (const { contractCode } of shop.wechat.papay.contracts()) shop.wechat.papay.terminate(contractCode)
    await shop.wechat.tick()
  })

  /** A member with a month card that renews by itself. */
  async function subscriber(): Promise<{ person: string; code: string }> {
    const person = `renewing-${(people += 1)}`
    await shop.join(person)
    await shop.buy(person, 'yueka')
    return { person, code: await sign(shop, person) }
  }

  /** To the morning on which a person's charge is due, everything before it done. */
  async function toChargeDay(person: string, code: string): Promise<void> {
    const { next } = await contractOf(shop, person, code)
    await live(shop, person, Date.parse(`${next?.chargeOn ?? ''}T06:59:00+08:00`))
  }

  const kinds = async (person: string, code: string) =>
    (await contractOf(shop, person, code)).events.map(({ kind }) => kind).reverse()

  it('M049 M087 L1 L11 is signed by an own consent, told before, and charged on the last day', async () => {
    const { person, code } = await subscriber()
    const { next } = await contractOf(shop, person, code)
    // Bought on 2027-03-10 for a month: valid through 04-10, which is the day of the charge.
    expect(next).toEqual({ noticeOn: '2027-04-03', chargeOn: '2027-04-10', amount: 3900 })
    await live(shop, person, shop.clock.now() + 32 * DAY)
    expect(await kinds(person, code)).toEqual([
      'signed',
      'notice_sent',
      'notice_delivered',
      'wechat_notice',
      'charge_begun',
      'charged',
    ])
    const told = shop.wechat.inbox().filter(({ templateId }) => templateId === NOTICE_TEMPLATE)
    expect(told.map(({ openid }) => openid)).toEqual([openidOf(person)])
    expect((await contractOf(shop, person, code)).next?.chargeOn).toBe('2027-05-10')
    expect(kept(shop, person)).toBe(3900)
    expect(memberOf(shop, person).state.memberships[0]?.periods).toHaveLength(2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })

  it('L1 is not signed without the tick, twice, or while the shop has it switched off', async () => {
    const person = 'careful'
    const prepared = await shop.call(person, 'payment.signContract', await contractInput(shop, person))
    const { extraData } = prepared.navigate
    const openid = openidOf(person)
    expect(shop.wechat.papay.sign(extraData, openid, { ticked: false }).kind).toBe('refused_not_ticked')
    const forged = { ...extraData, contract_display_account: 'somebody' }
    expect(shop.wechat.papay.sign(forged, openid, { ticked: true }).kind).toBe('refused_sign')
    const input = await contractInput(shop, person)
    expect(await shop.refusal(person, 'payment.signContract', { ...input, consent: false })).toBe(
      'INPUT_INVALID',
    )
    expect(await shop.refusal(person, 'payment.signContract', { ...input, amount: 100 })).toBe(
      'PRICE_CHANGED',
    )
    expect(await shop.refusal(person, 'payment.signContract', { ...input, agreements: [] })).toBe(
      'AGREEMENT_REQUIRED',
    )
    signAtWechat(shop, person, prepared)
    await shop.wechat.tick()
    expect(await shop.refusal(person, 'payment.signContract', input)).toBe('CONTRACT_EXISTS')

    const draft = withAutoRenew()
    const { release } = await shop.call('owner', 'operations.catalogue', {})
    const off = {
      ...draft,
      plans: draft.plans.filter(({ id }) => id === 'nianka'),
      settings: { ...draft.settings, autoRenew: { enabled: false, templateId: '1', graceDays: 0 } },
    }
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: off,
    })
    await shop.clock.advance(31_000)
    expect(await shop.refusal('late', 'payment.signContract', input)).toBe('AUTO_RENEW_OFF')
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release + 1,
      draft,
    })
    await shop.clock.advance(31_000)
  })

  it('M087 a notice that nobody got allows no charge: NOTICE_MISSING, and the member is told', async () => {
    const { person, code } = await subscriber()
    shop.wechat.faults.refuseMessages = true
    await live(shop, person, shop.clock.now() + 40 * DAY)
    expect(await kinds(person, code)).toEqual([
      'signed',
      'notice_sent',
      'notice_sent',
      'notice_sent',
      'notice_failed',
      'lapsed',
    ])
    expect(kept(shop, person)).toBe(0)
    expect((await contractOf(shop, person, code)).state).toBe('suspended')
    // Buying by hand goes on, and the next charge is planned anew, with its own notices.
    shop.wechat.faults.clear()
    await shop.buy(person, 'yueka')
    expect(await contractOf(shop, person, code)).toMatchObject({ state: 'active' })
  })

  it('M087 opening the notice in the mini-program is a delivery', async () => {
    const { person, code } = await subscriber()
    shop.wechat.faults.refuseMessages = true
    await live(shop, person, shop.clock.now() + 25 * DAY)
    const { notice } = await contractOf(shop, person, code)
    expect(notice).toMatchObject({ amount: 3900, deliveredAt: null })
    await shop.call(person, 'membership.openNotice', {
      operationId: shop.operationId(),
      contractCode: code,
      plannedAt: notice?.plannedAt ?? 0,
      chargeOn: notice?.chargeOn ?? '',
    })
    await live(shop, person, shop.clock.now() + 8 * DAY)
    expect(kept(shop, person)).toBe(3900)
  })

  it('L11 tries a failed charge again on the days that the notice allows, then lapses with grace', async () => {
    const { person, code } = await subscriber()
    shop.wechat.faults.failDebits('NOTENOUGH', 9)
    await toChargeDay(person, code)
    const before = shop.wechat.papay.debits().length
    await live(shop, person, shop.clock.now() + 2 * DAY)
    // The card's own end is past, its grace isn't: the member prices go on.
    expect((await shop.call(person, 'membership.home', {})).standing).toBe('holder')
    await live(shop, person, shop.clock.now() + 3 * DAY)
    expect(shop.wechat.papay.debits().length - before).toBe(3)
    expect((await kinds(person, code)).slice(-7)).toEqual([
      'charge_begun',
      'charge_failed',
      'charge_begun',
      'charge_failed',
      'charge_begun',
      'charge_failed',
      'lapsed',
    ])
    expect((await shop.call(person, 'membership.home', {})).standing).toBe('lapsed')
    expect(leftOpen(shop)).toEqual([])
  })

  it('L11 a charge in its grace prolongs the card from its own end', async () => {
    const { person, code } = await subscriber()
    shop.wechat.faults.failDebits('NOTENOUGH', 1)
    await toChargeDay(person, code)
    const end = memberOf(shop, person).state.memberships[0]?.endsAt
    await live(shop, person, shop.clock.now() + 2 * DAY)
    const periods = memberOf(shop, person).state.memberships[0]?.periods ?? []
    expect(periods.map(({ startsAt }) => startsAt)[1]).toBe(end)
    expect(periods.every(({ graceUntil }) => graceUntil === undefined)).toBe(true)
    expect(kept(shop, person)).toBe(3900)
  })

  it('L1 cancelling is effective at once, without a fee, and WeChat is told', async () => {
    const { person, code } = await subscriber()
    const input = { operationId: shop.operationId(), contractCode: code }
    // WeChat can't be reached just now: our books decide all the same.
    shop.wechat.faults.onCall('server_error', { call: 'end_contract', times: 2 })
    shop.wechat.faults.onCall('server_error', { call: 'query_contract', times: 2 })
    const { contract } = await shop.call(person, 'payment.cancelContract', input)
    expect(contract).toMatchObject({ state: 'terminated', next: null })
    expect(await shop.call(person, 'payment.cancelContract', input)).toMatchObject({
      contract: { state: 'terminated' },
    })
    await shop.clock.advance(11 * 60_000)
    await runTimers(shop, 3)
    await shop.clock.advance(11 * 60_000)
    await runTimers(shop, 3)
    expect(shop.wechat.papay.contracts().find(({ contractCode }) => contractCode === code)?.state).toBe(
      'ended',
    )
    await live(shop, person, shop.clock.now() + 40 * DAY)
    expect(kept(shop, person)).toBe(0)
  })

  it('L1 money that WeChat takes after the member ended it goes back by itself', async () => {
    const { person, code } = await subscriber()
    await toChargeDay(person, code)
    shop.wechat.faults.notices = { hold: true }
    await shop.clock.advance(61_000)
    await shop.timer('payment', 'settleDue')
    shop.wechat.faults.onCall('server_error', { call: 'end_contract' })
    await shop.call(person, 'payment.cancelContract', { operationId: shop.operationId(), contractCode: code })
    await shop.clock.advance(3000)
    await shop.wechat.tick()
    shop.wechat.faults.clear()
    for (let round = 0; round < 4; round += 1) {
      await shop.clock.advance(6 * 60_000)
      await runTimers(shop)
    }
    expect(kept(shop, person)).toBe(0)
    expect(violations(shop)).toEqual([])
  })

  it('L1 ending it in WeChat ends it here, however often and in whatever order WeChat says so', async () => {
    const { person, code } = await subscriber()
    shop.wechat.papay.terminate(code, '2')
    await shop.wechat.tick()
    expect(await contractOf(shop, person, code)).toMatchObject({ state: 'terminated', next: null })
    const told = shop.wechat.notifications().filter(({ orderId }) => orderId === code)
    for (const { id } of [...told].reverse())
      expect(await shop.wechat.notices.resend(id, 15)).not.toContain(500)
    expect(await contractOf(shop, person, code)).toMatchObject({ state: 'terminated' })
    expect(await kinds(person, code)).toEqual(['signed', 'ended_at_wechat'])
  })

  it('L11 a charge whose answer and notice were lost is found by the query, and charged once', async () => {
    const { person, code } = await subscriber()
    await toChargeDay(person, code)
    shop.wechat.faults.notices = { lose: true }
    shop.wechat.faults.onCall('lost_answer', { call: 'charge' })
    await live(shop, person, shop.clock.now() + DAY)
    expect(kept(shop, person)).toBe(3900)
    expect((await contractOf(shop, person, code)).events[0]?.kind).toBe('charged')
    expect(leftOpen(shop)).toEqual([])
  })

  it('X4 debit notices 15 times, tampered, of a foreign key and for another amount change nothing', async () => {
    const { person, code } = await subscriber()
    await toChargeDay(person, code)
    shop.wechat.faults.notices = { hold: true }
    await live(shop, person, shop.clock.now() + 3600_000)
    const notice = shop.wechat
      .notifications()
      .filter(({ eventType }) => eventType === 'DEBIT')
      .at(-1)
    if (!notice) throw new Error('no debit was told')
    const { headers, rawBody } = shop.wechat.notices.envelope(notice.id)
    const text = rawBody.toString('utf8')
    const forgeries = [
      text.replace('<total_fee><![CDATA[3900', '<total_fee><![CDATA[1'),
      text.replace(/<sign>.*<\/sign>/, ''),
      text.replace('<xml>', '<!DOCTYPE xml [<!ENTITY a "b">]><xml>'),
      '<xml></xml>',
      '<xml><a><b>1</b></a></xml>',
      '<',
    ]
    for (const body of forgeries) expect(await shop.notify(headers, Buffer.from(body))).toBe(401)
    for (let round = 0; round < 15; round += 1) expect(await shop.notify(headers, rawBody)).toBe(200)
    expect(kept(shop, person)).toBe(3900)
    const order = documents<Order>(shop, 'orders').find(({ _id }) => _id === notice.orderId)
    expect(order).toMatchObject({ state: 'delivered', amount: 3900, kind: 'charge' })
    expect(violations(shop)).toEqual([])
  })
})
