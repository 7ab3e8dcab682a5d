import { View } from '@tarojs/components'
import { memo } from 'react'
import type { ReceiptSummary } from '@/services/contract'
import { RECEIPT_STATE_NAMES, money, momentText } from '@/services/format'
import { open } from '@/services/routes'
import './receipt-row.scss'

interface Props {
  receipt: ReceiptSummary
  now: number
}

/** One receipt in a list, in as few nodes as can be: lists of them must stay below the setData budget. */
export const ReceiptRow = memo(function ReceiptRow({ receipt, now }: Props) {
  const { receiptId, title, branchName, at, state, paid, saved, forFriend } = receipt
  const settled = state === 'settled'
  const savedWords = saved > 0 ? `省 ${money(saved)}` : '无优惠'
  return (
    <View className="receipt-row" onClick={() => open('receipt', { receiptId })}>
      <View className="receipt-row__title">{title}</View>
      <View className={settled ? 'receipt-row__paid' : 'receipt-row__paid receipt-row__paid--void'}>
        {money(paid)}
      </View>
      <View className="small">{`${branchName} · ${momentText(at, now)}${forFriend ? ' · 为朋友付' : ''}`}</View>
      <View className={settled && saved > 0 ? 'receipt-row__saved saved' : 'receipt-row__saved'}>
        {settled ? savedWords : RECEIPT_STATE_NAMES[state]}
      </View>
    </View>
  )
})
