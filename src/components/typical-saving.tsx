import { View } from '@tarojs/components'
import type { TypicalSaving as Typical } from '@/services/contract'
import { money } from '@/services/format'
import { Card } from './card'
import './typical-saving.scss'

/** What members really saved: the median and the middle half, never a maximum. */
export function TypicalSaving({ typical }: { typical: Typical }) {
  const { memberships, lowerQuartile, median, upperQuartile } = typical
  return (
    <Card>
      <View className="title">会员一般省多少</View>
      <View className="typical-saving">
        <View className="typical-saving__median">{money(median)}</View>
        <View className="small">{memberships} 位会员的中位数,开卡均满 30 天</View>
      </View>
      <View className="small">
        中间一半的会员省了 {money(lowerQuartile)} 至 {money(upperQuartile)},有人更少,也有人更多
      </View>
    </Card>
  )
}
