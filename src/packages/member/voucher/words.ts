import type { VoucherView } from '@/services/contract'

export const VOUCHER_STATES: Record<VoucherView['state'], string> = {
  open: '待领取',
  picked_up: '已领取',
  expired: '已过期',
  returned: '已退回',
}

export const VOUCHER_SOURCES: Record<VoucherView['source'], string> = {
  points: '积分兑换',
  sample: '试用领取',
  flash: '限时抢购',
  prize: '抽奖所得',
  badge: '勋章奖励',
  birthday: '生日礼',
}

/** 老街店、江滩店; an empty list is every branch. */
export function wherePickedUp(branches: readonly string[]): string {
  return branches.length === 0 ? '全部门店' : branches.join('、')
}
