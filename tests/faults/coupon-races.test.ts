import type { ActionName } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import { BAKERY } from '../../local/demo/bakery'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { leftOpen, violations } from '../invariants'
import { openShop, quoteFor, type Shop } from '../shop'

const AT_ONCE = 64
const branchId = 'laojie'
const clerk = 'clerk-laojie'

/** X6: many at once, on the real functions. Nothing is lost, doubled or given twice. */
describe('X6 races for coupons', () => {
  let shop: Shop

  beforeAll(async () => {
    const draft = structuredClone(BAKERY)
    withProgramme(draft, {
      templates: [couponTemplate({ threshold: 0 })],
      campaigns: [
        couponCampaign({ items: [{ templateId: 'wuyuan', count: 1 }] }),
        couponCampaign({ id: 'zuihou', sets: 1, items: [{ templateId: 'wuyuan', count: 1 }] }),
      ],
    })
    shop = await openShop({ draft })
  })
  afterEach(async () => {
    await shop.clock.advance(61_000)
    await shop.timer('renewal', 'sweep')
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  /** As a phone does it: BUSY and UNKNOWN are no answers, the same call is sent again. */
  async function definite(person: string, action: ActionName, input: unknown): Promise<Answer> {
    for (let attempt = 0; attempt < 80; attempt += 1) {
      const answer = await shop.ask(person, action, input)
      if (answer.ok || (answer.code !== 'BUSY' && answer.code !== 'UNKNOWN')) return answer
    }
    throw new Error(`${action} of ${person} never ended`)
  }

  const tally = (answers: readonly Answer[]) => {
    const counts: Record<string, number> = {}
    for (const answer of answers) {
      const code = answer.ok ? 'ok' : answer.code
      counts[code] = (counts[code] ?? 0) + 1
    }
    return counts
  }
  const claim = (person: string, campaignId: string) =>
    definite(person, 'coupons.claim', { operationId: shop.operationId(), campaignId })

  it('H1 M055 64 tills redeem one coupon at once: exactly one receipt has it', async () => {
    await shop.join('lin')
    await claim('lin', 'zhounian')
    const quotes: string[] = []
    for (let n = 0; n < AT_ONCE; n += 1) {
      const { quote, receipt } = await quoteFor(shop, 'lin', [['meishi', 1]])
      expect(receipt.coupons).toHaveLength(1)
      quotes.push(quote)
    }
    const answers = await Promise.all(
      quotes.map((quote) => definite(clerk, 'counter.settle', { branchId, quote, tender: 'external' })),
    )
    expect(tally(answers)).toEqual({ ok: 1, QUOTE_CHANGED: AT_ONCE - 1 })
    expect((await shop.call('lin', 'coupons.wallet', {})).coupons).toMatchObject([{ left: 0, state: 'used' }])
  })

  it('M057 64 phones of one member claim one campaign at once: exactly one set', async () => {
    await shop.join('chen')
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => claim('chen', 'zhounian')))
    expect(tally(answers)).toEqual({ ok: 1, ALREADY_CLAIMED: AT_ONCE - 1 })
    expect((await shop.call('chen', 'coupons.wallet', {})).coupons).toHaveLength(1)
  })

  it('M057 64 members claim the last set at once: exactly one has it', async () => {
    const people = Array.from({ length: AT_ONCE }, (_, n) => `racer-${n}`)
    for (const person of people) await shop.join(person)
    const answers = await Promise.all(people.map((person) => claim(person, 'zuihou')))
    expect(tally(answers)).toEqual({ ok: 1, CAMPAIGN_EXHAUSTED: AT_ONCE - 1 })
  })
})
