import cloudbase from '@cloudbase/node-sdk'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { claimableGift, withEntitlements } from '../entitlement-shop'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, quoteFor, settleFor, type Shop } from '../shop'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

describe('coupons and gifts from the payment to the counter', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withEntitlements() })
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(async () => {
    const app = { env: 'local', serviceUrl: shop.cloudbase.url, secretId: 'local', secretKey: 'local' }
    expect((await verifyBooks(openDatabase(cloudbase.init(app)))).difference).toBeNull()
    await shop.close()
  })

  const own = (person: string) => shop.call(person, 'membership.entitlements', {})
  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
  const visitOf = async (person: string) =>
    shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code: await shop.codeOf(person) })

  it('M041 the coupon is in the wallet with the payment, exactly one though the callback comes five times more', async () => {
    const orderId = await shop.buy('lin', 'jiating')
    const notice = shop.wechat.notifications().find((one) => one.orderId === orderId)
    await shop.wechat.notices.resend(notice?.id ?? '', 5, true)
    const { coupons } = await own('lin')
    expect(coupons).toEqual([
      {
        lotId: `${orderId}:kaika`,
        title: '开卡券',
        amount: 1000,
        threshold: 0,
        left: 1,
        from: '2027-03-10',
        through: '2027-04-09',
        state: 'usable',
        why: null,
      },
    ])
    expect((await shop.call('lin', 'membership.home', {})).assets).toMatchObject({ coupons: 1, gifts: 1 })
  })

  it('M041 given back, the unused coupon is void and the used one is taken off at what it was sold as', async () => {
    for (const [person, uses] of [
      ['unused', false],
      ['used', true],
    ] as const) {
      const orderId = await shop.buy(person, 'jiating')
      if (uses) await settleFor(shop, person, [['dangao', 1]])
      await shop.clock.advance(16 * 60_000)
      const { refund } = await shop.call(person, 'payment.refundQuote', { orderId })
      expect(refund).toBe(uses ? 58_800 : 59_800)
      await shop.call(person, 'payment.refund', { operationId: shop.operationId(), orderId, refund })
      expect((await own(person)).coupons).toMatchObject([{ left: 0, state: 'void' }])
      expect((await own(person)).gifts).toMatchObject([{ state: 'void' }])
    }
  })

  it('M053 F21 299 fen become 25 coupons of 500, once in a calendar month; what is unused comes back', async () => {
    const orderId = await shop.buy('chen', 'quanbao')
    expect((await own('chen')).coupons).toMatchObject([{ amount: 500, left: 25 }])
    const { cards } = await shop.call('chen', 'membership.cards', {})
    expect(cards.filter(({ state }) => state === 'active')).toEqual([])
    const plan = await shop.call('chen', 'membership.plan', { planId: 'quanbao' })
    const again = {
      operationId: shop.operationId(),
      planId: 'quanbao',
      versionId: plan.versionId,
      price: 299,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    }
    expect(await shop.refusal('chen', 'payment.buy', again)).toBe('ALREADY_BOUGHT')
    const settled = await settleFor(shop, 'chen', [['meishi', 1]])
    expect(settled.receipt).toMatchObject({
      list: 1500,
      paid: 1000,
      coupons: [{ title: '5元券', amount: 500 }],
    })
    const { refund } = await shop.call('chen', 'payment.refundQuote', { orderId })
    expect(refund).toBe(288)
  })

  it('M041 the clerk may take another coupon or none; one that went elsewhere meanwhile is QUOTE_CHANGED', async () => {
    await shop.buy('su', 'quanbao')
    await shop.buy('su', 'jiating')
    const [first, second] = await Promise.all([visitOf('su'), visitOf('su')])
    const lines = [{ productId: 'natie', quantity: 1 }]
    const { coupons } = await own('su')
    const card = coupons.find(({ title }) => title === '开卡券')?.lotId ?? ''
    const ask = (visit: string, couponLotIds?: string[]) =>
      shop.call(CLERK, 'counter.quote', {
        branchId: BRANCH,
        visit,
        lines,
        ...(couponLotIds ? { couponLotIds } : {}),
      })
    expect((await ask(first.visit, [])).receipt.paid).toBe(1800)
    const offered = (await ask(first.visit, [])).coupons?.map(({ takesOff, missing }) => [takesOff, missing])
    expect(offered).toContainEqual([1000, 0])
    expect((await ask(first.visit)).coupons?.[0]?.lotId).toBe(card)
    const [one, two] = [await ask(first.visit), await ask(second.visit, [card])]
    expect([one.receipt.paid, two.receipt.paid]).toEqual([800, 800])
    const settle = (quote: string) => ({ branchId: BRANCH, quote, tender: 'external' as const })
    await shop.call(CLERK, 'counter.settle', settle(one.quote))
    const answer = await shop.ask(CLERK, 'counter.settle', settle(two.quote))
    expect(answer).toMatchObject({ ok: false, code: 'QUOTE_CHANGED' })
    const { detail } = answer as Extract<Answer, { ok: false }>
    const { quote, receipt } = (detail as { quote: { quote: string; receipt: { paid: number } } }).quote
    expect(receipt.paid).toBe(1300)
    await shop.call(CLERK, 'counter.settle', settle(quote))
    const refused = { branchId: BRANCH, visit: (await visitOf('su')).visit, lines, couponLotIds: [card] }
    expect(await shop.refusal(CLERK, 'counter.quote', refused)).toBe('COUPON_UNUSABLE')
  })

  it('an undo at the counter gives the coupon back', async () => {
    const settled = await settleFor(shop, 'lin', [['dangao', 1]])
    expect((await own('lin')).coupons).toMatchObject([{ left: 0, state: 'used' }])
    const { memberNumber, receipt } = settled
    const input = { branchId: BRANCH, memberNumber, receiptId: receipt.receiptId }
    await shop.call(CLERK, 'counter.undo', input)
    expect((await own('lin')).coupons).toMatchObject([{ left: 1, state: 'usable' }])
  })

  it('P1 a settlement with a coupon makes three calls, a claim four', async () => {
    await shop.buy('gao', 'jiating')
    const { quote } = await quoteFor(shop, 'gao', [['dangao', 1]])
    const settle = { branchId: BRANCH, quote, tender: 'external' as const }
    const settled = await shop.countCalls(() => shop.call(CLERK, 'counter.settle', settle))
    expect(settled.result.receipt.coupons?.[0]?.amount).toBe(1000)
    expect(settled.calls).toEqual(['getDocument members', 'insertDocument journal', 'modifyDocument members'])
    // The first claim of all makes the stock's document, the others find it.
    const claim = async (person: string) => ({ operationId: shop.operationId(), ...(await gift(person)) })
    await shop.call('gao', 'membership.claimGift', await claim('gao'))
    const input = await claim('lin')
    const claimed = await shop.countCalls(() => shop.call('lin', 'membership.claimGift', input))
    expect(claimed.calls).toEqual([
      'getDocument members',
      'modifyDocument stock',
      'insertDocument journal',
      'modifyDocument members',
    ])
  })

  async function gift(person: string) {
    const found = await claimableGift(shop, person)
    if (!found) throw new Error(`${person} has no gift`)
    return found
  }

  it('M010 a claimed gift goes over the counter once, to who shows a live code; its worth is the live price', async () => {
    const orderId = await shop.buy('wu', 'jiating')
    const which = { orderId, giftId: 'wan' }
    expect((await own('wu')).gifts).toEqual([
      {
        ...which,
        name: '手工陶碗',
        quantity: 1,
        worth: 2200,
        state: 'claimable',
        claimThrough: '2027-04-09',
      },
    ])
    const early = { operationId: shop.operationId(), branchId: BRANCH, ...which }
    expect(
      await shop.refusal(CLERK, 'counter.handOver', { ...early, visit: (await visitOf('wu')).visit }),
    ).toBe('GIFT_NOT_READY')
    const claim = { operationId: shop.operationId(), ...which }
    expect(await shop.call('wu', 'membership.claimGift', claim)).toMatchObject({ state: 'claimed' })
    expect(await shop.call('wu', 'membership.claimGift', claim)).toMatchObject({ state: 'claimed' })
    const other = { ...claim, operationId: shop.operationId() }
    expect(await shop.refusal('wu', 'membership.claimGift', other)).toBe('GIFT_NOT_READY')

    const visit = await visitOf('wu')
    expect(visit.member.gifts).toEqual([{ ...which, name: '手工陶碗', quantity: 1 }])
    const over = { operationId: shop.operationId(), branchId: BRANCH, visit: visit.visit, ...which }
    const both = await Promise.all([
      shop.ask(CLERK, 'counter.handOver', over),
      shop.ask(CLERK, 'counter.handOver', { ...over, operationId: shop.operationId() }),
    ])
    expect(both.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['GIFT_NOT_READY', 'ok'])
    expect((await own('wu')).gifts).toMatchObject([{ state: 'handed_over' }])
    expect((await visitOf('wu')).member.gifts).toBeUndefined()
  })

  it('M010 M038 a claim has an end, as it was said', async () => {
    const orderId = await shop.buy('zhao', 'jiating')
    await shop.clock.advance(31 * 86_400_000)
    expect((await own('zhao')).gifts).toMatchObject([{ state: 'expired', claimThrough: '2027-04-09' }])
    const claim = { operationId: shop.operationId(), orderId, giftId: 'wan' }
    expect(await shop.refusal('zhao', 'membership.claimGift', claim)).toBe('GIFT_NOT_READY')
    expect((await own('lin')).coupons).toMatchObject([{ state: 'expired' }])
    expect(stateOf('zhao')?.gifts).toHaveLength(1)
  })
})

