import {
  addDays,
  addMonths,
  shanghaiDay,
  startOfDay,
  weekdayOf,
} from '../../../cloudfunctions/domain/calendar'
import {
  type Basket,
  bindPhone,
  buyCard,
  giveBack,
  join,
  memberCode,
  newMember,
  signCharges,
  visit,
} from '../acts'
import { bringBack, buyFlash } from '../programme-acts'
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
import { fruitDraft } from './catalogue'
import { FRUIT_PEOPLE } from './people'

const NANMEN = { person: 'clerk-nanmen', branchId: 'nanmen' }
const FAMILY_CARD = 'jiatingka'

/** 冯伟's year has to be over by now. */
const BEGINS_DAYS_AGO = 400

const REGULARS = ['蒋女士', '沈先生', '韩女士', '杨先生', '朱女士', '秦先生'].map((name, index) => ({
  id: `regular-${index + 1}`,
  name,
}))

const WEEK_FOR_ONE: Basket = [
  ['chengzi', 3],
  ['xiangjiao', 2],
]
const WEEK_FOR_ALL: Basket = [
  ['chengzi', 4],
  ['putao', 2],
  ['caomei', 1],
]
const CUT_FRUIT: Basket = [['guoqie', 1]]

/** 果满园: three ranks of a card, one for a whole household, and a month that renews by itself. */
export const FRUIT_SHOP: DemoShop = {
  id: 'fruit',
  name: '果满园',
  trade: '水果',
  people: FRUIT_PEOPLE,
  regulars: REGULARS,
  begins: (today) => atHour(addDays(shanghaiDay(today), -BEGINS_DAYS_AGO), 9),
  open: openShop,
  scenes(today) {
    const day = daysBefore(today)
    return [
      ...he(day, today),
      ...ma(today),
      ...wednesday(today),
      ...gao(day),
      ...ding(day),
      ...shen(day),
      ...feng(day),
      ...regulars(day),
    ]
  },
}

async function openShop(stage: Stage, ownerSecret: string, today: number): Promise<void> {
  await claim(stage, ownerSecret)
  const asked = { trade: 'fruit', name: FRUIT_SHOP.name } as const
  const { draft } = await stage.call('owner', 'operations.template', asked)
  await releaseFirst(stage, fruitDraft(draft, shanghaiDay(today)))
  await stage.call('owner', 'operations.importCodes', {
    operationId: stage.operationId(),
    planId: FAMILY_CARD,
    perkId: 'yingyin',
    codes: Array.from({ length: 30 }, (_, index) => `YINGHE-JIKA-${1001 + index}`),
    validThrough: addDays(shanghaiDay(stage.now()), 3 * 365),
  })
  await bringStaff(stage, [NANMEN], FRUIT_PEOPLE)
}

/**
 * 何玉兰 and 李军: one card, one bowl a day at 9.90 for both of them; the second of a day costs the
 * card's ordinary price (M116). The box of apples was handed over, the film code is in use.
 */
function he(day: Days, today: number): Scene[] {
  const midnight = startOfDay(shanghaiDay(today))
  let orderId = ''
  return [
    {
      at: day(50, 9),
      async play(stage) {
        orderId = await newMember(stage, 'heyulan', '何玉兰', FAMILY_CARD)
        await newHelper(stage, 'heyulan', 'lijun', '李军')
      },
    },
    {
      at: day(49, 10),
      async play(stage) {
        const perkId = 'yingyin'
        const consent = true
        await stage.call('heyulan', 'membership.issuePerk', {
          operationId: stage.operationId(),
          orderId,
          perkId,
          consent,
        })
        const operationId = stage.operationId()
        await stage.call('heyulan', 'membership.activatedPerk', { operationId, orderId, perkId })
      },
    },
    { at: day(48, 17), play: (stage) => takeGift(stage, 'heyulan', orderId, 'kaika-pingguo') },
    ...[45, 38, 31, 24, 17, 10].map((ago) => ({
      at: day(ago, 17),
      // The last ones were brought home: their real fee is waived (M059).
      play: (stage: Stage) =>
        visit(stage, 'heyulan', NANMEN, WEEK_FOR_ALL, ago > 20 ? {} : { delivery: { fee: 600 } }),
    })),
    { at: day(3, 10), play: (stage) => visit(stage, 'lijun', NANMEN, CUT_FRUIT) },
    { at: day(3, 18), play: (stage) => visit(stage, 'heyulan', NANMEN, CUT_FRUIT) },
    // Over by now, however early it is.
    {
      at: midnight + Math.floor((today - midnight) / 2),
      play: (stage) => visit(stage, 'lijun', NANMEN, CUT_FRUIT),
    },
  ]
}

/**
 * 马东: a month for one yuan, then 19.90 charged after its notice, and the notice of the next charge
 * delivered some days ago (M049, M087).
 */
function ma(today: number): Scene[] {
  const nextCharge = addDays(shanghaiDay(today), 5)
  const charged = addMonths(nextCharge, -1)
  const tried = addDays(charged, -30)
  // The timers run with each move of the clock: here at the notice, WeChat's own, and the charge.
  const looks = [charged, nextCharge].flatMap((day) =>
    [-7, -2, 0].flatMap((days) => [9, 10].map((hour) => atHour(addDays(day, days), hour))),
  )
  return [
    { at: atHour(tried, 10), play: (stage) => newMember(stage, 'madong', '马东', 'yueka', 'trial') },
    {
      at: atHour(tried, 11),
      play: (stage) => signCharges(stage, 'madong', { purpose: 'renewal', planId: 'yueka', amount: 1990 }),
    },
    { at: atHour(addDays(tried, 12), 18), play: (stage) => visit(stage, 'madong', NANMEN, WEEK_FOR_ONE) },
    { at: atHour(addDays(charged, 9), 18), play: (stage) => visit(stage, 'madong', NANMEN, WEEK_FOR_ONE) },
    ...looks.filter((at) => at < today).map((at) => ({ at, play: () => Promise.resolve() })),
  ]
}

