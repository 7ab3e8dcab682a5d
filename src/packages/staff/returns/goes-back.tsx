import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Money } from '@/components/money'
import { money } from '@/services/format'
import type { ReturnQuote } from './use-return-quote'

/** Every part that goes back, each the way it came: money, savings, points, growth, coupons (M048). */
export function GoesBack({ quote, faded = false }: { quote: ReturnQuote; faded?: boolean }) {
  const { refund, lines, back, points, growth, coupons } = quote
  return (
    <View className={faded ? 'goes-back goes-back--faded' : 'goes-back'}>
      <Card>
        <View className="goes-back__head">
          <View className="goes-back__label">退还</View>
          <Money fen={refund} size="large" tone="ink" />
        </View>
        {back.inCash > 0 ? <FactLine label="由店员退还(按收款时的方式)" value={money(back.inCash)} /> : null}
        {back.toBalance > 0 ? <FactLine label="退回会员储值余额" value={money(back.toBalance)} /> : null}
        {back.toWechat > 0 ? <FactLine label="原路退回会员微信" value={money(back.toWechat)} /> : null}
        {lines.map(({ line, name, quantity, paid, saved }) => (
          <FactLine
            key={line}
            label={saved > 0 ? `${name} × ${quantity}(累计已省减${money(saved)})` : `${name} × ${quantity}`}
            value={money(paid)}
          />
        ))}
        {points.returned > 0 ? <FactLine label="退还用掉的积分" value={`${points.returned}积分`} /> : null}
        {points.takenBack > 0 ? (
          <FactLine label="收回本单得的积分" value={`${points.takenBack}积分`} />
        ) : null}
        {points.debt > 0 ? (
          <FactLine label="已经用掉的,从以后得的积分里扣" value={`${points.debt}积分`} />
        ) : null}
        {growth > 0 ? <FactLine label="收回成长值" value={String(growth)} /> : null}
        {coupons.map((title, index) => (
          <FactLine key={index} label="退还优惠券" value={title} />
        ))}
      </Card>
    </View>
  )
}
