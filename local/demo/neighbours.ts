import { addDays, addMonths, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { type Basket, type Clerk, join, visit } from './acts'
import { comesBy } from './bakery-acquisition'
import { atHour, type Scene } from './shop'
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

/** From the street: joined without a card last month, so that its bill can say where somebody stands. */
export const NEIGHBOURS: readonly { readonly id: string; readonly name: string }[] = NAMES.map(
  (name, index) => ({ id: `neighbour-${index + 1}`, name }),
)

/** Everybody came once between the third and the sixteenth of last month, two on each day. */
export function neighbours(today: number, clerk: Clerk): Scene[] {
  const first = `${addMonths(shanghaiDay(today), -1).slice(0, 7)}-03`
  return NEIGHBOURS.map(({ id, name }, index) => ({
    at: atHour(addDays(first, Math.floor(index / 2)), 16) + (index % 2) * 20 * 60_000,
    async play(stage: Stage) {
      await comesBy(stage, id, index)
      await join(stage, id, name)
      await visit(stage, id, clerk, BASKETS[index % BASKETS.length] ?? [])
    },
  }))
}