/** Last Wednesday's bananas for one yuan, to be fetched within a week (M030). */
function wednesday(today: number): Scene[] {
  const yesterday = addDays(shanghaiDay(today), -1)
  const last = addDays(yesterday, -((weekdayOf(yesterday) + 4) % 7))
  return [
    {
      at: atHour(last, 10),
      async play(stage) {
        await buyFlash(stage, 'heyulan', 'zhousan')
        await buyFlash(stage, 'madong', 'zhousan')
      },
    },
  ]
}

/** 高敏: asked on the eighth day, because the seventh was a holiday; a person has to look (民法典 203). */
function gao(day: Days): Scene[] {
  let orderId = ''
  return [
    {
      at: day(10, 16),
      play: async (stage) => (orderId = await newMember(stage, 'gaomin', '高敏', 'biaozhun')),
    },
    { at: day(2, 16), play: (stage) => giveBack(stage, 'gaomin', orderId, 'review') },
  ]
}

/**
 * 丁宁: what was left of the standard card counted for the family's (M017); yesterday's strawberries
 * were brought back.
 */
function ding(day: Days): Scene[] {
  return [
    { at: day(60, 12), play: (stage) => newMember(stage, 'dingning', '丁宁', 'biaozhun') },
    { at: day(40, 12), play: (stage) => visit(stage, 'dingning', NANMEN, WEEK_FOR_ALL) },
    { at: day(4, 12), play: (stage) => buyCard(stage, 'dingning', FAMILY_CARD, 'upgrade') },
    {
      at: day(1, 12),
      async play(stage) {
        const settled = await visit(stage, 'dingning', NANMEN, WEEK_FOR_ALL)
        await stage.moveTo(day(1, 15))
        await bringBack(stage, NANMEN, settled, {
          lines: [{ line: 2, quantity: 1 }],
          reason: '草莓有压伤',
        })
      },
    },
  ]
}

/** 沈阿姨: saved less than promised, so the difference went back by itself on day 350 (M047). */
function shen(day: Days): Scene[] {
  return [
    { at: day(355, 9), play: (stage) => newMember(stage, 'shenayi', '沈阿姨', FAMILY_CARD) },
    ...[330, 280, 230, 180, 130, 80, 40].map((ago) => ({
      at: day(ago, 9),
      play: (stage: Stage) => visit(stage, 'shenayi', NANMEN, WEEK_FOR_ALL),
    })),
  ]
}

/** 冯伟: his year is over; since then he pays like anybody without a card. */
function feng(day: Days): Scene[] {
  return [
    { at: day(390, 15), play: (stage) => newMember(stage, 'fengwei', '冯伟', 'qingxiang') },
    ...[350, 300, 150, 70, 6].map((ago) => ({
      at: day(ago, 15),
      play: (stage: Stage) => visit(stage, 'fengwei', NANMEN, WEEK_FOR_ONE),
    })),
  ]
}

/** Six more who agreed to offers made for them (M121): two with each card. */
function regulars(day: Days): Scene[] {
  return REGULARS.flatMap(({ id, name }, index) => {
    const since = 120 - index * 12
    const planId = [FAMILY_CARD, 'biaozhun', 'qingxiang'][index % 3] ?? FAMILY_CARD
    return [
      {
        at: day(since, 11),
        async play(stage: Stage) {
          await join(stage, id, name, { marketing: true })
          await buyCard(stage, id, planId)
        },
      },
      ...[since - 7, since - 21, index + 1].map((ago) => ({
        at: day(ago, 11) + index * 60_000,
        play: (stage: Stage) => visit(stage, id, NANMEN, basketOf(index, ago)),
      })),
    ]
  })
}

/** The last of them tried the cut fruit, with the coupon for it if he was given one (M121). */
function basketOf(index: number, ago: number): Basket {
  if (index === REGULARS.length - 1 && ago < 10) return [...CUT_FRUIT, ['xigua', 1]]
  return index % 2 ? WEEK_FOR_ONE : WEEK_FOR_ALL
}

/** Joins, and then agrees to use the holder's card. */
async function newHelper(stage: Stage, holder: string, person: string, name: string): Promise<void> {
  await join(stage, person, name)
  await bindPhone(stage, person)
  const { cards } = await stage.call(holder, 'membership.cards', {})
  const membershipId = cards[0]?.membershipId ?? ''
  const asked = { operationId: stage.operationId(), membershipId }
  const { invitation } = await stage.call(holder, 'membership.inviteHelper', asked)
  const operationId = stage.operationId()
  await stage.call(person, 'membership.joinHousehold', { operationId, invitation, consent: true })
}

/** Claimed on the phone, handed over at the counter (M010). */
async function takeGift(stage: Stage, person: string, orderId: string, giftId: string): Promise<void> {
  const claimed = { operationId: stage.operationId(), orderId, giftId }
  await stage.call(person, 'membership.claimGift', claimed)
  const { branchId } = NANMEN
  const code = await memberCode(stage, person)
  const { visit: ticket } = await stage.call(NANMEN.person, 'counter.resolve', { branchId, code })
  const operationId = stage.operationId()
  await stage.call(NANMEN.person, 'counter.handOver', {
    operationId,
    branchId,
    visit: ticket,
    orderId,
    giftId,
  })
}
