import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { call, toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

type Quote = Output<'payment.refundQuote'>

interface Props {
  orderId: string
  onRefunded: () => Promise<void>
}

/** What would come back today and why, then one deliberate press; no questions asked (L8). */
export function Refund({ orderId, onRefunded }: Props) {
  const [quote, setQuote] = useState<Quote | null>(null)
  const [busy, run] = useBusy()
  const [words, setWords] = useState('')

  const ask = async () => {
    setWords('')
    try {
      setQuote(await call('payment.refundQuote', { orderId }))
    } catch (error) {
      setWords(toCallError(error).message)
    }
  }

  const refund = async ({ refund: amount }: Quote) => {
    setWords('')
    try {
      await commit('payment.refund', (operationId) => ({ operationId, orderId, refund: amount }), {
        intention: `refund:${orderId}`,
      })
      setQuote(null)
      await onRefunded()
    } catch (thrown) {
      const error = toCallError(thrown)
      if (error.code === 'REFUND_CHANGED') await ask()
      setWords(error.message)
    }
  }

  return (
    <View className="stack">
      {quote === null ? (
        <Card kind="flush">
          <ListRow
            icon="undo"
            title="申请退款"
            detail={busy ? '正在计算可退金额…' : '先看可退多少和怎么算的,再决定'}
            onTap={() => void run(ask)}
          />
        </Card>
      ) : (
        <Card>
          <View className="title">今天可退</View>
          <Money fen={quote.refund} size="hero" />
          <View className="order-refund__words">{quote.explanation}</View>
          <View className="order-refund__words">
            退款后会员卡到{dayText(quote.endsOn, serverNow())}为止,款项原路退回微信。
          </View>
          <View className="order-refund__choices">
            <Button kind="secondary" onTap={() => setQuote(null)}>
              不退了
            </Button>
            <Button kind="danger" loading={busy} onTap={() => void run(() => refund(quote))}>
              退款 {money(quote.refund)}
            </Button>
          </View>
        </Card>
      )}
      <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
    </View>
  )
}
