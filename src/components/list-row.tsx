import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import './list-row.scss'

interface Props {
  title: ReactNode
  detail?: ReactNode
  icon?: IconName
  /** On the right: an amount, a state. */
  value?: ReactNode
  onTap?: () => void
  /** A small mark that the row opens something; by default when it can be tapped. */
  arrow?: boolean
}

/** A row of a list inside a flush Card. */
export function ListRow({ title, detail, icon, value, onTap, arrow = Boolean(onTap) }: Props) {
  return (
    <View className="list-row" hoverClass={onTap ? 'list-row--pressed' : 'none'} onClick={onTap}>
      {icon ? <Icon name={icon} className="list-row__icon" /> : null}
      <View className="list-row__words">
        <View className="list-row__title">{title}</View>
        {detail ? <View className="list-row__detail">{detail}</View> : null}
      </View>
      {value === undefined ? null : <View className="list-row__value">{value}</View>}
      {arrow ? <Icon name="chevron-right" size="small" className="list-row__arrow" /> : null}
    </View>
  )
}
