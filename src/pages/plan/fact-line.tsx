import { View } from '@tarojs/components'

/** A label and its figure on one line of a fold. */
export function FactLine({
  label,
  value,
  strong = false,
}: {
  label: string
  value: string
  strong?: boolean
}) {
  return (
    <View className={strong ? 'plan-fact plan-fact--strong' : 'plan-fact'}>
      <View className="plan-fact__label">{label}</View>
      <View className="plan-fact__value">{value}</View>
    </View>
  )
}
