import Taro from '@tarojs/taro'
import type { Tender } from '@/services/contract'
import { money } from '@/services/format'

/** Asks before an undo and says how the money goes back: the way it came, never more. */
export async function confirmUndo(tender: Tender | null, paid: number): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title: '撤销这一单?',
    content:
      tender === 'wechat'
        ? `${money(paid)}会原路退回会员微信,省下的金额同时扣除。`
        : `请按收款时的方式退还顾客${money(paid)},省下的金额同时扣除。`,
    confirmText: '撤销',
    cancelText: '不撤销',
  })
  return confirm
}
