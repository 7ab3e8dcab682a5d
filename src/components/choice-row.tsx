import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './choice-row.scss'

interface Props {
  title: ReactNode
  detail?: ReactNode
  /** On the right: what this choice costs. */
  value?: ReactNode
  chosen: boolean
  /** In words, why this cannot be chosen now. */
  why?: string | null
  onChoose: () => void
}

/** One of several, inside a flush Card; what cannot be chosen stays readable and says why. */
export function ChoiceRow({ title, detail, value, chosen, why = null, onChoose }: Props) {
  const classes = ['choice', chosen ? 'choice--chosen' : '', why ? 'choice--closed' : '']
  return (
    <View
      className={classes.filter(Boolean).join(' ')}
      hoverClass={why ? 'none' : 'choice--pressed'}
      ariaRole="radio"
      onClick={why ? undefined : onChoose}
    >
      <View className="choice__dot" />
      <View className="grow">
        <View className="choice__title">{title}</View>
        <View>{detail ? <View className="choice__detail">{detail}</View> : null}</View>
        <View>{why ? <View className="choice__why">{why}</View> : null}</View>
      </View>
      <View className="choice__value">{value}</View>
    </View>
  )
}
