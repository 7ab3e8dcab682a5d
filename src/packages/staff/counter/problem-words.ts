import type { CallError } from '@/services/call'
import { money } from '@/services/format'

/** A refusal in the till's words, with the amounts that it carries. */
export function problemWords({ code, message, detail }: CallError): string {
  if (code === 'BALANCE_SHORT') {
    const available = fenIn(detail, 'available')
    const shortfall = fenIn(detail, 'shortfall')
    if (available === 0) return '余额已经用完,没有结算。请换一种付款方式'
    if (available !== null && shortfall !== null)
      return `余额只剩${money(available)},还差${money(shortfall)},没有结算。请确认差额怎么收,或换一种付款方式`
  }
  const most = code === 'FRIEND_CODE_LIMIT' ? fenIn(detail, 'most') : null
  if (most !== null) return `超过朋友付款码的上限${money(most)}。请减少商品,或请朋友重新生成付款码`
  return message
}

function fenIn(detail: unknown, name: string): number | null {
  if (typeof detail !== 'object' || detail === null || !(name in detail)) return null
  const value = (detail as Record<string, unknown>)[name]
  return typeof value === 'number' ? value : null
}
