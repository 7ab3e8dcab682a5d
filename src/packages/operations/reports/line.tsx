import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './report.scss'

interface Props {
  label: ReactNode
  value: ReactNode
  /** Below a rule: what the lines above come to. */
  sum?: boolean
}

/** A name on the left, its figure on the right. */
export function Line({ label, value, sum = false }: Props) {
  return (
    <View className={sum ? 'report__line report__line--sum' : 'report__line'}>
      <View>{label}</View>
      <View className="report__number">{value}</View>
    </View>
  )
}
