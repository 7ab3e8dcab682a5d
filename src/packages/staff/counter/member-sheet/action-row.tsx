import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '@/components/button'
import './action-row.scss'

interface Props {
  title: ReactNode
  detail: string
  /** How much there is of it, or why it can't be used now. */
  state?: string
  /** What the button does; without it the row only says how things are. */
  action?: string | null
  busy?: boolean
  quiet?: boolean
  onTap?: () => void
  /** A form below, once it is asked for. */
  children?: ReactNode
}

/** A thing of the member with the one press that the clerk has for it. */
export function ActionRow({ title, detail, state, action, busy, quiet, onTap, children }: Props) {
  return (
    <View className="action-row">
      <View className="action-row__head">
        <View className="grow">
          <View className="action-row__title">{title}</View>
          <View className="action-row__detail">{detail}</View>
          <View>{state ? <View className="action-row__state">{state}</View> : null}</View>
        </View>
        <View>
          {action && onTap ? (
            <Button kind={quiet ? 'secondary' : 'primary'} compact loading={busy} onTap={onTap}>
              {action}
            </Button>
          ) : null}
        </View>
      </View>
      <View>{children}</View>
    </View>
  )
}
