import { isRefusal } from '../contract/refusals'
import { addDays, shanghaiDay } from '../domain/calendar'
import { type DayFigures, NO_FIGURES } from '../domain/day-figures'
import { forStaff } from '../entry/handler'

/**
 * The owner's first page: today against the seven days before. Past days come from their
 * roll-ups, today from the journal and the tails that aren't archived yet.
 */
export const today = forStaff('operations.today', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const day = shanghaiDay(now)
    const pastDays = Array.from({ length: 7 }, (_, index) => addDays(day, index - 7))
    const past = await backend.dayFigures.ofDays(pastDays, now)
    const figures = await backend.dayFigures.live(day)
    const holders = await backend.dayFigures.holders(now)
    const figure = (pick: (of: DayFigures) => number, definition: string) => ({
      value: pick(figures),
      trend: pastDays.map((pastDay) => pick(past.get(pastDay) ?? NO_FIGURES)),
      definition,
    })
    return {
      day,
      asOf: now,
      receipts: figure((of) => of.receipts, '今天结算且未撤销的小票数'),
      takings: figure((of) => of.paid, '今天小票实收合计,不含售卡'),
      saved: figure((of) => of.saved, '今天会员在小票上省下的合计'),
      cardsSold: figure((of) => of.cards, '今天开通或续费的会员卡张数'),
      cardTakings: figure((of) => of.cardTakings, '今天售卡实收合计,已减退款'),
      members: { joined: figures.joined, holders },
      branches: release.branches.map(({ id, name }) => ({
        branchId: id,
        name,
        ...(figures.branches[id] ?? { receipts: 0, paid: 0, saved: 0 }),
      })),
      toDo: toDo(figures, holders),
    }
  },
})

/** One thing, and only when it is true. */
function toDo(figures: DayFigures, holders: number): { title: string; detail: string } | null {
  if (figures.abnormalRefunds > 0)
    return {
      title: '有退款需要处理',
      detail: `${figures.abnormalRefunds}笔退款没有成功,请到微信支付商户平台查看`,
    }
  if (holders === 0) return { title: '还没有会员', detail: '把会员卡页面的小程序码放到收银台' }
  return null
}
