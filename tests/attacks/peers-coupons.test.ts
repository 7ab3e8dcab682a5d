import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { Input } from '../../cloudfunctions/contract'
import { flashSale, startFlash, withActivities } from '../activity-shop'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { payOnPhone, pay, recover } from '../faults/payments'
import { leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { definite, tally } from './definite'

const AT_ONCE = 64
const DAY = 86_400_000
const branchId = 'laojie'
const clerk = 'clerk-laojie'

/** Coupons of ¥50 off, without a threshold, good for a week. */
function draft() {
  const copy = withActivities({ flashSales: [flashSale({ stock: 1 })], polls: [], draws: [] })
  const of = (templateId: string) => [{ templateId, count: 1 }]
  withProgramme(copy, {
    templates: [
      couponTemplate({
        id: 'wushi',
        title: '减50',
        value: { kind: 'amount', amount: 5000 },
        threshold: 0,
        days: 7,
      }),
      couponTemplate({ id: 'xianliang', issueLimit: 3, perMember: 1 }),
      couponTemplate({
        id: 'hongbei',
        value: { kind: 'percent', basisPoints: 1000, most: 1000 },
        threshold: 0,
        scope: { categoryIds: ['bakery'] },
      }),
    ],
    campaigns: [
      couponCampaign({ items: of('wushi') }),
      couponCampaign({ id: 'zuihou', sets: 1, items: of('wushi') }),
      couponCampaign({ id: 'chaofa', items: of('xianliang') }),
      couponCampaign({ id: 'hongbei-quan', items: of('hongbei') }),
    ],
  })
  return copy
}

/** What broke other shops' coupons, played against the whole of this one. */
describe('X6 peers’ holes in coupons and limits', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterEach(async () => {
    await shop.clock.advance(61_000)
    await shop.timer('renewal', 'sweep')
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const ask = (person: string, action: Parameters<typeof definite>[2], input: unknown) =>
    definite(shop, person, action, input)
  const claim = (person: string, campaignId = 'zhounian') =>
    ask(person, 'coupons.claim', { operationId: shop.operationId(), campaignId })
  async function newcomer(campaignId?: string): Promise<string> {
    const person = `peer-${(people += 1)}`
    await shop.join(person)
    if (campaignId) expect((await claim(person, campaignId)).ok).toBe(true)
    return person
  }
  async function quoted(person: string, asked: Partial<Input<'counter.quote'>> = {}) {
    const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code: await shop.codeOf(person) })
    const lines = [{ productId: 'meishi', quantity: 1 }]
    return shop.call(clerk, 'counter.quote', { branchId, visit, lines, ...asked })
  }
  const settle = (quote: string, tender = 'external') =>
    ask(clerk, 'counter.settle', { branchId, quote, tender })
  const settled = (answer: Answer) =>
    (answer as { data: { receipt: { receiptId: string; paid: number } } }).data
  const coupons = async (person: string) =>
    (await shop.call(person, 'coupons.wallet', {})).coupons.map(({ state, left }) => [state, left])

  it('H1 thread 1 M055 64 tills redeem one coupon at once: exactly one receipt has it', async () => {
    const person = await newcomer('zhounian')
    const quotes: string[] = []
    for (let n = 0; n < AT_ONCE; n += 1) quotes.push((await quoted(person)).quote)
    const answers = await Promise.all(quotes.map((quote) => settle(quote)))
    expect(tally(answers)).toEqual({ ok: 1, QUOTE_CHANGED: AT_ONCE - 1 })
    expect(await coupons(person)).toEqual([['used', 0]])
  })

  it('thread 3 five different orders at once with one coupon: one has it, and no other was let through cheaper', async () => {
    const person = await newcomer('zhounian')
    const quotes: string[] = []
    for (let quantity = 1; quantity <= 5; quantity += 1)
      quotes.push((await quoted(person, { lines: [{ productId: 'meishi', quantity }] })).quote)
    const answers = await Promise.all(quotes.map((quote) => settle(quote)))
    expect(tally(answers)).toEqual({ ok: 1, QUOTE_CHANGED: 4 })
    const { receipts } = await shop.call(person, 'membership.receipts', {})
    expect(receipts).toHaveLength(1)
  })

  it('thread 2 M057 64 members claim the last set at once: exactly one has it', async () => {
    const crowd: string[] = []
    for (let n = 0; n < AT_ONCE; n += 1) crowd.push(await newcomer())
    const answers = await Promise.all(crowd.map((person) => claim(person, 'zuihou')))
    expect(tally(answers)).toEqual({ ok: 1, CAMPAIGN_EXHAUSTED: AT_ONCE - 1 })
    const held = await Promise.all(crowd.map(coupons))
    expect(held.flat()).toEqual([['usable', 1]])
  })

  it('M057 64 phones of one member claim one campaign at once: exactly one set', async () => {
    const person = await newcomer()
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => claim(person)))
    expect(tally(answers)).toEqual({ ok: 1, ALREADY_CLAIMED: AT_ONCE - 1 })
    expect(await coupons(person)).toEqual([['usable', 1]])
  })

  it('H11 H12 who is over the limit leaves no mark on the count: three are issued, raised by one it is one more', async () => {
    const crowd: string[] = []
    for (let n = 0; n < 16; n += 1) crowd.push(await newcomer())
    const rush = async () =>
      tally(await Promise.all(crowd.map((person) => claim(person, 'chaofa')))) as { ok?: number }
    expect((await rush()).ok).toBe(3)
    expect((await rush()).ok).toBeUndefined()
    const { draft: current, release } = await shop.call('owner', 'operations.catalogue', {})
    if (!current?.coupons) throw new Error('nothing was released')
    const templates = current.coupons.templates.map((template) =>
      template.id === 'xianliang' ? { ...template, issueLimit: 4 } : template,
    )
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: { ...current, coupons: { ...current.coupons, templates } },
    })
    await shop.clock.advance(31_000)
    expect((await rush()).ok).toBe(1)
    const report = await shop.call('owner', 'operations.couponReport', {})
    expect(report.templates.find(({ templateId }) => templateId === 'xianliang')).toMatchObject({
      issued: 4,
      left: 0,
    })
  })

  it('thread 4 a coupon of ¥50 on a coffee of ¥15 takes ¥15 off, never more; nothing negative is stored', async () => {
    const person = await newcomer('zhounian')
    const { quote, receipt } = await quoted(person)
    expect(receipt).toMatchObject({ list: 1500, paid: 0, saved: 1500, coupons: [{ amount: 1500 }] })
    expect(settled(await settle(quote)).receipt).toMatchObject({ paid: 0 })
    const { all } = await shop.call(person, 'membership.savings', {})
    expect(all.saved).toBe(1500)
  })

  it('thread 6 who loses the last piece is told before paying: WeChat knows no order of theirs', async () => {
    const [first, second] = [await newcomer(), await newcomer()]
    const input = () => ({
      operationId: shop.operationId(),
      flashSaleId: 'zhousan',
      price: 100,
      agreements: [],
    })
    const orders = shop.wechat.orders().length
    const answers = await Promise.all([first, second].map((one) => ask(one, 'payment.buyFlash', input())))
    expect(tally(answers)).toEqual({ ok: 1, FLASH_EXHAUSTED: 1 })
    expect(shop.wechat.orders()).toHaveLength(orders + 1)
    await recover(shop, 2)
    await startFlash(shop, answers[0]?.ok ? second : first)
    await recover(shop, 2)
  })

  it('thread 7 paid in two steps a coupon is used once: not by another order meanwhile, and not against itself', async () => {
    const person = await newcomer('zhounian')
    const lines = [{ productId: 'meishi', quantity: 4 }]
    const { quote } = await quoted(person, { lines })
    const other = (await quoted(person, { lines })).quote
    const { receipt } = settled(await settle(quote, 'wechat'))
    expect(tally([await settle(other)])).toEqual({ PAYMENT_OPEN: 1 })
    // Two phones pay for the same receipt: it doesn't stand in its own way.
    const [one, two] = [
      await payOnPhone(shop, person, receipt.receiptId, receipt.paid),
      await payOnPhone(shop, person, receipt.receiptId, receipt.paid),
    ]
    pay(shop, one)
    pay(shop, two)
    await shop.wechat.tick()
    await recover(shop)
    expect(await coupons(person)).toEqual([['used', 0]])
    expect((await settle(other)).ok).toBe(false)
    const { receipts } = await shop.call(person, 'membership.receipts', {})
    expect(receipts).toMatchObject([{ receiptId: receipt.receiptId, state: 'settled' }])
  })

  it('thread 8 given up, never paid or undone, an order gives its coupon back; what has expired stays expired', async () => {
    const person = await newcomer('zhounian')
    const lines = [{ productId: 'meishi', quantity: 4 }]
    const waiting = async () =>
      settled(await settle((await quoted(person, { lines })).quote, 'wechat')).receipt
    const memberNumber = shop.numberOf(person)
    const { receiptId } = await waiting()
    await shop.call(clerk, 'counter.cancelPayment', { branchId, memberNumber, receiptId })
    expect(await coupons(person)).toEqual([['usable', 1]])

    await shop.clock.advance(61_000)
    await waiting()
    await recover(shop)
    expect(await coupons(person)).toEqual([['usable', 1]])

    // On the last evening of its week: undone after midnight, it is over.
    await shop.clock.advance(7 * DAY - (shop.clock.now() - Date.UTC(2027, 2, 10, 15, 55)))
    const { receipt } = settled(await settle((await quoted(person, { lines })).quote))
    await shop.clock.advance(10 * 60_000)
    await shop.call(clerk, 'counter.undo', { branchId, memberNumber, receiptId: receipt.receiptId })
    expect((await coupons(person)).filter(([state]) => state === 'usable')).toEqual([])
  })

  it('thread 9 a coupon that takes nothing off is not used up, by itself or by demand', async () => {
    const person = await newcomer('hongbei-quan')
    const { quote, receipt } = await quoted(person)
    expect(receipt.coupons ?? []).toEqual([])
    expect((await settle(quote)).ok).toBe(true)
    const [lot] = (await shop.call(person, 'coupons.wallet', {})).coupons
    expect(lot).toMatchObject({ left: 1, state: 'usable' })
    const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code: await shop.codeOf(person) })
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const asked = { branchId, visit, lines, couponLotIds: [lot?.lotId] }
    expect(await shop.refusal(clerk, 'counter.quote', asked)).toBe('COUPON_UNUSABLE')
  })
})
