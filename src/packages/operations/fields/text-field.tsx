import { Input, Textarea, View } from '@tarojs/components'
import './field.scss'

interface Props {
  label: string
  value: string
  onValue: (value: string) => void
  hint?: string
  placeholder?: string
  /** Most characters. */
  most?: number
  type?: 'text' | 'number'
  /** Several lines. */
  long?: boolean
}

/** A line of text, or several. */
export function TextField(props: Props) {
  const { label, value, onValue, hint, placeholder, most = 60, type = 'text', long = false } = props
  return (
    <View className="field">
      <View className="field__label">{label}</View>
      {long ? (
        <Textarea
          className="field__input field__input--long"
          value={value}
          maxlength={most}
          placeholder={placeholder ?? ''}
          autoHeight
          onInput={({ detail }) => onValue(detail.value)}
        />
      ) : (
        <Input
          className="field__input"
          type={type}
          value={value}
          maxlength={most}
          placeholder={placeholder ?? ''}
          onInput={({ detail }) => onValue(detail.value)}
        />
      )}
      {hint ? <View className="field__hint">{hint}</View> : null}
    </View>
  )
}
