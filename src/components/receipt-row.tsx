import { View } from '@tarojs/components'
import type { ReceiptSummary } from '@/services/contract'
import { RECEIPT_STATE_NAMES, money, momentText } from '@/services/format'
import { open } from '@/services/routes'
import { ListRow } from './list-row'
import { Money } from './money'

/** One receipt in a list: what was bought, what was paid, what was saved. */
export function ReceiptRow({ receipt, now }: { receipt: ReceiptSummary; now: number }) {
  const { receiptId, title, branchName, at, state, paid, saved } = receipt
  const settled = state === 'settled'
  return (
    <ListRow
      title={title}
      detail={`${branchName} · ${momentText(at, now)}`}
      onTap={() => open('receipt', { receiptId })}
      value={
        <View>
          <Money fen={paid} tone={settled ? 'ink' : 'quiet'} />
          <View className={settled && saved > 0 ? 'small saved' : 'small'}>{note()}</View>
        </View>
      }
    />
  )

  function note(): string {
    if (!settled) return RECEIPT_STATE_NAMES[state]
    return saved > 0 ? `省 ${money(saved)}` : '无优惠'
  }
}
