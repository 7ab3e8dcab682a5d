import Taro from '@tarojs/taro'
import type { ReceiptTenders, Tender } from '@/services/contract'
import { money } from '@/services/format'

interface Undoing {
  tender: Tender | null
  paid: number
  /** How a bill from the balance was made up, where that is known here. */
  tenders?: ReceiptTenders
}

/** Asks before an undo and says how the money goes back: the way it came, never more. */
export async function confirmUndo(undoing: Undoing): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title: '撤销这一单?',
    content: `${wayBack(undoing)},省下的金额同时扣除。`,
    confirmText: '撤销',
    cancelText: '不撤销',
  })
  return confirm
}

function wayBack({ tender, paid, tenders }: Undoing): string {
  if (tender === 'wechat') return `${money(paid)}会原路退回会员微信`
  if (tender !== 'stored_value') return `请按收款时的方式退还顾客${money(paid)}`
  if (!tenders) return `余额付的会退回会员余额,另收的请退还顾客,共${money(paid)}`
  const fromBalance = tenders.principal + tenders.bonus
  return tenders.cash > 0
    ? `${money(fromBalance)}会退回会员余额,另收的${money(tenders.cash)}请退还顾客`
    : `${money(fromBalance)}会退回会员余额`
}
