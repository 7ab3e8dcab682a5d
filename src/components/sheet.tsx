import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import './sheet.scss'

interface Props {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  /** Stands below the scrolling content, e.g. the one button. */
  footer?: ReactNode
}

/**
 * A sheet from below. It is always in the page and only its class changes, so that opening and
 * closing it sends some 40 bytes to the view layer however much it holds.
 */
export function Sheet({ open, title, onClose, children, footer }: Props) {
  return (
    <View className={open ? 'sheet sheet--open' : 'sheet'} catchMove>
      <View className="sheet__scrim" onClick={onClose} />
      <View className="sheet__panel">
        <View className="sheet__head">
          <View className="sheet__title">{title}</View>
          <View className="sheet__close" ariaRole="button" ariaLabel="关闭" onClick={onClose}>
            <Icon name="x" />
          </View>
        </View>
        <View className="sheet__body">{children}</View>
        <View className="sheet__end">{footer ? <View className="sheet__foot">{footer}</View> : null}</View>
      </View>
    </View>
  )
}
