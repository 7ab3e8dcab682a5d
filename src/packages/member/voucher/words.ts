import type { VoucherView } from '@/services/contract'

export const VOUCHER_SOURCES: Record<VoucherView['source'], string> = {
  points: '积分兑换',
  sample: '试用领取',
  flash: '限时抢购',
  prize: '抽奖所得',
  badge: '勋章奖励',
  birthday: '生日礼',
  comeback: '回归小礼',
}
