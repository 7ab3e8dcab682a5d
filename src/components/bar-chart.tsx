import { View } from '@tarojs/components'
import './bar-chart.scss'

export interface Bar {
  key: string
  label: string
  /** Fen, or growth; below zero the bar hangs from the base line. */
  value: number
}

interface Props {
  bars: readonly Bar[]
  /** saved: fen that were saved; tier: growth. */
  tone?: 'saved' | 'tier'
  selected: string | null
  onSelect: (key: string) => void
}

/** A year of months side by side, as plain views: no canvas, so each bar can be tapped. */
export function BarChart({ bars, tone = 'saved', selected, onSelect }: Props) {
  const highest = Math.max(1, ...bars.map(({ value }) => value))
  const lowest = Math.min(0, ...bars.map(({ value }) => value))
  const above = (highest / (highest - lowest)) * 100
  return (
    <View className={`bar-chart bar-chart--${tone}`}>
      {bars.map(({ key, label, value }) => (
        <View
          key={key}
          className={key === selected ? 'bar-chart__slot bar-chart__slot--selected' : 'bar-chart__slot'}
          onClick={() => onSelect(key)}
        >
          <View className="bar-chart__field">
            <View className={barClass(value)} style={barStyle(value, highest - lowest, above)} />
          </View>
          <View className="bar-chart__label">{label}</View>
        </View>
      ))}
    </View>
  )
}

function barClass(value: number): string {
  if (value === 0) return 'bar-chart__bar bar-chart__bar--none'
  return value < 0 ? 'bar-chart__bar bar-chart__bar--below' : 'bar-chart__bar'
}

function barStyle(
  value: number,
  range: number,
  above: number,
): { height: string; bottom?: string; top?: string } {
  const height = `${round((Math.abs(value) / range) * 100)}%`
  return value < 0 ? { height, top: `${round(above)}%` } : { height, bottom: `${round(100 - above)}%` }
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10
}
