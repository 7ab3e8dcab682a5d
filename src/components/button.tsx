import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import './button.scss'

interface Props {
  children: ReactNode
  onTap: () => void
  kind?: 'primary' | 'secondary' | 'text' | 'danger'
  icon?: IconName
  /** Shows that it is working and ignores taps; size and words stay, so nothing shifts. */
  loading?: boolean
  disabled?: boolean
  block?: boolean
  compact?: boolean
  className?: string
}

/** One main (primary) button a page; at least 88 rpx high, 96 with large text. */
export function Button(props: Props) {
  const { children, onTap, kind = 'primary', icon, loading = false, disabled = false, block = false } = props
  const states = [
    loading ? 'button--loading' : '',
    disabled ? 'button--disabled' : '',
    block ? 'button--block' : '',
    props.compact ? 'button--compact' : '',
    props.className ?? '',
  ]
  return (
    <View
      className={`button button--${kind} ${states.filter(Boolean).join(' ')}`.trim()}
      hoverClass={loading || disabled ? 'none' : 'button--pressed'}
      hoverStayTime={80}
      ariaRole="button"
      onClick={loading || disabled ? undefined : onTap}
    >
      {icon ? <Icon name={icon} className="button__icon" /> : null}
      <Text className="button__words">{children}</Text>
    </View>
  )
}
