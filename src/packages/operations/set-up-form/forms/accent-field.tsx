import { View } from '@tarojs/components'
import { useState } from 'react'
import { accentProperties } from '@/components/accent'
import { Button } from '@/components/button'
import { contrastWithWhite, isReadable } from '@/services/contract'
import { TextField } from '../../fields/text-field'
import './accent-field.scss'

/** Colours on which white text can be read. */
const PALETTE = [
  '#C2431F',
  '#A83816',
  '#9C2C4B',
  '#8A3FA0',
  '#4B4EAE',
  '#1B5FA7',
  '#0E6B74',
  '#16794C',
  '#4F6B1F',
  '#8A5C00',
  '#6A4E1E',
  '#3A2E22',
] as const

const COLOUR = /^#[0-9A-Fa-f]{6}$/

/** The shop's colour, with what it does to the text on its buttons seen at once. */
export function AccentField({ accent, onAccent }: { accent: string; onAccent: (accent: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const choose = (colour: string) => {
    setTyped(null)
    onAccent(colour)
  }
  return (
    <View className="accent-field">
      <View className="field__label">主题色</View>
      <View className="accent-field__palette">
        {PALETTE.map((colour) => (
          <View
            key={colour}
            className={
              colour === accent.toUpperCase()
                ? 'accent-field__colour accent-field__colour--chosen'
                : 'accent-field__colour'
            }
            style={{ backgroundColor: colour }}
            ariaRole="radio"
            ariaLabel={colour}
            onClick={() => choose(colour)}
          />
        ))}
      </View>
      <TextField
        label="或填色号"
        most={7}
        path="shop.accent"
        value={typed ?? accent}
        onValue={(text) => {
          setTyped(text)
          if (COLOUR.test(text.trim())) onAccent(text.trim())
        }}
        hint="井号加六位,例如#C2431F"
      />
      <Sample accent={accent} onAccent={choose} />
    </View>
  )
}

/** The button as it will be; where its text can't be read, the nearest colour on which it can. */
function Sample({ accent, onAccent }: { accent: string; onAccent: (accent: string) => void }) {
  const contrast = `对比度${Math.floor(contrastWithWhite(accent) * 10) / 10}`
  const darker = isReadable(accent) ? null : accentProperties(accent)?.['--accent']?.toUpperCase()
  return (
    <View>
      <View className="accent-field__sample" style={{ backgroundColor: accent }}>
        立即开通
      </View>
      {darker ? (
        <View className="accent-field__refused">
          <View className="field__wrong">{`${contrast},不到4.5:白字在上面看不清,这个颜色不能发布。`}</View>
          <Button kind="secondary" compact onTap={() => onAccent(darker)}>
            {`改用接近的深色${darker}`}
          </Button>
        </View>
      ) : (
        <View className="field__hint">{`${contrast},白字看得清。`}</View>
      )}
    </View>
  )
}
