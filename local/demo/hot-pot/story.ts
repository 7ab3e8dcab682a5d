import { addDays, shanghaiDay } from '../../../cloudfunctions/domain/calendar'
import {
  type Basket,
  FROM_BALANCE,
  bindPhone,
  buyCard,
  giveBack,
  join,
  signCharges,
  undo,
  visit,
} from '../acts'
import {
  atHour,
  bringStaff,
  claim,
  type Days,
  daysBefore,
  type DemoShop,
  releaseFirst,
  type Scene,
} from '../shop'
import type { Stage } from '../stage'
import { ask, takeBenefit } from '../programme-acts'
import { payForFriend, registerName, topUp } from '../stored-value-acts'
import { hotPotDraft } from './catalogue'
import { HOT_POT_PEOPLE } from './people'

const HEBIN = { person: 'clerk-hebin', branchId: 'hebin' }
const ZHANQIAN = { person: 'clerk-zhanqian', branchId: 'zhanqian' }

/** 郭桂英's top-up is older than WeChat refunds: the story begins before it. */
const BEGINS_DAYS_AGO = 410

const REGULARS = ['何先生', '吴女士', '郑老师', '冯先生', '褚女士', '卫先生'].map((name, index) => ({
  id: `regular-${index + 1}`,
  name,
}))

/** Two tables that cost 1000 yuan by the menu: 496 and 504. */
const FOUR_OF_THEM: Basket = [
  ['yuanyang', 1],
  ['feiniu', 3],
  ['maodu', 2],
  ['xiahua', 2],
  ['shucai', 1],
  ['suanmei', 1],
]
const FAMILY_EVENING: Basket = [
  ['niuyou', 1],
  ['feiniu', 4],
  ['maodu', 2],
  ['yachang', 1],
  ['doufu', 4],
]
/** 226 yuan by the menu. */
const FOR_TWO: Basket = [
  ['niuyou', 1],
  ['feiniu', 1],
  ['maodu', 1],
  ['suanmei', 2],
]

const OF_TIER = (benefitId: string) => ({ source: 'tier', benefitId }) as const
const MINUTE_MS = 60_000

/** A thousand once less than two hundred are left, a thousand a month at most. */
const AUTO_TOP_UP = {
  purpose: 'top_up',
  planId: 'chuzhi',
  amount: 100_000,
  topUp: { stepId: 'chong-1000', below: 20_000, monthlyMost: 100_000 },
} as const

/** 巷里火锅: stored value in steps, a friend's bill, a pack of coupons. */
export const HOT_POT_SHOP: DemoShop = {
  id: 'hot-pot',
  name: '巷里火锅',
  trade: '火锅',
  people: HOT_POT_PEOPLE,
  regulars: REGULARS,
  begins: (today) => atHour(addDays(shanghaiDay(today), -BEGINS_DAYS_AGO), 9),
  open: openShop,
  scenes(today) {
    const day = daysBefore(today)
    return [
      ...wang(day, today),
      ...liu(day),
      ...sun(day),
      ...tang(day),
      ...qian(day),
      ...guo(day, today),
      ...zhao(day),
      ...regulars(day),
    ]
  },
}

async function openShop(stage: Stage, ownerSecret: string): Promise<void> {
  await claim(stage, ownerSecret)
  const asked = { trade: 'hot_pot', name: HOT_POT_SHOP.name } as const
  const { draft } = await stage.call('owner', 'operations.template', asked)
  await releaseFirst(stage, hotPotDraft(draft))
  await bringStaff(stage, [HEBIN, ZHANQIAN], HOT_POT_PEOPLE)
}

/**
 * 王先生: 3000 paid in, 1000 eaten by the menu, 800 taken at 8折, 2200 left (M014). What his tier
 * gives: no fruit was left one evening, parking was paid back, a table is booked for tomorrow.
 */
function wang(day: Days, today: number): Scene[] {
  const take = (stage: Stage, what: Parameters<typeof takeBenefit>[3]) =>
    takeBenefit(stage, 'wangjianguo', ZHANQIAN, what)
  return [
    { at: day(40, 18), play: (stage) => holder(stage, 'wangjianguo', '王先生', 'chong-3000') },
    { at: day(33, 19), play: (stage) => visit(stage, 'wangjianguo', HEBIN, FOUR_OF_THEM, FROM_BALANCE) },
    {
      at: day(12, 19),
      async play(stage) {
        await visit(stage, 'wangjianguo', ZHANQIAN, FAMILY_EVENING, FROM_BALANCE)
        await take(stage, { benefit: OF_TIER('guopan'), refusedBecause: '当天的果盘已送完' })
        await take(stage, { benefit: OF_TIER('tingche'), amount: 1800 })
      },
    },
    {
      at: day(1, 12),
      async play(stage) {
        const chosen = { benefit: OF_TIER('zixuan'), optionId: 'suanmei' }
        await stage.call('wangjianguo', 'membership.chooseBenefit', {
          operationId: stage.operationId(),
          ...chosen,
        })
        await stage.call('wangjianguo', 'membership.book', {
          operationId: stage.operationId(),
          benefit: OF_TIER('liuzuo'),
          branchId: 'hebin',
          at: atHour(addDays(shanghaiDay(today), 1), 17.5),
        })
      },
    },
  ]
}