describe('M010 M038 a race for gifts', () => {
  it('M010 M038 fifty claim at once while there are ten: exactly ten have one, and the stock says so', async () => {
    const shop = await openShop({ draft: withEntitlements() })
    try {
      const people = Array.from({ length: 50 }, (_, index) => `guest-${index}`)
      const orders = new Map<string, string>()
      for (const person of people) orders.set(person, await shop.buy(person, 'jiating'))
      const claim = async (person: string): Promise<string> => {
        const input = { operationId: shop.operationId(), orderId: orders.get(person) ?? '', giftId: 'wan' }
        for (;;) {
          const answer = await shop.ask(person, 'membership.claimGift', input)
          if (answer.ok) return 'ok'
          if (answer.code !== 'BUSY' && answer.code !== 'UNKNOWN') return answer.code
        }
      }
      const answers = await Promise.all(people.map(claim))
      expect(answers.filter((code) => code === 'ok')).toHaveLength(10)
      expect(answers.filter((code) => code === 'GIFT_EXHAUSTED')).toHaveLength(40)
      await recover(shop, 2)
      const [stock] = documents<{ _id: string; left: number; holds: Record<string, { state: string }> }>(
        shop,
        'stock',
      ).filter(({ _id }) => _id.startsWith('gift:'))
      expect(stock?.left).toBe(0)
      expect(Object.values(stock?.holds ?? {}).map(({ state }) => state)).toEqual(Array(10).fill('confirmed'))
      const held = documents<MemberDocument>(shop, 'members').flatMap(({ state }) => state.gifts)
      expect(held.filter(({ state }) => state === 'claimed')).toHaveLength(10)
      expect(violations(shop)).toEqual([])
    } finally {
      await shop.close()
    }
  })
})
