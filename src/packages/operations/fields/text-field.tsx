import { Input, Textarea, View } from '@tarojs/components'
import './field.scss'
import { FoundAt } from './found'

interface Props {
  label: string
  value: string
  /** Its key in the draft, from the thing around it: what was found there is said below it. */
  path?: string
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
  const { label, value, onValue, hint, placeholder, most = 60, type = 'text', long = false, path } = props
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
      {path ? <FoundAt path={path} /> : null}
    </View>
  )
}
