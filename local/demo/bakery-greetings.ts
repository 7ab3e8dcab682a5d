import { addDays, addMonths, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { type Basket, buyCard, type Clerk, join, visit } from './acts'
import { atHour, daysBefore, type Scene } from './shop'
import type { Stage } from './stage'

/**
 * Whom the staff of a branch has reason to greet (M104), on whichever day and at whichever hour the
 * demo is begun. The list is made each morning from eight on, and seen some days ahead; so what it
 * rests on lies far enough back that a past morning of the history has seen it.
 */
const BIRTHDAY = { id: 'greeted-birthday', name: '罗女士', daysAhead: 3 }
const ABSENT = { id: 'greeted-absent', name: '唐先生', daysAgo: 50 }
const CARD_ENDS = { id: 'greeted-card-ends', name: '高老师', daysAhead: 5 }

export const GREETED: readonly { readonly id: string; readonly name: string }[] = [
  BIRTHDAY,
  ABSENT,
  CARD_ENDS,
]

const COFFEE: Basket = [['meishi', 1]]
const BREAD: Basket = [
  ['doushabao', 2],
  ['niujiaobao', 1],
]

/** A birthday soon, somebody who used to come each week, and a card that ends in some days. */
export function greetings(today: number, clerk: Clerk): Scene[] {
  const day = daysBefore(today)
  const visits = (person: string, basket: Basket, ...daysAgo: number[]): Scene[] =>
    daysAgo.map((ago) => ({ at: day(ago, 10), play: (stage) => visit(stage, person, clerk, basket) }))
  const bought = addMonths(addDays(shanghaiDay(today), CARD_ENDS.daysAhead), -12)
  return [
    {
      at: day(62, 9),
      async play(stage: Stage) {
        await join(stage, BIRTHDAY.id, BIRTHDAY.name, { marketing: true })
        await stage.call(BIRTHDAY.id, 'membership.birthday', {
          operationId: stage.operationId(),
          monthDay: addDays(shanghaiDay(today), BIRTHDAY.daysAhead).slice(5),
        })
      },
    },
    ...visits(BIRTHDAY.id, BREAD, 62, 48, 34, 20, 11),
    {
      at: day(92, 9),
      play: (stage) => join(stage, ABSENT.id, ABSENT.name, { marketing: true }),
    },
    ...visits(ABSENT.id, COFFEE, 92, 85, 78, 71, 64, 57, ABSENT.daysAgo),
    {
      at: atHour(bought, 9),
      async play(stage) {
        await join(stage, CARD_ENDS.id, CARD_ENDS.name)
        await buyCard(stage, CARD_ENDS.id, 'nianka')
      },
    },
    ...visits(CARD_ENDS.id, COFFEE, 300, 260, 220, 180, 140, 100, 70, 40, 15),
  ]
}
