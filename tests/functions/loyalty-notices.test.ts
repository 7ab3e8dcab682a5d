import type { Output } from '../../cloudfunctions/contract'
import { live } from '../auto-renew-shop'
import { loyalShop } from '../domain/growth-story'
import { violations } from '../invariants'
import { withMessages } from '../message-shop'
import { withPoints } from '../points-shop'
import { openShop, settleFor, type Shop } from '../shop'

const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const dayOf = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10)

type Row = Output<'renewal.inbox'>['rows'][number]

describe('what a member is told of points and tiers', () => {
  let shop: Shop
  let rows: Row[] = []
  const told = (flow: Row['flow']) => rows.filter((row) => row.flow === flow).reverse()

  beforeAll(async () => {
    shop = await openShop({ draft: withMessages(withPoints(loyalShop())) })
    await shop.join('lin')
    // ¥300 and more within the window lead to the second tier, which ¥200 a year keep.
    await settleFor(shop, 'lin', [['meishi', 20]])
    await live(shop, 'lin', at('2028-04-10T12:00'))
    for (let before: number | undefined; ;) {
      const page = await shop.call('lin', 'renewal.inbox', before === undefined ? {} : { before })
      rows = [...rows, ...page.rows]
      if (page.next === null) break
      before = page.next
    }
  })
  afterAll(() => shop.close())

  it('M065 30, 7 and 1 days before they expire, each once, with how many and the day', async () => {
    const notices = told('points_expiry')
    expect(notices.map((row) => dayOf(row.at))).toEqual(['2028-03-02', '2028-03-25', '2028-03-31'])
    for (const row of notices) expect([row.title, ...row.lines].join(' ')).toMatch(/\d+积分将于3月31日到期/)
    expect(await shop.call('lin', 'points.home', {})).toMatchObject({ points: { available: 0 } })
    expect(violations(shop)).toEqual([])
  })

  it('M070 30 days before the period of the tier ends, with exactly what is missing', () => {
    const notices = told('tier_keep')
    expect(notices.map((row) => dayOf(row.at))).toEqual(['2028-03-02'])
    expect([notices[0]?.title, ...(notices[0]?.lines ?? [])].join(' ')).toContain('白银保级还差200成长值')
  })

  it('M072 30 and 7 days before growth leaves, with its real day and amount', () => {
    // What was earned in March leaves the window with the first day of March.
    const notices = told('growth_reset')
    expect(notices.map((row) => dayOf(row.at))).toEqual(['2028-01-31', '2028-02-23'])
    for (const row of notices) expect([row.title, ...row.lines].join(' ')).toContain('300成长值')
  })
})
