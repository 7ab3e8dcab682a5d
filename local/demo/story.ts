import { addDays, addMonths, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import { type Basket, buyCard, join, newMember, undo, visit } from './acts'
import { workshopSignUps } from './bakery-care'
import { GREETED, greetings } from './bakery-greetings'
import { bakeryDraft } from './bakery-programme'
import { NEIGHBOURS, neighbours } from './neighbours'
import { PEOPLE } from './people'
import { weeklyMember } from './weekly-member'
import { LAST_WEEK, REGULARS, regularVisits } from './regulars'
import { atHour, bringStaff, claim, type DemoShop, releaseFirst, type Scene } from './shop'
import type { Stage } from './stage'

const LAOJIE = { person: 'clerk-laojie', branchId: 'laojie' }
const KEJIYUAN = { person: 'clerk-kejiyuan', branchId: 'kejiyuan' }

/** How many months before today the story begins: 周敏's card must have ended by now. */
const BEGINS_MONTHS_AGO = 14

/** 麦香巷: the bakery and coffee bar with one year card. */
export const BAKERY_SHOP: DemoShop = {
  id: 'bakery',
  name: '麦香巷',
  trade: '烘焙',
  people: PEOPLE,
  regulars: [...REGULARS, ...NEIGHBOURS, ...GREETED],
  begins: (today) => atHour(addMonths(shanghaiDay(today), -BEGINS_MONTHS_AGO), 6),
  open: openShop,
  scenes: (today) => [
    ...lin(today),
    ...chen(today),
    ...wang(today),
    ...zhao(today),
    ...zhou(today),
    ...weeklyMember(today, LAOJIE),
    ...regulars(today),
    ...neighbours(today, LAOJIE),
    ...greetings(today, LAOJIE),
    ...workshopSignUps(today),
    ...lastWeek(today),
  ],
}

async function openShop(stage: Stage, ownerSecret: string, today: number): Promise<void> {
  await claim(stage, ownerSecret)
  await releaseFirst(stage, bakeryDraft(shanghaiDay(today)))
  await bringStaff(stage, [LAOJIE, KEJIYUAN], PEOPLE)
}

/** 林晓雯: 20 美式, 8 拿铁, 10 牛角包, 2 豆沙包 — ¥193.00 saved, one 美式 short of her fee. */
function lin(today: number): Scene[] {
  const bought = addMonths(shanghaiDay(today), -5)
  const baskets: Basket[] = Array.from({ length: 28 }, (_, index) => [
    index % 7 < 5 ? (['meishi', 1] as const) : (['natie', 1] as const),
    ...(index % 14 < 5 ? [['niujiaobao', 1] as const] : []),
    ...(index % 14 === 6 ? [['doushabao', 1] as const] : []),
  ])
  return [
    { at: atHour(bought, 7), play: (stage) => newMember(stage, 'linxiaowen', '林晓雯', 'nianka') },
    ...baskets.map((basket, index) => ({
      at: atHour(addDays(bought, 1 + index * 5), 8),
      play: (stage: Stage) => visit(stage, 'linxiaowen', LAOJIE, basket),
    })),
  ]
}

/** 陈志强: a family's 40 拿铁, 36 吐司, two cakes — ¥412.80 saved; the card ends in 7 days. */
function chen(today: number): Scene[] {
  const bought = addMonths(addDays(shanghaiDay(today), 7), -12)
  return [
    { at: atHour(bought, 9), play: (stage) => newMember(stage, 'chenzhiqiang', '陈志强', 'nianka') },
    ...Array.from({ length: 40 }, (_, index) => ({
      at: atHour(addDays(bought, 2 + index * 8), 10),
      play: (stage: Stage) =>
        visit(stage, 'chenzhiqiang', index % 2 ? KEJIYUAN : LAOJIE, [
          ['natie', 1],
          ...(index < 36 ? [['tusi', 1] as const] : []),
          ...(index === 12 || index === 30 ? [['dangao', 1] as const] : []),
        ]),
    })),
  ]
}

/** 王桂芳: four 豆沙包 a week for thirteen weeks, no card, large text. */
function wang(today: number): Scene[] {
  const first = addDays(shanghaiDay(today), -13 * 7 + 2)
  return [
    {
      at: atHour(first, 7),
      async play(stage) {
        await join(stage, 'wangguifang', '王桂芳')
        await stage.call('wangguifang', 'membership.preferences', {
          operationId: stage.operationId(),
          largeText: true,
        })
      },
    },
    ...Array.from({ length: 13 }, (_, week) => ({
      at: atHour(addDays(first, week * 7), 8),
      play: (stage: Stage) => visit(stage, 'wangguifang', LAOJIE, [['doushabao', 4]]),
    })),
  ]
}

/** 赵一鸣: two 美式, the second undone at once. */
function zhao(today: number): Scene[] {
  const bought = addDays(shanghaiDay(today), -20)
  return [
    { at: atHour(bought, 12), play: (stage) => newMember(stage, 'zhaoyiming', '赵一鸣', 'nianka') },
    {
      at: atHour(addDays(bought, 3), 12),
      play: (stage) => visit(stage, 'zhaoyiming', KEJIYUAN, [['meishi', 1]]),
    },
    {
      at: atHour(addDays(bought, 9), 12),
      async play(stage) {
        const settled = await visit(stage, 'zhaoyiming', KEJIYUAN, [['meishi', 1]])
        await undo(stage, KEJIYUAN, settled)
      },
    },
  ]
}

/** 周敏: her year is over; since then she pays like anybody without a card. */
function zhou(today: number): Scene[] {
  const bought = addMonths(shanghaiDay(today), -13)
  const visits = [20, 60, 110, 170, 230, 300]
  return [
    { at: atHour(bought, 15), play: (stage) => newMember(stage, 'zhoumin', '周敏', 'nianka') },
    ...visits.map((days) => ({
      at: atHour(addDays(bought, days), 15),
      play: (stage: Stage) => visit(stage, 'zhoumin', LAOJIE, [['shengye-natie', 1]]),
    })),
    {
      at: atHour(addDays(shanghaiDay(today), -6), 15),
      play: (stage) => visit(stage, 'zhoumin', LAOJIE, [['shengye-natie', 1]]),
    },
  ]
}

/** Eleven more regulars, so that the shop has a median to show. */
function regulars(today: number): Scene[] {
  return REGULARS.flatMap((regular) => {
    const bought = addDays(shanghaiDay(today), -regular.memberForDays)
    const clerk = regular.branchId === 'laojie' ? LAOJIE : KEJIYUAN
    return [
      {
        at: atHour(bought, 11),
        play: async (stage: Stage) => {
          await join(stage, regular.id, regular.name)
          await buyCard(stage, regular.id, 'nianka')
        },
      },
      ...regularVisits(regular).map(({ day, basket }) => ({
        at: atHour(addDays(bought, day), 11) + regular.memberForDays * 60_000,
        play: (stage: Stage) => visit(stage, regular.id, clerk, basket),
      })),
    ]
  })
}

/** The last seven days and this morning, so that the owner's page has something to say. */
function lastWeek(today: number): Scene[] {
  const todayOf = startOfDay(shanghaiDay(today))
  return LAST_WEEK.map(({ id, daysAgo, basket }, index) => {
    const clerk = index % 2 ? KEJIYUAN : LAOJIE
    const opened = atHour(addDays(shanghaiDay(today), -daysAgo), 9) + index * 13 * 60_000
    // Today's visits are over by now, however early it is.
    const at = daysAgo > 0 ? opened : todayOf + Math.floor(((today - todayOf) * (index + 1)) / 30)
    return { at, play: (stage) => visit(stage, id, clerk, basket) }
  })
}
