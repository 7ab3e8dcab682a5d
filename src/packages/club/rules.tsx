import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import './rules.scss'

/** Every condition before anybody is invited, each in its own sentence (L12). */
export function Rules({ conditions }: { conditions: readonly string[] }) {
  return (
    <View>
      <View className="section-title">全部规则</View>
      <Card>
        {conditions.map((condition, index) => (
          <View key={index} className="rule">
            <View className="rule__number">{index + 1}</View>
            <View className="grow">{condition}</View>
          </View>
        ))}
      </Card>
    </View>
  )
}
