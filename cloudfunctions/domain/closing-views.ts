import type { RefusalCode } from '../contract/refusals'
import { closingRefused, leftOver } from './account-closing'
import { addMonths, shanghaiDay } from './calendar'
import { type ClosingContext, type ClosingQuote, giveAllBack } from './closing-refunds'
import { counts } from './membership'
import type { MemberState } from './member'
import { yuanText } from './money'
import { BOOKS_KEPT_YEARS } from './retention-table'

/** What closing gives back, ends, erases and keeps, before anybody agrees to it (L9). */

type BeforeCode = 'staff' | 'frozen' | 'payment' | 'refund'

export type EndingKind =
  | 'points'
  | 'coupons'
  | 'bonus'
  | 'vouchers'
  | 'gifts'
  | 'perks'
  | 'cards'
  | 'contracts'
  | 'household'
  | 'partners'
  | 'tier'

export interface Ending {
  readonly kind: EndingKind
  readonly title: string
  readonly count: number
  readonly tick: 'points' | 'coupons' | null
}

export interface ClosingPreview {
  readonly before: { code: BeforeCode; words: string }[]
  readonly quotes: readonly ClosingQuote[]
  readonly ends: Ending[]
  readonly erased: string[]
  readonly kept: { title: string; why: string; until: string }[]
}

const BEFORE: Partial<Record<RefusalCode, { code: BeforeCode; words: string }>> = {
  CLOSING_STAFF: { code: 'staff', words: '店员身份还在,请店主先收回' },
  CLOSING_LAST_OWNER: { code: 'staff', words: '这是店主账号,请先转让门店' },
  MEMBER_FROZEN: { code: 'frozen', words: '会员已挂失,请先解除挂失' },
  PAYMENT_OPEN: { code: 'payment', words: '还有一笔待付款,请先完成或取消' },
  BUSY: { code: 'payment', words: '账户正在合并,请几分钟后再试' },
  REFUND_WAITS: { code: 'refund', words: '刚刚有一笔退款,请一分钟后再试' },
}

export function closingPreview(state: MemberState, context: ClosingContext): ClosingPreview {
  const { now } = context
  const given = giveAllBack(state, context)
  const refused = [closingRefused(state, now), given.ok ? null : given]
  const before = refused.flatMap((one) => (one ? (BEFORE[one.code] ?? []) : []))
  const after = given.ok ? given.state : state
  return {
    before: [...new Map(before.map((one) => [one.code, one])).values()],
    quotes: given.ok ? given.quotes : [],
    ends: endings(state, after, now),
    erased: ERASED,
    kept: [
      {
        title: '订单、小票、退款和余额的账目',
        why: '会计、税务和消费者保护法规要求保存,只有编号,没有姓名、手机号和微信标识',
        until: addMonths(shanghaiDay(now), 12 * BOOKS_KEPT_YEARS),
      },
      ...(state.trials.length + state.claims.length > 0
        ? [
            {
              title: '用过试用、领过活动的记录',
              why: '每人一次的试用和活动不能重复领,只记编号和活动',
              until: addMonths(shanghaiDay(now), 12 * BOOKS_KEPT_YEARS),
            },
          ]
        : []),
    ],
  }
}

const ERASED = [
  '昵称、手机号和生日',
  '微信标识(退款未到账的,等到账后清除)',
  '同意记录、设置和标签',
  '站内消息、咨询和异议的内容',
  '家人、合作方和邀请的绑定',
]

function endings(state: MemberState, after: MemberState, now: number): Ending[] {
  const left = leftOver(after, now)
  const cards = state.memberships.filter(({ periods }) => periods.some((period) => counts(period, now)))
  const found: Ending[] = [
    { kind: 'points', title: `积分${left.points}分`, count: left.points, tick: 'points' },
    { kind: 'coupons', title: `优惠券${left.coupons}张`, count: left.coupons, tick: 'coupons' },
    ended('bonus', `不能退的余额和赠金${yuanText(left.principal + left.bonus)}`, left.principal + left.bonus),
    ended('vouchers', '兑换凭证', after.vouchers.filter(({ state: stands }) => stands === 'open').length),
    ended('gifts', '未领的赠品', after.gifts.filter(isOpenGift).length),
    ended('perks', '合作权益', after.perks.filter(isOpenPerk).length),
    ended('cards', '会员卡', cards.length),
    ended('contracts', '自动续费', state.contracts.filter((one) => one.state !== 'terminated').length),
    ended('household', '家人绑定', state.helpers.length + (state.householdMark ? 1 : 0)),
    ended('partners', '合作方绑定', state.partnerLinks.filter(({ revokedAt }) => revokedAt === null).length),
    ended('tier', '会员等级和成长值', state.growth.tier || state.growth.permanent ? 1 : 0),
  ]
  return found.filter(({ count }) => count > 0)
}

function ended(kind: EndingKind, title: string, count: number): Ending {
  return { kind, title, count, tick: null }
}

function isOpenGift({ state }: MemberState['gifts'][number]): boolean {
  return state === 'claimable' || state === 'claimed'
}

function isOpenPerk({ state }: MemberState['perks'][number]): boolean {
  return state === 'offered' || state === 'issued'
}
