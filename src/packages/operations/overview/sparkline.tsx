import { View } from '@tarojs/components'
import './sparkline.scss'

/** Seven days and today as thin bars; today stands out. The highest day fills the height. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const highest = Math.max(1, ...values)
  return (
    <View className="sparkline">
      {values.map((value, index) => (
        <View
          key={index}
          className={index === values.length - 1 ? 'sparkline__bar sparkline__bar--today' : 'sparkline__bar'}
          style={{ height: `${Math.round((Math.max(0, value) / highest) * 100)}%` }}
        />
      ))}
    </View>
  )
}
