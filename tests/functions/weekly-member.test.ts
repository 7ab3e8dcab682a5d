import type { GrowthRules } from '../../cloudfunctions/contract/loyalty'
import { shanghaiMonth } from '../../cloudfunctions/domain/calendar'
import type { Due, JournalEntry } from '../../cloudfunctions/domain/decision'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { RULES } from '../domain/growth-story'
import { documents, leftOpen, violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openShop, settleFor, type Shop } from '../shop'

const MINUTE = 60_000
const DAY = 86_400_000
const WEEKS = 60
/** From then on the member comes every fourth week only. */
const RARELY_FROM = 30
const PERSON = 'lin'

/** A card of half a year, points that end with the third month, tiers of half a year. */
function draft() {
  const growth: GrowthRules = {
    ...RULES,
    window: 'calendar_year',
    tierMonths: 6,
    tiers: RULES.tiers.slice(0, 3).map((tier, rank) => ({
      ...tier,
      threshold: [0, 90, 5000][rank] ?? 0,
      keep: [0, 90, 5000][rank] ?? 0,
      pointsBasisPoints: [10_000, 20_000, 30_000][rank] ?? 10_000,
    })),
  }
  const copy = withPoints(undefined, { expireAfterMonths: 9 }, { growth })
  const [card] = copy.plans
  if (card) card.terms.months = 6
  withProgramme(copy, {
    templates: [couponTemplate({ threshold: 0, days: 60 })],
    campaigns: [couponCampaign({ items: [{ templateId: 'wuyuan', count: 5 }] })],
  })
  return copy
}

/** By the rules: half a year of the card, then decay; points end with the ninth month, the tier with its half year. */
const TABLE = `
month  visits  paid  saved  earned  check-ins  decayed  expired  points  growth  coupons
2027-03  4  52.00  68.00  52  40  0  0  92  52  1
2027-04  4  67.00  53.00  85  50  0  0  227  67  -1
         已升级为白银
2027-05  4  72.00  48.00  144  80  0  0  451  72  0
2027-06  5  90.00  60.00  180  100  0  0  731  90  0
2027-07  4  72.00  48.00  144  80  0  0  955  72  0
2027-08  4  72.00  48.00  144  80  0  0  1179  72  0
2027-09  5  126.00  24.00  252  100  0  0  1531  126  0
2027-10  1  30.00  0.00  60  20  -55  0  1556  30  0
         10月11日起赠送积分减少53
2027-11  0  0.00  0.00  0  0  -50  0  1506  0  0
         保级成功:白银
         11月11日起赠送积分减少50
2027-12  1  30.00  0.00  60  20  -45  0  1541  30  0
         581成长值即将移出计算周期
         81积分将于2027年12月31日到期
         12月11日起赠送积分减少45
         611成长值即将移出计算周期
2028-01  0  0.00  0.00  0  0  -40  -81  1420  0  0
         117积分将于1月31日到期
         1月11日起赠送积分减少40
2028-02  1  30.00  0.00  60  20  -32  -117  1351  30  0
         192积分将于2月29日到期
         2月11日起赠送积分减少32
2028-03  0  0.00  0.00  0  0  -26  -192  1133  0  0
         233积分将于3月31日到期
         3月11日起赠送积分减少26
2028-04  0  0.00  0.00  0  0  -18  -233  882  0  0
         白银保级还差30成长值(再消费¥30.00)
         182积分将于4月30日到期
         4月11日起赠送积分减少18
2028-05  0  0.00  0.00  0  0  0  -182  700  0  0
         等级调整为普通
         178积分将于5月31日到期
`

type Timers = 'each week, two at once' | 'late, eight of nine skipped'

/** What the table is of; bills and the card's end are told of elsewhere. */
const OF_LOYALTY: ReadonlySet<string> = new Set([
  'points_expiry',
  'decay',
  'tier_keep',
  'growth_reset',
  'tier_changed',
])

interface Told {
  readonly at: number
  readonly title: string
}

/** Fourteen months of one member: what they hold in the end, and what they were told on the way. */
async function live(shop: Shop, timers: Timers) {
  const told = new Map<string, Told>()
  const sweep = async () => {
    await shop.timer('renewal', 'sweep')
    for (const { due } of documents<{ due: Due }>(shop, 'outbox'))
      if (due.kind === 'message' && OF_LOYALTY.has(due.flow) && !told.has(due.key))
        told.set(due.key, { at: shop.clock.now(), title: due.about.title })
  }
  const settleDue = () => shop.timer('payment', 'settleDue')
  await shop.join(PERSON)
  await shop.buy(PERSON)
  await shop.call(PERSON, 'coupons.claim', { operationId: shop.operationId(), campaignId: 'zhounian' })
  for (let week = 0; week < WEEKS; week += 1) {
    if (week < RARELY_FROM || week % 10 === 0) {
      await shop.call(PERSON, 'points.checkIn', { operationId: shop.operationId() })
      await settleFor(shop, PERSON, [['meishi', 2]])
    }
    await shop.clock.advance(7 * DAY)
    if (timers !== 'each week, two at once' && week % 9 !== 8) continue
    await Promise.all([settleDue(), settleDue()])
    await sweep()
  }
  for (let round = 0; round < 3; round += 1) {
    // What met another run of the timer is looked at again after five minutes.
    await shop.clock.advance(6 * MINUTE)
    await settleDue()
    await sweep()
  }
  const { now: _pointsNow, ...points } = await shop.call(PERSON, 'points.home', {})
  const { now: _tierNow, ...tier } = await shop.call(PERSON, 'points.tier', {})
  const { coupons } = await shop.call(PERSON, 'coupons.wallet', {})
  const { savedTotal } = await shop.call(PERSON, 'membership.home', {})
  return { end: { points, tier, coupons, savedTotal }, told: [...told.values()] }
}

