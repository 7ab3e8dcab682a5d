import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { dayOf, dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import type { Wallet } from './index'

/** Each top-up with what is left of it: a refund goes by the single top-up (L6). */
export function Lots({ wallet: { lots, now } }: { wallet: Wallet }) {
  if (lots.length === 0) return null
  return (
    <View>
      <View className="section-title">每次充值</View>
      <Card kind="flush">
        {lots.slice(0, 12).map((lot) => (
          <ListRow
            key={lot.orderId}
            title={`充 ${money(lot.paid)}${lot.bonus > 0 ? `,送 ${money(lot.bonus)}` : ''}`}
            detail={`${dayOf(lot.paidAt, now)} · ${returnWords(lot, now)}`}
            onTap={() => open('order', { orderId: lot.orderId })}
            value={<Money fen={lot.principalLeft + lot.bonusLeft} tone="ink" />}
          />
        ))}
      </Card>
    </View>
  )
}

function returnWords({ returnThrough }: Wallet['lots'][number], now: number): string {
  return returnThrough === null
    ? '点开可查看退款规则与金额'
    : `没有用过,${dayText(returnThrough, now)}前可全额退本金`
}
