import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './fact-line.scss'

interface Props {
  label: ReactNode
  value: ReactNode
  /** Below a rule: what the lines above come to. */
  sum?: boolean
}

/** A name on the left, its figure or word on the right; a long one goes on below. */
export function FactLine({ label, value, sum = false }: Props) {
  return (
    <View className={sum ? 'fact fact--sum' : 'fact'}>
      <View className="fact__label">{label}</View>
      <View className="fact__value">{value}</View>
    </View>
  )
}
