import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Fold } from '@/components/fold'
import { Money } from '@/components/money'
import { dayText, money } from '@/services/format'
import type { Closing } from './index'

type Refund = Closing['refunds'][number]

/** Money first: what goes back, each with its own sum, before anything is closed (L6, L8). */
export function Refunds({ closing: { refunds, refundTotal, now } }: { closing: Closing }) {
  if (refunds.length === 0) return <Card>没有可以退的款项,也没有未退的余额。</Card>
  return (
    <View className="stack">
      <Card>
        <View className="title">注销时一起退回</View>
        <Money fen={refundTotal} size="hero" tone="ink" />
        <View className="small">先退款,再注销。每一笔怎么算的,点开可以看。</View>
      </Card>
      <Card kind="flush">
        {refunds.map((refund) => (
          <Fold
            key={refund.orderId}
            title={refund.title}
            summary={`退 ${money(refund.refund)}${refund.interest ? `,另加利息 ${money(refund.interest.amount)}` : ''}`}
          >
            <Sums refund={refund} now={now} />
          </Fold>
        ))}
      </Card>
    </View>
  )
}

function Sums({ refund, now }: { refund: Refund; now: number }) {
  const { paid, refunded, deductions, explanation, channel, by, toPayer } = refund
  return (
    <View>
      <FactLine label="付款" value={money(paid)} />
      {refunded > 0 ? <FactLine label="之前已退" value={money(-refunded)} /> : null}
      {deductions.map(({ title, amount }, index) => (
        <FactLine key={`${index}:${title}`} label={title} value={money(-amount)} />
      ))}
      <FactLine label="退回" value={money(refund.refund)} sum />
      <View className="closing-words">
        {`${explanation}。${
          channel === 'wechat' ? '原路退回微信' : '付款已过一年,由门店转账'
        },最晚${dayText(by, now)}前办好。${toPayer ? '按法规退回最初付款的人。' : ''}`}
      </View>
    </View>
  )
}
