import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './card.scss'

interface Props {
  /** quiet: a tinted area inside a page, without a border. */
  kind?: 'plain' | 'quiet' | 'flush'
  className?: string
  onTap?: () => void
}

/** A white area on paper; `flush` leaves the padding to its rows. */
export function Card({ kind = 'plain', className = '', onTap, children }: PropsWithChildren<Props>) {
  return (
    <View
      className={`card card--${kind} ${className}`.trim()}
      hoverClass={onTap ? 'card--pressed' : 'none'}
      onClick={onTap}
    >
      {children}
    </View>
  )
}
