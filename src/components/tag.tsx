import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './tag.scss'

/** A short word about a state. Never without words: colour alone says nothing. */
export function Tag({
  tone = 'quiet',
  children,
}: PropsWithChildren<{ tone?: 'quiet' | 'saved' | 'gold' | 'warn' | 'danger' }>) {
  return <View className={`tag tag--${tone}`}>{children}</View>
}
