import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Money } from '@/components/money'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'

export type Quote = Output<'payment.refundQuote'>

interface Props {
  quote: Quote
  /** A card ends on a day; a top-up has none. */
  hasTerm: boolean
  busy: boolean
  onKeep: () => void
  /** Fen as they stand here: the back end refuses any other figure. */
  onRefund: (amount: number) => void
}

/** The refund line by line, so that the lines sum to it, and what ends with it (wechat.md 6.1). */
export function RefundQuote({ quote, hasTerm, busy, onKeep, onRefund }: Props) {
  const { paid, refunded, refund, explanation, deductions, ends, endsOn, channel, by, afterReview } = quote
  const { interest } = quote
  const now = serverNow()
  return (
    <Card>
      <View className="title">今天可退</View>
      <Money fen={refund + (interest?.amount ?? 0)} size="hero" />
      <View className="order-refund__lines">
        <FactLine label="付款" value={money(paid)} />
        {refunded > 0 ? <FactLine label="之前已退" value={money(-refunded)} /> : null}
        {deductions.map(({ title, amount }, index) => (
          <FactLine key={`${index}:${title}`} label={title} value={money(-amount)} />
        ))}
        {interest ? <FactLine label="利息" value={money(interest.amount)} /> : null}
        <FactLine label="退回" value={money(refund + (interest?.amount ?? 0))} sum />
      </View>
      <View className="order-refund__words">{explanation}</View>
      <View>
        {interest ? (
          <View className="order-refund__words">
            {`利息${interest.explanation}。${interest.channel === 'manual' ? '微信不能退得比付的多,利息由门店另外转账。' : '利息由微信另退一笔。'}`}
          </View>
        ) : null}
      </View>
      <View>{ends.length > 0 ? <Ends ends={ends} /> : null}</View>
      <View className="order-refund__words">
        {hasTerm ? `退款后有效期到${dayText(endsOn, now)}为止。` : ''}
        {quote.toPayer ? '这是别人转让给您的,退款按法规原路退回最初付款的人。' : ''}
        {channel === 'wechat'
          ? `款项原路退回微信,最晚${dayText(by, now)}前办好。`
          : `付款已过一年,微信不能原路退回,由门店转账,最晚${dayText(by, now)}前办好。`}
      </View>
      <View className="order-refund__choices">
        <Button kind="secondary" onTap={onKeep}>
          不退了
        </Button>
        <Button kind="danger" loading={busy} onTap={() => onRefund(refund)}>
          退款 {money(refund + (interest?.amount ?? 0))}
        </Button>
      </View>
      <View>
        {afterReview ? (
          <View className="order-refund__review">
            <View className="order-refund__words">{afterReview.explanation}</View>
            <Button kind="secondary" block loading={busy} onTap={() => onRefund(afterReview.refund)}>
              请门店审核,退 {money(afterReview.refund)}
            </Button>
          </View>
        ) : null}
      </View>
    </Card>
  )
}

function Ends({ ends }: { ends: string[] }) {
  return (
    <View>
      <View className="order-refund__words">随退款一起结束:</View>
      {ends.map((one) => (
        <View key={one} className="order-refund__end">
          {one}
        </View>
      ))}
    </View>
  )
}
