import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { reward, withActivities } from '../activity-shop'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { RULES } from '../domain/growth-story'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openShop, settleFor, type Shop } from '../shop'

const DAY = 86_400_000
const KIB = 1024
const WEEKS = 156
const KINDS = 10
const SETS = 20
const PERSON = 'lin'

/** Everything that a member can use every week, and twenty sets of ten coupons that are good for a year. */
function draft() {
  const points = withPoints(undefined, { pendingDays: 0 }, { growth: RULES })
  const copy = withActivities(
    {
      rewards: [reward({ shop: { points: 10, from: '2026-01-01', through: '2031-12-31', audience: {} } })],
      flashSales: [],
      polls: [],
      draws: [],
    },
    points,
  )
  const templates = Array.from({ length: KINDS }, (_, kind) =>
    couponTemplate({ id: `quan-${kind}`, title: `第${kind + 1}种券`, threshold: 100_000, days: 366 }),
  )
  const items = templates.map(({ id }) => ({ templateId: id, count: 1 }))
  withProgramme(copy, {
    templates,
    campaigns: Array.from({ length: SETS }, (_, set) =>
      couponCampaign({ id: `libao-${set}`, through: '2031-12-31', items }),
    ),
  })
  return copy
}

describe('three years of a member who comes every week', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterAll(() => shop.close())

  const bytes = () => {
    const [member] = documents<MemberDocument>(shop, 'members').filter(
      ({ _id }) => _id === shop.numberOf(PERSON),
    )
    return Buffer.byteLength(JSON.stringify(member))
  }

  it('P1 the member stays below 64 KiB at every visit, with 200 coupons too, and home is one read', async () => {
    await shop.join(PERSON)
    let most = 0
    const watch = () => (most = Math.max(most, bytes()))
    for (let week = 0; week < WEEKS; week += 1) {
      if (week % 52 === 0) await shop.buy(PERSON)
      // In the last months twenty sets of coupons fill the wallet, and nothing of them is used.
      if (week >= WEEKS - SETS)
        await shop.call(PERSON, 'coupons.claim', {
          operationId: shop.operationId(),
          campaignId: `libao-${WEEKS - 1 - week}`,
        })
      await shop.call(PERSON, 'points.checkIn', { operationId: shop.operationId() })
      watch()
      await settleFor(shop, PERSON, [
        ['meishi', 1 + (week % 3)],
        ['tusi', 1],
      ])
      watch()
      if (week % 4 === 3) {
        const input = { operationId: shop.operationId(), rewardId: 'kafei', points: 10 }
        const { voucher } = await shop.call(PERSON, 'points.redeem', input)
        watch()
        const { visit } = await shop.call('clerk-laojie', 'counter.resolve', {
          branchId: 'laojie',
          code: await shop.codeOf(PERSON),
        })
        await shop.call('clerk-laojie', 'counter.redeemVoucher', {
          operationId: shop.operationId(),
          branchId: 'laojie',
          visit,
          voucherId: voucher?.voucherId ?? '',
        })
        watch()
      }
      await shop.clock.advance(7 * DAY)
      if (week % 4 !== 3) continue
      await shop.timer('payment', 'settleDue')
      watch()
      await shop.timer('renewal', 'sweep')
    }
    const { coupons } = await shop.call(PERSON, 'coupons.wallet', {})
    expect(coupons.filter(({ left }) => left > 0)).toHaveLength(KINDS * SETS)
    const { calls, result } = await shop.countCalls(() => shop.call(PERSON, 'membership.home', {}))
    const answer = Buffer.byteLength(JSON.stringify(result))
    console.log(`at most ${most} bytes, home ${answer} bytes with ${coupons.length} coupons`)
    expect(calls).toEqual(['getDocument members'])
    expect(most).toBeLessThan(64 * KIB)
    expect(answer).toBeLessThan(16 * KIB)
    expect(violations(shop)).toEqual([])
    await recover(shop, 1)
    expect(leftOpen(shop)).toEqual([])
  }, 240_000)
})
