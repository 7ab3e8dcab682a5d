import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { SkeletonRows } from '@/components/skeleton'
import { money } from '@/services/format'
import { dayAfter } from '../card-editor/sections/days'
import { QuoteLines } from './quote-lines'
import type { RefundRequest } from './request-list'
import { useRefund } from './use-refund'

interface Props {
  request: RefundRequest | null
  onDone: (words: string) => void
  onClose: () => void
}

/** Grants a request that only a person can decide: the amount is worked out anew and shown first. */
export function GrantSheet({ request, onDone, onClose }: Props) {
  const { quote, problem, busy, ask, refund, clear } = useRefund(onDone)
  const asked = request && {
    memberNumber: request.memberNumber,
    orderId: request.orderId,
    cause: 'seven_days' as const,
    since: dayAfter(request.requestedAt, 0),
  }
  const refundId = request?.refundId
  useEffect(() => {
    if (asked) void ask(asked)
    else clear()
    // Asked for once per request that is opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refundId])
  return (
    <Sheet
      open={request !== null}
      title="同意退款"
      onClose={onClose}
      footer={
        quote && asked ? (
          <Button block loading={busy} onTap={() => void refund(asked, quote)}>
            {`同意,退 ${money(quote.refund + (quote.interest?.amount ?? 0))}`}
          </Button>
        ) : null
      }
    >
      <View className="stack">
        <View>{quote ? <QuoteLines quote={quote} /> : null}</View>
        <View>{busy && !quote ? <SkeletonRows count={2} /> : null}</View>
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
