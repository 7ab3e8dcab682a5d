import { View } from '@tarojs/components'
import { Icon } from './icon'
import './stepper.scss'

interface Props {
  value: number
  least?: number
  most: number
  onChange: (value: number) => void
  /** What is counted, for a screen reader. */
  label: string
}

/** A number that goes up and down by one; both buttons are full touch targets. */
export function Stepper({ value, least = 1, most, onChange, label }: Props) {
  const step = (by: number) => {
    const next = Math.min(most, Math.max(least, value + by))
    if (next !== value) onChange(next)
  }
  return (
    <View className="stepper" ariaLabel={label}>
      <View
        className={value <= least ? 'stepper__button stepper__button--off' : 'stepper__button'}
        ariaRole="button"
        ariaLabel={`${label}减一`}
        onClick={() => step(-1)}
      >
        <Icon name="minus" />
      </View>
      <View className="stepper__value">{value}</View>
      <View
        className={value >= most ? 'stepper__button stepper__button--off' : 'stepper__button'}
        ariaRole="button"
        ariaLabel={`${label}加一`}
        onClick={() => step(1)}
      >
        <Icon name="plus" />
      </View>
    </View>
  )
}
