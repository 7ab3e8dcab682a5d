import { View } from '@tarojs/components'
import { FactLine } from '@/components/fact-line'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import './quote-lines.scss'

export type Quote = Output<'operations.refundQuote'>

const WAYS = {
  wechat: '。由微信另退一笔。',
  manual: '。微信不能退得比付的多,有利息时会出现在这个列表里,由您转账。',
} as const

/** What goes back and why, line by line, before anything is done. */
export function QuoteLines({ quote }: { quote: Quote }) {
  const { displayName, paid, refunded, refund, explanation, deductions, interest, ends, channel, by } = quote
  return (
    <View className="quote-lines">
      <View className="title">{displayName}</View>
      <View>
        <FactLine label="付款" value={money(paid)} />
        <View>{refunded > 0 ? <FactLine label="之前已退" value={money(-refunded)} /> : null}</View>
        <View>
          {deductions.map(({ title, amount }) => (
            <FactLine key={title} label={title} value={money(-amount)} />
          ))}
        </View>
        <View>{interest ? <FactLine label="利息(截至今天)" value={money(interest.amount)} /> : null}</View>
        <FactLine label="退给会员" value={<Money fen={refund + (interest?.amount ?? 0)} strong />} sum />
      </View>
      <View className="small">{explanation}</View>
      <View>
        {interest ? (
          <View className="small">{`利息${interest.explanation}${WAYS[interest.channel]}`}</View>
        ) : null}
      </View>
      <View>
        {ends.length > 0 ? <View className="small">{`随退款一起结束:${ends.join('、')}`}</View> : null}
      </View>
      <View>
        {quote.toPayer ? <Notice tone="warn">这是别人转让给会员的,款项原路退回最初付款的人</Notice> : null}
      </View>
      <Notice tone={channel === 'manual' ? 'warn' : 'info'}>
        {channel === 'manual'
          ? `付款已过一年,微信不能原路退回:确认后请转账给会员,最晚${dayText(by, serverNow())}办好`
          : `确认后款项原路退回会员的微信,最晚${dayText(by, serverNow())}办好`}
      </Notice>
    </View>
  )
}
