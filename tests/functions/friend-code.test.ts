import { leftOpen, violations } from '../invariants'
import { type Blow, withBlow } from '../faults/crash'
import { recover } from '../faults/payments'
import { openidOf, openShop, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { bind } from './merge-story'

const STRIKES: readonly Blow[] = ['dies_before', 'dies_after', 'drop_after']
const PHONE = '13800002222'

describe('M015 a friend’s bill, paid from one’s own balance', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withStoredValue() })
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  async function payer(): Promise<string> {
    const person = `payer-${(people += 1)}`
    await shop.join(person)
    await topUp(shop, person, 'chong-500')
    return person
  }
  const balance = async (person: string) => {
    const { principal, bonus } = await shop.call(person, 'membership.wallet', {})
    return principal + bonus
  }
  const codeOf = (person: string, most: number) =>
    shop.call(person, 'membership.friendCode', { operationId: shop.operationId(), most })

  /** From the scan to the quote; the bill is a number of toasts at 22.00. */
  async function quoteOf(code: string, quantity: number, branchId: string) {
    const clerk = `clerk-${branchId}`
    const { visit, member } = await shop.call(clerk, 'counter.resolve', { branchId, code })
    const lines = [{ productId: 'tusi', quantity }]
    return {
      clerk,
      branchId,
      member,
      quoted: await shop.ask(clerk, 'counter.quote', { branchId, visit, lines }),
    }
  }
  async function readyToSettle(code: string, quantity: number, branchId = 'laojie') {
    const { clerk, member, quoted } = await quoteOf(code, quantity, branchId)
    if (!quoted.ok) throw new Error(quoted.code)
    const { quote } = quoted.data as { quote: string }
    const input = { branchId, quote, tender: 'stored_value' }
    return { member, settle: () => shop.ask(clerk, 'counter.settle', input) }
  }

  it('M015 two clerks scan the code at once: one bill is paid, once; the payer sees where and how much', async () => {
    const person = await payer()
    const before = await balance(person)
    const { code, validUntil, most } = await codeOf(person, 5000)
    expect([validUntil - shop.clock.now(), most]).toEqual([60_000, 5000])
    const tills = [await readyToSettle(code, 1), await readyToSettle(code, 2, 'kejiyuan')]
    expect(tills[0]?.member).toMatchObject({ friendMost: 5000, balance: 5000, card: null })
    const answers = await Promise.all(tills.map(({ settle }) => settle()))
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'CODE_USED' })
    const [event] = (await shop.call(person, 'membership.wallet', {})).history
    expect(event?.kind).toBe('friend')
    expect(event?.title).toMatch(/^(老街店|科技园店) 为朋友付款$/)
    expect((await balance(person)) - before).toBe((event?.principal ?? 0) + (event?.bonus ?? 0))
    const [receipt] = (await shop.call(person, 'membership.receipts', {})).receipts
    const whole = await shop.call(person, 'membership.receipt', { receiptId: receipt?.receiptId ?? '' })
    expect(whole).toMatchObject({ forFriend: true, tender: 'stored_value' })
    expect(await shop.refusal('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code })).toBe(
      'CODE_USED',
    )
  })

  it('M015 the code is good for 60 s and up to its amount, and a forged one for nothing', async () => {
    const person = await payer()
    const resolve = (code: string) =>
      shop.refusal('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code })
    const { code } = await codeOf(person, 4000)
    expect(await quoteOf(code, 2, 'laojie')).toMatchObject({ quoted: { code: 'FRIEND_CODE_LIMIT' } })
    const last = code.endsWith('0') ? '1' : '0'
    expect(await resolve(code.slice(0, -1) + last)).toBe('CODE_FORGED')
    await shop.clock.advance(59_999)
    await readyToSettle(code, 1)
    await shop.clock.advance(1)
    expect(await resolve(code)).toBe('CODE_EXPIRED')
    expect(await balance(person)).toBe(55_000)
  })

  it('M015 above 200.00 WeChat must vouch for the own phone; below nobody is asked', async () => {
    const person = await payer()
    const asked = (most: number, phone?: string) => {
      const phoneCode = phone && shop.wechat.phoneCode(openidOf(person), phone)
      const input = { operationId: shop.operationId(), most, ...(phoneCode ? { phoneCode } : {}) }
      return shop.refusal(person, 'membership.friendCode', input)
    }
    expect(await asked(20_000)).toMatch(/^accepted/)
    expect(await asked(20_001)).toBe('FRIEND_CODE_PHONE')
    expect(await asked(20_001, PHONE)).toBe('FRIEND_CODE_PHONE')
    await bind(shop, person, PHONE)
    expect(await asked(20_001, '13800003333')).toBe('FRIEND_CODE_PHONE')
    expect(await asked(20_001, PHONE)).toMatch(/^accepted/)
    expect(
      await shop.refusal('nobody', 'membership.friendCode', { operationId: shop.operationId(), most: 100 }),
    ).toBe('BALANCE_SHORT')
  })

  it.each(STRIKES)(
    'X1 I9 M015 paying a friend’s bill: %s at each call; the retry lands it exactly once',
    async (blow) => {
      const person = await payer()
      const before = await balance(person)
      let settled = 0
      for (let nth = 1; nth <= 8; nth += 1) {
        const { code } = await codeOf(person, 3000)
        const { settle } = await readyToSettle(code, 1)
        const { reached, revive } = await withBlow(shop, nth, blow, settle)
        const answers = [await settle(), await settle()]
        expect(answers[0]).toMatchObject({ ok: true })
        expect(answers[1]).toMatchObject({ ok: true, data: (answers[0] as { data: unknown }).data })
        await revive()
        settled += 1
        if (!reached) break
      }
      expect(settled).toBeGreaterThan(3)
      const { history } = await shop.call(person, 'membership.wallet', {})
      const paid = history.filter(({ kind }) => kind === 'friend')
      expect(paid).toHaveLength(settled)
      expect(before - (await balance(person))).toBe(
        paid.reduce((sum, { principal, bonus }) => sum - principal - bonus, 0),
      )
    },
  )
})
