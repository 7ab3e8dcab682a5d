import { Text, View } from '@tarojs/components'
import { Money } from '@/components/money'
import { money } from '@/services/format'
import type { Back } from './till-state'
import { useTill } from './use-till'

/** How the money goes back, as the back end said: what the clerk hands back is the large figure. */
export function MoneyBack() {
  const back = useTill((till) => till.back)
  if (!back) return null
  const byHand = back.state === 'hand_back' ? back.amount : (back.inCash ?? 0)
  return (
    <View>
      <View className="done__saved">
        <Text className="done__saved-word">
          {byHand > 0 ? '请退还顾客' : back.tender === 'stored_value' ? '已退回会员余额' : '原路退回'}
        </Text>
        <Money fen={byHand > 0 ? byHand : back.amount} size="hero" tone="ink" />
      </View>
      <View className="done__total">{wordsOf(back, byHand)}</View>
    </View>
  )
}

function wordsOf({ tender, state, amount }: Back, byHand: number): string {
  if (tender === 'stored_value')
    return byHand > 0
      ? `余额付的${money(amount - byHand)}已退回会员余额;另收的部分按收款时的方式退还`
      : '本金和赠送金额都已按原样退回'
  if (state === 'hand_back') return '按收款时的方式退还:现金,或店内收款码的退款'
  return state === 'refunded' ? '已退回会员微信' : '正在退回会员微信,通常几分钟内到账'
}
