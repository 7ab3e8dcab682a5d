import { addDays, addMonths, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { type Basket, type Clerk, join, visit } from './acts'
import { comesBy } from './bakery-acquisition'
import { atHour, daysBefore, type Scene } from './shop'
import type { Stage } from './stage'

const NAMES = '秦许吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎'
  .split('')
  .map((name) => `${name}女士`)

const BASKETS: readonly Basket[] = [
  [['meishi', 1]],
  [['natie', 1]],
  [['doushabao', 4]],
  [
    ['natie', 1],
    ['niujiaobao', 1],
  ],
  [['tusi', 2]],
  [
    ['meishi', 2],
    ['tusi', 1],
  ],
  [['dangao', 1]],
]

interface Neighbour {
  readonly id: string
  readonly name: string
}

/** From the street: joined without a card last month, so that its bill can say where somebody stands. */
const OF_LAST_MONTH: readonly Neighbour[] = NAMES.map((name, index) => ({
  id: `neighbour-${index + 1}`,
  name,
}))

/** Invited by a member this week: one has ordered and may still bring it back, one has only joined. */
const OF_THIS_WEEK: readonly (Neighbour & { readonly daysAgo: number; readonly basket: Basket })[] = [
  { id: 'neighbour-invited-1', name: '傅女士', daysAgo: 3, basket: [['tusi', 1]] },
  { id: 'neighbour-invited-2', name: '褚先生', daysAgo: 1, basket: [] },
]

export const NEIGHBOURS: readonly Neighbour[] = [...OF_LAST_MONTH, ...OF_THIS_WEEK]

/** Everybody of last month came once between its third and its sixteenth, two on each day. */
export function neighbours(today: number, clerk: Clerk): Scene[] {
  const first = `${addMonths(shanghaiDay(today), -1).slice(0, 7)}-03`
  const day = daysBefore(today)
  return [
    ...OF_LAST_MONTH.map(({ id, name }, index) => ({
      at: atHour(addDays(first, Math.floor(index / 2)), 16) + (index % 2) * 20 * 60_000,
      async play(stage: Stage) {
        await comesBy(stage, id, index)
        await join(stage, id, name)
        await visit(stage, id, clerk, BASKETS[index % BASKETS.length] ?? [])
      },
    })),
    ...OF_THIS_WEEK.map(({ id, name, daysAgo, basket }) => ({
      at: day(daysAgo, 17),
      async play(stage: Stage) {
        await comesBy(stage, id, 0)
        await join(stage, id, name)
        if (basket.length > 0) await visit(stage, id, clerk, basket)
      },
    })),
  ]
}
