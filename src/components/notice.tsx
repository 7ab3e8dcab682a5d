import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon, type IconName } from './icon'
import './notice.scss'

const ICONS: Record<'info' | 'warn' | 'danger' | 'saved', IconName> = {
  info: 'info',
  warn: 'clock',
  danger: 'warning',
  saved: 'circle-check',
}

/** A sentence that belongs to the page: a hint, what is due soon, a refusal. Icon and words, always. */
export function Notice({
  tone = 'info',
  children,
}: PropsWithChildren<{ tone?: 'info' | 'warn' | 'danger' | 'saved' }>) {
  return (
    <View className={`notice notice--${tone}`}>
      <Icon name={ICONS[tone]} size="small" className="notice__icon" />
      <View className="notice__words">{children}</View>
    </View>
  )
}
