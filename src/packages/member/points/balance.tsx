import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { count, dayText } from '@/services/format'
import { open } from '@/services/routes'
import type { PointsHome } from './index'

const SHOWN_PENDING = 3

interface Props {
  points: NonNullable<PointsHome['points']>
  now: number
}

/** What can be spent now, what was earned and can be used later, what ends soonest (M063, M065). */
export function Balance({ points: { available, pending, expiring }, now }: Props) {
  const [soonest] = expiring
  return (
    <Card>
      <View className="row row--between">
        <View>可用积分</View>
        <Button kind="text" compact onTap={() => open('pointsRecords')}>
          积分记录
        </Button>
      </View>
      <View className="points-balance">{count(available)}</View>
      <View>
        {pending.slice(0, SHOWN_PENDING).map(({ usableOn, points }) => (
          <View key={usableOn} className="points-line">
            <View>{dayText(usableOn, now)}起可用</View>
            <View>{count(points)}</View>
          </View>
        ))}
      </View>
      <View>
        {pending.length > SHOWN_PENDING ? (
          <View className="small">另有 {pending.length - SHOWN_PENDING} 天的积分稍后可用</View>
        ) : null}
      </View>
      <View>
        {soonest ? (
          <View className="points-line">
            <View>{dayText(soonest.through, now)}到期</View>
            <View>{count(soonest.points)}</View>
          </View>
        ) : null}
      </View>
    </Card>
  )
}
