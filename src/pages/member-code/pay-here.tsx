import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { toCallError } from '@/services/call'
import type { OpenPaymentView } from '@/services/contract'
import { clockText, money } from '@/services/format'
import { payReceipt, syncOrder } from '@/services/payments'
import { useBusy } from '@/stores/busy'

interface Props {
  payment: OpenPaymentView
  /** Look at once whether the receipt is settled. */
  onPaid: () => Promise<void>
}

/** The counter's quote on the member's own phone, to be paid here; then both screens turn. */
export function PayHere({ payment, onPaid }: Props) {
  const { receiptId, amount, saved, branchName, expiresAt } = payment
  const [paying, run] = useBusy()
  const [words, setWords] = useState('')

  const pay = async () => {
    setWords('')
    try {
      const outcome = await payReceipt(receiptId, amount)
      const { order } = await syncOrder(outcome.kind === 'ask' ? outcome.orderId : outcome.order.orderId)
      if (order.state === 'paying')
        setWords(
          outcome.kind === 'ask'
            ? '正在向微信确认付款结果,请勿重复支付'
            : '没有付款,可以再试一次或在柜台付款',
        )
      await onPaid()
    } catch (error) {
      setWords(toCallError(error).message)
    }
  }

  return (
    <View className="pay-here">
      <Card>
        <View className="small">
          {branchName} · 请在 {clockText(expiresAt)} 前付款
        </View>
        <View className="pay-here__amount">
          <Money fen={amount} size="large" />
          <View>{saved > 0 ? <View className="saved">本单省 {money(saved)}</View> : null}</View>
        </View>
        <Button block loading={paying} onTap={() => void run(pay)}>
          微信支付 {money(amount)}
        </Button>
        <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
      </Card>
    </View>
  )
}
