import { Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import type { ReceiptLine } from '@/services/contract'
import { money } from '@/services/format'
import { proofText } from './proof-text'

interface Props {
  line: ReceiptLine
  now: number
  /** Units that were brought back. */
  returned: number
  open: boolean
  onToggle: () => void
}

/** One line and, folded under it, its proof: only a class changes when it opens. */
export function Line({ line, now, returned, open, onToggle }: Props) {
  const { name, quantity, list, paid, saved } = line
  return (
    <View className={open ? 'receipt-line receipt-line--open' : 'receipt-line'} onClick={onToggle}>
      <View className="receipt-line__row">
        <View className="grow">
          <View>{quantity > 1 ? `${name} × ${quantity}` : name}</View>
          <View className="small">标价 {money(list)}</View>
          <View>{returned > 0 ? <View className="small">已退 {returned} 件</View> : null}</View>
        </View>
        <View className="receipt-line__end">
          <Money fen={paid} />
          <View className={saved > 0 ? 'small saved' : 'small'}>
            {saved > 0 ? `省 ${money(saved)}` : '原价'}
          </View>
        </View>
        <Icon name="chevron-down" size="small" className="receipt-line__arrow" />
      </View>
      <Text className="receipt-line__proof">{proofText(line, now)}</Text>
    </View>
  )
}
