import type { ContractView, Output } from '@/services/contract'
import { money } from '@/services/format'

type Event = ContractView['events'][number]
export type Statement = Output<'membership.autoRenew'>['statements'][number]

export const PURPOSE_NAMES: Record<ContractView['purpose'], string> = {
  renewal: '自动续费',
  top_up: '自动充值',
  as_saved: '省多少付多少',
}

export const CONTRACT_STATE_NAMES: Record<ContractView['state'], string> = {
  signing: '等待在微信确认',
  active: '已开通',
  announced: '已提醒,待扣款',
  charging: '正在扣款',
  retrying: '上次没扣成,会再试',
  suspended: '已暂停',
  terminated: '已关闭',
}

export const EVENT_NAMES: Record<Event['kind'], string> = {
  signed: '在微信签约',
  notice_sent: '门店发出扣款提醒',
  notice_delivered: '提醒已送达',
  notice_failed: '提醒没有送达',
  wechat_notice: '微信收到扣款预告',
  charge_begun: '向微信提交扣款',
  charged: '扣款成功',
  charge_failed: '扣款没有成功',
  lapsed: '不再尝试扣款',
  cancelled: '已关闭',
  ended_at_wechat: '在微信里解约',
}

export const STATEMENT_STATE_NAMES: Record<Statement['state'], string> = {
  open: '待扣款',
  disputed: '门店核对中,暂不扣款',
  charging: '正在扣款',
  charged: '已扣款',
  waived: '不收费',
  failed: '没有扣成',
}

/** `每月 ¥39.00`; what is paid by savings and what is topped up has no fixed rhythm. */
export function priceWords({ purpose, amount, everyMonths, topUp }: ContractView): string {
  if (purpose === 'as_saved') return `按实际省下的付,最多 ${money(amount)}`
  if (topUp)
    return `余额低于 ${money(topUp.below)} 时充 ${money(amount)},每月最多 ${money(topUp.monthlyMost)}`
  const every =
    everyMonths === 1
      ? '每月'
      : everyMonths === 12
        ? '每年'
        : everyMonths > 0
          ? `每 ${everyMonths} 个月`
          : '每次'
  return `${every} ${money(amount)}`
}

/** What stands in the place of the next charge while there is none. */
export function nothingDueWords({ state, purpose }: ContractView): string {
  if (state === 'signing') return '还没有在微信确认,不会扣款'
  if (state === 'suspended') return '这一期没有扣款,也不会再扣。想继续可以手动续卡'
  if (purpose === 'top_up') return '余额够用时不扣款;要扣之前会提前提醒'
  if (purpose === 'as_saved') return '到期后先出账单,可提出异议,之后才扣款'
  return '现在没有要扣的款'
}
