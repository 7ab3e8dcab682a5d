import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { FlashSale, Participation, Poll, PrizeDraw, Reward } from '../cloudfunctions/contract/rewards'
import { BAKERY } from '../local/demo/bakery'
import { openidOf, type Shop } from './shop'

/** A coffee for the points of one, to be fetched within a month. */
export function reward(change: Partial<Reward> = {}): Reward {
  return {
    id: 'kafei',
    title: '美式一杯',
    detail: '任选门店领取',
    photo: '',
    gives: { kind: 'goods', productId: 'meishi' },
    shop: { points: 10, from: '2026-01-01', through: '2029-12-31', audience: {} },
    stock: 100,
    perMember: 100,
    voucherDays: 30,
    cost: 400,
    ...change,
  }
}

/** Coffee for ¥1 on Wednesdays, the day on which a test shop opens. */
export function flashSale(change: Partial<FlashSale> = {}): FlashSale {
  return {
    id: 'zhousan',
    title: '周三1元咖啡',
    productId: 'meishi',
    price: 100,
    weekday: 3,
    from: '2026-01-01',
    through: '2029-12-31',
    stock: 100,
    perMember: 1,
    audience: {},
    pickUpBranchIds: ['laojie'],
    pickUpDays: 7,
    agreementIds: [],
    ...change,
  }
}

export function poll(change: Partial<Poll> = {}): Poll {
  return {
    id: 'xinpin',
    question: '下个月做哪款新品?',
    options: [
      { id: 'limeng', label: '柠檬挞' },
      { id: 'lizi', label: '栗子蛋糕' },
    ],
    audience: {},
    from: '2026-01-01',
    through: '2027-03-20',
    ...change,
  }
}

/** Every second chance brings a coffee. */
export function prizeDraw(change: Partial<PrizeDraw> = {}): PrizeDraw {
  return {
    id: 'zhounian-chou',
    title: '周年抽奖',
    audience: {},
    from: '2026-01-01',
    through: '2027-03-20',
    chancesPerDay: 3,
    prizes: [{ id: 'yideng', rewardId: 'kafei', oddsPerMillion: 500_000, quantity: 100, worth: 1500 }],
    organiser: '麦香巷(老街店)',
    ...change,
  }
}

export function withActivities(
  parts: Partial<Participation> = {},
  draft: CatalogueDraft = BAKERY,
): CatalogueDraft {
  const copy = structuredClone(draft)
  return {
    ...copy,
    participation: {
      rewards: [reward()],
      flashSales: [flashSale()],
      polls: [poll()],
      draws: [prizeDraw()],
      ...copy.participation,
      ...parts,
    },
  }
}

/** Begins to buy a piece of a rush; the cashier's number to pay it with. */
export async function startFlash(shop: Shop, person: string, flashSaleId = 'zhousan', price = 100) {
  const { order, payment } = await shop.call(person, 'payment.buyFlash', {
    operationId: shop.operationId(),
    flashSaleId,
    price,
    agreements: [],
  })
  const prepayId = payment && shop.wechat.openCashier(payment)
  if (!prepayId) throw new Error('no payment to make')
  return { orderId: order.orderId, prepayId }
}

/** Buys and pays; WeChat tells of it at once. The voucher's id. */
export async function buyFlash(shop: Shop, person: string, flashSaleId = 'zhousan'): Promise<string> {
  const { orderId, prepayId } = await startFlash(shop, person, flashSaleId)
  const paid = shop.wechat.pay(prepayId, openidOf(person))
  if (paid !== 'ok') throw new Error(`paying: ${paid}`)
  await shop.call(person, 'payment.sync', { orderId })
  return `${orderId}:${flashSaleId}`
}
