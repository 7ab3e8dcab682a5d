import { View } from '@tarojs/components'
import { useState, type PropsWithChildren, type ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import './fold.scss'

interface Props {
  title: string
  /** What it comes down to, readable while it is folded. */
  summary?: ReactNode
  icon?: IconName
}

/**
 * A row inside a flush Card that unfolds. What it holds is in the page from the beginning and only
 * its class changes, so that a tap sends some 40 bytes.
 */
export function Fold({ title, summary, icon, children }: PropsWithChildren<Props>) {
  const [open, setOpen] = useState(false)
  return (
    <View className={open ? 'fold fold--open' : 'fold'}>
      <View
        className="fold__head"
        hoverClass="fold__head--pressed"
        ariaRole="button"
        onClick={() => setOpen(!open)}
      >
        {icon ? <Icon name={icon} className="fold__icon" /> : null}
        <View className="grow">
          <View className="fold__title">{title}</View>
          {summary ? <View className="fold__summary">{summary}</View> : null}
        </View>
        <Icon name="chevron-down" size="small" className="fold__arrow" />
      </View>
      <View className="fold__body">{children}</View>
    </View>
  )
}