/** 刘洋: 5000 paid in at 7折; a friend's evening paid with a code (M015). */
function liu(day: Days): Scene[] {
  return [
    { at: day(60, 12), play: (stage) => holder(stage, 'liuyang', '刘洋', 'chong-5000') },
    { at: day(52, 19), play: (stage) => visit(stage, 'liuyang', ZHANQIAN, FOUR_OF_THEM, FROM_BALANCE) },
    { at: day(20, 20), play: (stage) => payForFriend(stage, 'liuyang', 50_000, ZHANQIAN, FAMILY_EVENING) },
  ]
}

/** 孙丽: 500 a month is what she means to spend; below 200 left, 1000 more are to come by themselves (M117). */
function sun(day: Days): Scene[] {
  return [
    {
      at: day(30, 13),
      async play(stage) {
        await holder(stage, 'sunli', '孙丽', 'chong-1000')
        const operationId = stage.operationId()
        await stage.call('sunli', 'membership.budget', { operationId, monthly: 50_000 })
      },
    },
    { at: day(24, 13), play: (stage) => signCharges(stage, 'sunli', AUTO_TOP_UP) },
    { at: day(16, 18), play: (stage) => visit(stage, 'sunli', HEBIN, FOR_TWO, FROM_BALANCE) },
    {
      at: day(2, 18),
      async play(stage) {
        await visit(stage, 'sunli', HEBIN, FOR_TWO, FROM_BALANCE)
        const requestId = await ask(stage, 'sunli', '周末10个人能拼桌吗?')
        await stage.moveTo(day(2, 18.4))
        const answered = { requestId, words: '能,提前一天打电话,我给您留大桌。' }
        await stage.call('owner', 'operations.answer', { operationId: stage.operationId(), ...answered })
      },
    },
  ]
}

/** 唐果: 25 coupons for 2.99, two of them used (M053). */
function tang(day: Days): Scene[] {
  return [
    {
      at: day(6, 17),
      async play(stage) {
        await join(stage, 'tangguo', '唐果')
        await buyCard(stage, 'tangguo', 'quanbao')
      },
    },
    { at: day(5, 18), play: (stage) => visit(stage, 'tangguo', HEBIN, FOR_TWO) },
    { at: day(3, 18), play: (stage) => visit(stage, 'tangguo', ZHANQIAN, FOR_TWO) },
  ]
}

/** 钱佳: paid in, never used, given back whole on the fourth day (L6). */
function qian(day: Days): Scene[] {
  let orderId = ''
  return [
    {
      at: day(10, 15),
      async play(stage) {
        await join(stage, 'qianjia', '钱佳')
        orderId = await topUp(stage, 'qianjia', 'chong-1000')
      },
    },
    { at: day(6, 15), play: (stage) => giveBack(stage, 'qianjia', orderId) },
  ]
}

/** 郭桂英: paid more than 365 days ago, so the shop has to transfer what is left (L11); she asks when. */
function guo(day: Days, today: number): Scene[] {
  let orderId = ''
  return [
    {
      at: day(400, 11),
      async play(stage) {
        await join(stage, 'guoguiying', '郭桂英')
        await bindPhone(stage, 'guoguiying')
        orderId = await topUp(stage, 'guoguiying', 'chong-1000')
      },
    },
    { at: day(390, 12), play: (stage) => visit(stage, 'guoguiying', HEBIN, FOR_TWO, FROM_BALANCE) },
    { at: day(3, 11), play: (stage) => giveBack(stage, 'guoguiying', orderId) },
    { at: today - 10 * MINUTE_MS, play: (stage) => ask(stage, 'guoguiying', '退款大概哪天能到账?') },
  ]
}

/** 赵师傅: the second evening was entered twice, and undone at once: the balance is as before. */
function zhao(day: Days): Scene[] {
  return [
    {
      at: day(15, 17),
      async play(stage) {
        await join(stage, 'zhaoshifu', '赵师傅')
        await topUp(stage, 'zhaoshifu', 'chong-1000')
      },
    },
    {
      at: day(5, 19),
      async play(stage) {
        await visit(stage, 'zhaoshifu', ZHANQIAN, FOR_TWO, FROM_BALANCE)
        const twice = await visit(stage, 'zhaoshifu', ZHANQIAN, [['niuyou', 1]], FROM_BALANCE)
        await undo(stage, ZHANQIAN, twice)
      },
    },
  ]
}

/** Six more tables' worth of people, through the summer of the balance and in the last days. */
function regulars(day: Days): Scene[] {
  return REGULARS.flatMap(({ id, name }, index) => {
    const clerk = index % 2 ? ZHANQIAN : HEBIN
    const since = 90 - index * 11
    return [
      {
        at: day(since, 12),
        play: (stage: Stage) => holder(stage, id, name, index % 3 === 0 ? 'chong-3000' : 'chong-1000'),
      },
      { at: day(since - 20, 19), play: (stage: Stage) => visit(stage, id, clerk, FOR_TWO, FROM_BALANCE) },
      { at: day(index + 1, 12), play: (stage: Stage) => visit(stage, id, clerk, FOR_TWO, FROM_BALANCE) },
    ]
  })
}

/** Joins, registers the name that the higher cap asks for (L5), and pays in. */
async function holder(stage: Stage, person: string, name: string, stepId: string): Promise<void> {
  await join(stage, person, name)
  if (!person.startsWith('regular-')) await bindPhone(stage, person)
  await registerName(stage, person, name)
  await topUp(stage, person, stepId)
}
