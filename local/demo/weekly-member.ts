import { shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { type Basket, buyCard, type Clerk, newMember, visit } from './acts'
import { ask, bringBack, checkIn, claimCoupons, fetchVoucher, redeem, takeBenefit } from './programme-acts'
import { daysBefore, type Scene } from './shop'
import type { Stage } from './stage'

const SHE = 'suqing'

const BREAKFAST: Basket = [
  ['natie', 1],
  ['niujiaobao', 1],
  ['tusi', 1],
]
/** Without a coffee that her card has already. */
const BREAD: Basket = [
  ['niujiaobao', 1],
  ['tusi', 1],
]
const COFFEE_OF_TODAY = { benefit: { source: 'card', benefitId: 'meiri-meishi' } } as const

/**
 * 苏晴: every week for twelve weeks. Two coupons used and one expired, 麦穗 and a badge at the tenth
 * order, points spent at the till and in the shop, coffees of her month card, a sample fetched, a
 * badge's and a bought voucher open, a 吐司 brought back yesterday, points that still wait. Her bills
 * say where she stands among all: last month more than thirty people came.
 */
export function weeklyMember(today: number, clerk: Clerk): Scene[] {
  const day = daysBefore(today)
  const coffee = (stage: Stage) => takeBenefit(stage, SHE, clerk, COFFEE_OF_TODAY)
  return [
    {
      at: day(84, 8),
      async play(stage) {
        await newMember(stage, SHE, '苏晴', 'nianka')
        await stage.call(SHE, 'membership.birthday', {
          operationId: stage.operationId(),
          monthDay: `${shanghaiDay(today).slice(5, 7)}-18`,
        })
        const options = { percentile: true, amounts: true }
        await stage.call(SHE, 'membership.setBillOptions', { operationId: stage.operationId(), ...options })
      },
    },
    ...[80, 73, 66, 59, 52, 45, 31, 24].map((ago) => ({
      at: day(ago, 8),
      play: (stage: Stage) => visit(stage, SHE, clerk, BREAKFAST),
    })),
    {
      at: day(38, 8),
      async play(stage) {
        await claimCoupons(stage, SHE, 'huanji')
        await visit(stage, SHE, clerk, BREAKFAST)
      },
    },
    { at: day(17, 8), play: (stage) => visit(stage, SHE, clerk, BREAKFAST, { points: 100 }) },
    {
      at: day(10, 8),
      async play(stage) {
        await buyCard(stage, SHE, 'kafeika')
        await stage.call(SHE, 'points.joinChallenge', {
          operationId: stage.operationId(),
          challengeId: 'sanshitian',
        })
        await coffee(stage)
        await visit(stage, SHE, clerk, BREAD)
      },
    },
    {
      at: day(2, 8),
      async play(stage) {
        await checkIn(stage, SHE)
        await coffee(stage)
        await fetchVoucher(stage, SHE, clerk, await redeem(stage, SHE, 'xinpin-shichi'))
        await redeem(stage, SHE, 'dou-sha-bao')
        const operationId = stage.operationId()
        await stage.call(SHE, 'points.vote', { operationId, pollId: 'xinpin', optionId: 'lizi' })
      },
    },
    {
      at: day(1, 8),
      async play(stage) {
        await checkIn(stage, SHE)
        await claimCoupons(stage, SHE, 'zhounian')
        await coffee(stage)
        const settled = await visit(stage, SHE, clerk, BREAD)
        await stage.moveTo(day(1, 9))
        await bringBack(stage, clerk, settled, {
          lines: [{ line: 1, quantity: 1 }],
          reason: '吐司有一片烤焦了',
        })
      },
    },
    {
      at: today - 10 * 60_000,
      play: (stage) => ask(stage, SHE, '生日月的小蛋糕,科技园店也能领吗?'),
    },
  ]
}
