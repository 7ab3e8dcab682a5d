import { View } from '@tarojs/components'
import { Money } from '@/components/money'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayOf, dayText, discountText, money } from '@/services/format'

export type Item = Output<'membership.transferable'>['items'][number]

/** Exactly what passes: each top-up with its terms, or the card with its days and what comes with it. */
export function Passing({ item }: { item: Item }) {
  const { title, worth, lots, card, ends } = item
  const now = serverNow()
  return (
    <View>
      <View className="title">{title}</View>
      {card ? (
        <View className="transfer-lines">
          <Line label="有效期至" value={dayText(card.through, now)} />
          <Line label="剩余" value={`${card.daysLeft}天`} />
          {card.benefits.map(({ id, title: benefit }) => (
            <Line key={id} label="权益" value={benefit} />
          ))}
          {card.comesWith.map((one) => (
            <Line key={one} label="一起转让" value={one} />
          ))}
        </View>
      ) : (
        <View>
          <Money fen={worth.principal + worth.bonus} size="large" tone="ink" />
          <View className="transfer-lines">
            <Line label="其中本金" value={money(worth.principal)} />
            <Line label="其中赠金" value={money(worth.bonus)} />
            {lots.map((lot) => (
              <Line
                key={lot.paidAt}
                label={`${dayOf(lot.paidAt, now)}充的${money(lot.paid)}`}
                value={`还剩${money(lot.principalLeft + lot.bonusLeft)}${lot.memberBasisPoints < 10_000 ? `,${discountText(lot.memberBasisPoints)}` : ''}`}
              />
            ))}
          </View>
        </View>
      )}
      <View>{ends.length > 0 ? <View className="small">{`转让后结束:${ends.join('、')}`}</View> : null}</View>
    </View>
  )
}

export function Rules({ rules }: { rules: readonly string[] }) {
  return (
    <View>
      {rules.map((rule) => (
        <View key={rule} className="transfer-rule">
          {rule}
        </View>
      ))}
    </View>
  )
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <View className="transfer-line">
      <View>{label}</View>
      <View>{value}</View>
    </View>
  )
}
