import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import type { ReceiptView } from '@/services/contract'
import { count, dayText } from '@/services/format'
import { open } from '@/services/routes'

/** What this receipt earned and which tier it led to (M063, M064, M067). */
export function Earned({ receipt, now }: { receipt: ReceiptView; now: number }) {
  const { earned, reachedTier, day, state } = receipt
  if (state !== 'settled' || (!earned && !reachedTier)) return <View />
  const { points = 0, growth = 0, usableOn = day } = earned ?? {}
  return (
    <Card kind="flush">
      {reachedTier ? (
        <ListRow icon="badge-check" title={`这一单升到了${reachedTier}`} onTap={() => open('tier')} />
      ) : null}
      {points > 0 ? (
        <ListRow
          icon="sparkles"
          title={`得到 ${count(points)} 积分`}
          detail={usableOn > day ? `${dayText(usableOn, now)}起可用,退货时收回` : '已可使用,退货时收回'}
          onTap={() => open('points')}
        />
      ) : null}
      {growth > 0 ? (
        <ListRow icon="trend" title={`得到 ${count(growth)} 成长值`} onTap={() => open('tier')} />
      ) : null}
    </Card>
  )
}
