import cloudbase from '@cloudbase/node-sdk'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { cardOf, householdInvitation, joinHousehold, withEntitlements } from '../entitlement-shop'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { openidOf, openShop, quoteFor, settleFor, type Shop } from '../shop'
import { bind } from './merge-story'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

describe('M116 a card that a household uses', () => {
  let shop: Shop
  let families = 0

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

  /** A holder with the family card and one helper. */
  async function family(): Promise<{ holder: string; helper: string }> {
    families += 1
    const both = { holder: `holder-${families}`, helper: `helper-${families}` }
    await shop.join(both.holder)
    await shop.join(both.helper)
    await shop.buy(both.holder, 'jiating')
    await joinHousehold(shop, both.holder, both.helper)
    return both
  }
  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
  const settle = (quote: string) =>
    shop.ask(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'external' })
  const code = (answer: Answer) => (answer.ok ? 'ok' : answer.code)

  it('M116 the helper agrees first, sees whose card it is, and pays its prices; both see the receipt', async () => {
    const { holder, helper } = await family()
    expect(await shop.call(helper, 'membership.household', {})).toMatchObject({
      own: [],
      guestOf: { ownerName: 'h**', planName: '麦香家庭卡', validThrough: '2028-03-10' },
    })
    const shown = await shop.call(CLERK, 'counter.resolve', {
      branchId: BRANCH,
      code: await shop.codeOf(helper),
    })
    expect(shown.member).toMatchObject({
      number: shop.numberOf(holder),
      householdOf: 'h**',
      card: { planName: '麦香家庭卡' },
      savedTotal: 0,
    })
    const { version } = await shop.call(helper, 'membership.code', {})
    const settled = await settleFor(shop, helper, [['meishi', 2]])
    expect(settled.receipt).toMatchObject({ list: 3000, paid: 600, saved: 2400 })
    expect(settled.memberNumber).toBe(shop.numberOf(holder))
    const { receiptId } = settled.receipt

    const pulse = await shop.call(helper, 'membership.pulse', { since: version })
    expect(pulse.latest).toMatchObject({ receiptId, paid: 600 })
    const later = await shop.call(helper, 'membership.pulse', { since: pulse.version })
    expect(later.latest).toBeNull()
    for (const person of [holder, helper]) {
      const { receipts } = await shop.call(person, 'membership.receipts', {})
      expect(receipts.map((receipt) => receipt.receiptId)).toEqual([receiptId])
      const receipt = await shop.call(person, 'membership.receipt', { receiptId })
      expect(receipt.by).toBe(`会员${shop.numberOf(helper).slice(-4)}`)
    }
    expect((await shop.call(helper, 'membership.home', {})).assets).toMatchObject({ household: '麦香家庭卡' })
    expect(stateOf(holder)?.memberships[0]?.periods[0]?.saved).toBe(2400)
    expect(stateOf(helper)?.savings).toEqual({})
    const { own } = await shop.call(holder, 'membership.household', {})
    expect(own).toMatchObject([
      {
        planName: '麦香家庭卡',
        most: 2,
        helpers: [{ memberNumber: shop.numberOf(helper), displayName: 'h**' }],
        quotas: [{ benefitId: 'meiri-meishi', perDay: 1, left: 0 }],
      },
    ])
  })

  it('M116 two phones draw on one a day at the same second: exactly one has the member price', async () => {
    const { holder, helper } = await family()
    const quotes = [
      await quoteFor(shop, holder, [['meishi', 1]], BRANCH, CLERK),
      await quoteFor(shop, helper, [['meishi', 1]], BRANCH, CLERK),
    ]
    expect(quotes.map(({ receipt }) => receipt.lines[0]?.proofs[0]?.benefitId)).toEqual([
      'meiri-meishi',
      'meiri-meishi',
    ])
    const answers = await Promise.all(quotes.map(({ quote }) => settle(quote)))
    expect(answers.map(code).sort()).toEqual(['QUOTE_CHANGED', 'ok'])
    const { detail } = answers.find(({ ok }) => !ok) as Extract<Answer, { ok: false }>
    const { receipt } = (detail as { quote: { receipt: { paid: number; saved: number } } }).quote
    expect(receipt).toMatchObject({ paid: 1500, saved: 0 })
    expect(stateOf(holder)?.draws).toMatchObject([{ benefitId: 'meiri-meishi', units: 1 }])
    await shop.clock.advance(86_400_000)
    expect((await quoteFor(shop, helper, [['meishi', 1]])).receipt.paid).toBe(100)
  })

  it('M116 the helper’s code is good once, whoever’s document it settles on', async () => {
    const { helper } = await family()
    const shown = await shop.codeOf(helper)
    const visit = () => shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown })
    const lines = [{ productId: 'natie', quantity: 1 }]
    const quotes = []
    for (const { visit: token } of [await visit(), await visit()])
      quotes.push((await shop.call(CLERK, 'counter.quote', { branchId: BRANCH, visit: token, lines })).quote)
    const answers = await Promise.all(quotes.map(settle))
    expect(answers.map(code).sort()).toEqual(['CODE_USED', 'ok'])
    expect(await shop.refusal(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown })).toBe('CODE_USED')
  })

  it('M116 who is taken off the list quotes and settles nothing with the card any more', async () => {
    const { holder, helper } = await family()
    const { visit } = await shop.call(CLERK, 'counter.resolve', {
      branchId: BRANCH,
      code: await shop.codeOf(helper),
    })
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const { quote } = await shop.call(CLERK, 'counter.quote', { branchId: BRANCH, visit, lines })
    const memberNumber = shop.numberOf(helper)
    const operationId = shop.operationId()
    await shop.call(holder, 'membership.removeHelper', { operationId, memberNumber })
    await shop.call(holder, 'membership.removeHelper', { operationId, memberNumber })
    expect(code(await settle(quote))).toBe('VISIT_INVALID')
    expect(await shop.refusal(CLERK, 'counter.quote', { branchId: BRANCH, visit, lines })).toBe(
      'VISIT_INVALID',
    )
    expect((await quoteFor(shop, helper, [['meishi', 1]])).receipt).toMatchObject({ paid: 1500, saved: 0 })
    expect(stateOf(helper)?.householdMark).toBeNull()
    expect((await shop.call(helper, 'membership.household', {})).guestOf).toBeNull()
  })

  it('M116 a helper leaves without asking anybody, and may use another card then', async () => {
    const { holder, helper } = await family()
    const leave = { operationId: shop.operationId() }
    expect(await shop.call(helper, 'membership.leaveHousehold', leave)).toEqual({ left: true })
    expect(await shop.call(helper, 'membership.leaveHousehold', leave)).toEqual({ left: true })
    expect(stateOf(holder)?.helpers).toEqual([])
    const none = { operationId: shop.operationId() }
    expect(await shop.call(helper, 'membership.leaveHousehold', none)).toEqual({ left: false })
    const other = await family()
    await joinHousehold(shop, other.holder, helper)
    expect(stateOf(other.holder)?.helpers).toHaveLength(2)
  })

  it('M116 an invitation is for one person, a household has an end, and one person has one household', async () => {
    const { holder, helper } = await family()
    const invitation = await householdInvitation(shop, holder)
    const crowd = ['crowd-1', 'crowd-2', 'crowd-3', 'crowd-4']
    for (const person of crowd) await shop.join(person)
    const answers = await Promise.all(
      crowd.map((person) =>
        shop.ask(person, 'membership.joinHousehold', {
          operationId: shop.operationId(),
          invitation,
          consent: true,
        }),
      ),
    )
    expect(answers.map(code).sort().at(-1)).toBe('ok')
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const invite = { operationId: shop.operationId(), membershipId: await cardOf(shop, holder) }
    expect(await shop.refusal(holder, 'membership.inviteHelper', invite)).toBe('HOUSEHOLD_FULL')

    const elsewhere = await family()
    const again = await householdInvitation(shop, elsewhere.holder)
    const join = { operationId: shop.operationId(), invitation: again, consent: true }
    expect(await shop.refusal(helper, 'membership.joinHousehold', join)).toBe('HOUSEHOLD_NOT_POSSIBLE')
    expect(await shop.refusal(elsewhere.holder, 'membership.joinHousehold', join)).toBe(
      'HOUSEHOLD_NOT_POSSIBLE',
    )
    expect(await shop.refusal('nobody', 'membership.joinHousehold', join)).toBe('JOIN_REQUIRED')
    await shop.join('nobody')
    await shop.clock.advance(25 * 3_600_000)
    expect(await shop.refusal('nobody', 'membership.joinHousehold', join)).toBe('INVITATION_INVALID')
  })

  it('M116 the helper pays on the own phone what was bought with the card; the holder is not asked', async () => {
    const { holder, helper } = await family()
    const { quote } = await quoteFor(shop, helper, [['dangao', 1]])
    const input = { branchId: BRANCH, quote, tender: 'wechat' as const }
    const waiting = await shop.call(CLERK, 'counter.settle', input)
    const pulse = (person: string) => shop.call(person, 'membership.pulse', { since: 0 })
    expect((await pulse(holder)).openPayment).toBeNull()
    const { openPayment } = await pulse(helper)
    const { receiptId, paid: amount } = waiting.receipt
    expect(openPayment).toMatchObject({ receiptId, amount })
    const pay = { operationId: shop.operationId(), receiptId, amount }
    const { payment, order } = await shop.call(helper, 'payment.payReceipt', pay)
    const prepayId = payment && shop.wechat.openCashier(payment)
    expect(shop.wechat.pay(prepayId ?? '', openidOf(helper))).toBe('ok')
    await shop.wechat.tick()
    const synced = await shop.call(helper, 'payment.sync', { orderId: order.orderId })
    expect(synced.order.state).toBe('delivered')
    expect(stateOf(holder)?.receipts.at(-1)).toMatchObject({ receiptId, state: 'settled', paid: amount })
  })

  it('M116 M062 the card goes with its holder to another WeChat, and the helper goes on', async () => {
    const { holder, helper } = await family()
    const phone = '13900001234'
    await bind(shop, holder, phone)
    await shop.join('new-wechat')
    await shop.call('new-wechat', 'membership.merge', {
      operationId: shop.operationId(),
      phoneCode: shop.wechat.phoneCode(openidOf('new-wechat'), phone),
      memberCode: await shop.codeOf(holder),
    })
    const settled = await settleFor(shop, helper, [['meishi', 1]])
    expect(settled.memberNumber).toBe(shop.numberOf('new-wechat'))
    expect(settled.receipt.paid).toBe(0)
    expect(stateOf('new-wechat')).toMatchObject({ coupons: [{ left: 0 }], gifts: [{ state: 'claimable' }] })
  })

  it('P1 a helper costs one read more to resolve, and a settlement still makes three calls', async () => {
    const { helper } = await family()
    await settleFor(shop, helper, [['natie', 1]])
    const shown = await shop.codeOf(helper)
    const resolved = await shop.countCalls(() =>
      shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown }),
    )
    expect(resolved.calls).toEqual(['getDocument members', 'getDocument members'])
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const quoted = await shop.countCalls(() =>
      shop.call(CLERK, 'counter.quote', { branchId: BRANCH, visit: resolved.result.visit, lines }),
    )
    expect(quoted.calls).toEqual(['getDocument members'])
    const settled = await shop.countCalls(() => settle(quoted.result.quote))
    expect(settled.calls).toEqual(['getDocument members', 'insertDocument journal', 'modifyDocument members'])
    const home = await shop.countCalls(() => shop.call(helper, 'membership.home', {}))
    expect(home.calls).toHaveLength(2)
  })
})
