import { Picker, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { dayText, monthText } from '@/services/format'
import { serverNow } from '@/services/clock'
import './field.scss'

interface Option {
  id: string
  name: string
}

interface Props {
  label: string
  options: readonly Option[]
  /** Empty for none yet. */
  value: string
  onValue: (id: string) => void
  hint?: string
}

/** One of a few, with the platform's own picker. */
export function PickField({ label, options, value, onValue, hint }: Props) {
  const index = options.findIndex(({ id }) => id === value)
  return (
    <View className="field">
      <Picker
        mode="selector"
        range={options.map(({ name }) => name)}
        value={Math.max(0, index)}
        onChange={({ detail }) => {
          const option = options[Number(detail.value)]
          if (option) onValue(option.id)
        }}
      >
        <Chosen label={label} words={options[index]?.name ?? '请选择'} />
      </Picker>
      {hint ? <View className="field__hint">{hint}</View> : null}
    </View>
  )
}

interface DayProps {
  label: string
  /** `YYYY-MM-DD`; empty for none yet. */
  value: string
  onValue: (day: string) => void
  hint?: string
}

export function DayField({ label, value, onValue, hint }: DayProps) {
  return (
    <View className="field">
      <Picker mode="date" value={value} onChange={({ detail }) => onValue(detail.value)}>
        <Chosen label={label} words={value ? dayText(value, serverNow()) : '请选择'} />
      </Picker>
      {hint ? <View className="field__hint">{hint}</View> : null}
    </View>
  )
}

/** A whole month, `YYYY-MM`. */
export function MonthField({ label, value, onValue, hint }: DayProps) {
  return (
    <View className="field">
      <Picker mode="date" fields="month" value={value} onChange={({ detail }) => onValue(detail.value)}>
        <Chosen label={label} words={monthText(value, true)} />
      </Picker>
      {hint ? <View className="field__hint">{hint}</View> : null}
    </View>
  )
}

/** A time of day, `HH:mm`. */
export function TimeField({ label, value, onValue, hint }: DayProps) {
  return (
    <View className="field">
      <Picker mode="time" value={value} onChange={({ detail }) => onValue(detail.value)}>
        <Chosen label={label} words={value} />
      </Picker>
      {hint ? <View className="field__hint">{hint}</View> : null}
    </View>
  )
}

function Chosen({ label, words }: { label: string; words: string }) {
  return (
    <View className="field__line">
      <View className="field__label grow">{label}</View>
      <View className="field__chosen">{words}</View>
      <Icon name="chevron-down" size="small" className="field__arrow" />
    </View>
  )
}
