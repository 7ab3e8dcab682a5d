import { Input, View } from '@tarojs/components'
import './price-field.scss'

interface Props {
  label: string
  /** As typed, in yuan. */
  text: string
  onText: (text: string) => void
  hint?: string
}

/** An amount in yuan; what is typed stays as typed until it is read as whole fen. */
export function PriceField({ label, text, onText, hint }: Props) {
  return (
    <View className="price-field">
      <View className="grow">
        <View>{label}</View>
        <View className="small">{hint ?? ''}</View>
      </View>
      <View className="price-field__sign">¥</View>
      <Input
        className="price-field__input"
        type="digit"
        value={text}
        maxlength={10}
        onInput={({ detail }) => onText(detail.value)}
      />
    </View>
  )
}
