import { View } from '@tarojs/components'
import { Sparkline } from './sparkline'
import './figure-card.scss'

interface Props {
  label: string
  value: string
  trend: readonly number[]
  today: number
  onTap: () => void
}

/** One figure with its last seven days; a tap opens its rows and what it counts. */
export function FigureCard({ label, value, trend, today, onTap }: Props) {
  return (
    <View className="figure-card" hoverClass="figure-card--pressed" ariaRole="button" onClick={onTap}>
      <View className="small">{label}</View>
      <View className="figure-card__value">{value}</View>
      <Sparkline values={[...trend, today]} />
    </View>
  )
}