interface Row {
  visits: number
  paid: number
  saved: number
  earned: number
  checkIn: number
  expired: number
  decayed: number
  growth: number
  coupons: number
  told: string[]
}

/** The months of the journal. */
function months(shop: Shop, told: readonly Told[]): Map<string, Row> {
  const archived = documents<JournalEntry>(shop, 'journal')
  const tails = documents<MemberDocument>(shop, 'members').flatMap(({ tail }) => tail)
  const entries = [...new Map([...archived, ...tails].map((entry) => [entry._id, entry])).values()].filter(
    ({ memberId }) => memberId === shop.numberOf(PERSON),
  )
  const rows = new Map<string, Row>()
  const rowOf = (at: number) => {
    const month = shanghaiMonth(at)
    const fresh = { visits: 0, paid: 0, saved: 0, earned: 0, checkIn: 0, expired: 0, decayed: 0 }
    const row = rows.get(month) ?? { ...fresh, growth: 0, coupons: 0, told: [] }
    rows.set(month, row)
    return row
  }
  for (const { at, facts, postings } of entries.sort((a, b) => a.at - b.at)) {
    const row = rowOf(at)
    if (facts.kind === 'receipt') {
      row.visits += 1
      row.paid += facts.receipt.paid
    }
    for (const { asset, account, amount } of postings) {
      if (asset === 'points' && account === 'shop/points/earned') row.earned -= amount
      if (asset === 'points' && account === 'shop/points/check_in') row.checkIn -= amount
      if (asset === 'points' && account === 'shop/points/expired') row.expired -= amount
      if (asset === 'points' && account === 'shop/points/decayed') row.decayed -= amount
      if (asset === 'growth' && account.startsWith('member/')) row.growth += amount
      if (asset === 'coupon' && account.startsWith('member/')) row.coupons += amount
      if (asset === 'saving' && account.startsWith('member/')) row.saved += amount
    }
  }
  for (const { at, title } of told) rowOf(at).told.push(title)
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const yuan = (fen: number) => (fen / 100).toFixed(2)

/** A line a month: what came, what went, what is held; and under it what the member was told. */
function table(rows: ReturnType<typeof months>): string {
  let held = 0
  const lines = [...rows].flatMap(([month, row]) => {
    const { visits, paid, saved, earned, checkIn, decayed, expired, growth, coupons, told } = row
    held += earned + checkIn + decayed + expired
    const cells = [month, visits, yuan(paid), yuan(saved), earned, checkIn, decayed, expired, held, growth]
    return [[...cells, coupons].join('  '), ...[...new Set(told)].map((title) => `         ${title}`)]
  })
  return [
    'month  visits  paid  saved  earned  check-ins  decayed  expired  points  growth  coupons',
    ...lines,
  ].join('\n')
}

describe('fourteen months of a member who comes every week', () => {
  const ends: Awaited<ReturnType<typeof live>>['end'][] = []

  it.each(['each week, two at once', 'late, eight of nine skipped'] as const)(
    'M063 M065 M070 M073 timers %s: lots, tiers and notices stand in one table that sums',
    async (timers) => {
      const shop = await openShop({ draft: draft() })
      try {
        const { end, told } = await live(shop, timers)
        const rows = months(shop, told)
        console.log(`timers ${timers}\n${table(rows)}`)
        if (timers === 'each week, two at once') expect(table(rows)).toBe(TABLE.trim())
        const sum = (pick: (row: Row) => number) =>
          [...rows.values()].reduce((total, row) => total + pick(row), 0)
        const { points } = end.points
        expect(sum(({ earned, checkIn, decayed, expired }) => earned + checkIn + decayed + expired)).toBe(
          points?.available,
        )
        expect(sum(({ saved }) => saved)).toBe(end.savedTotal)
        expect(sum(({ coupons }) => coupons)).toBe(0)
        expect(end.tier.tier).toMatchObject({ name: '普通', growth: 30 })
        // Whoever comes late or twice does no more and no less.
        ends.push(end)
        expect(end).toEqual(ends[0])
        expect(violations(shop)).toEqual([])
        expect(leftOpen(shop)).toEqual([])
      } finally {
        await shop.close()
      }
    },
    180_000,
  )
})
