import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { call, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import type { Order } from '@/services/payments'
import { useBusy } from '@/stores/busy'
import { RefundQuote, type Quote } from './refund-quote'

type RefundState = Output<'payment.refund'>['state']

const DONE_WORDS: Record<RefundState, string> = {
  refunding: '已原路退回微信,一般几分钟到账,慢的话要几个工作日。',
  refunded: '已原路退回微信。',
  manual: '付款已过一年,微信不能原路退回,由门店转账给您。',
  review: '已交给门店审核,审核前卡照常使用。',
}

interface Props {
  order: Order
  onRefunded: () => Promise<void>
}

/** What would come back today and why, then one deliberate press; no questions asked (L8). */
export function Refund({ order: { orderId, kind }, onRefunded }: Props) {
  const [quote, setQuote] = useState<Quote | null>(null)
  const [busy, run] = useBusy()
  const [words, setWords] = useState('')

  const ask = async () => {
    setWords('')
    try {
      setQuote(await call('payment.refundQuote', { orderId }))
    } catch (error) {
      setQuote(null)
      setWords(toCallError(error).message)
    }
  }

  const refund = async (amount: number) => {
    setWords('')
    try {
      const done = await commit(
        'payment.refund',
        (operationId) => ({ operationId, orderId, refund: amount }),
        { intention: `refund:${orderId}` },
      )
      setQuote(null)
      await onRefunded()
      setWords(`${money(done.refund)}:${DONE_WORDS[done.state]}`)
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
        <RefundQuote
          quote={quote}
          hasTerm={kind !== 'top_up'}
          busy={busy}
          onKeep={() => setQuote(null)}
          onRefund={(amount) => void run(() => refund(amount))}
        />
      )}
      <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
    </View>
  )
}
