import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon } from './icon'
import './check-row.scss'

interface Props {
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A tick that only the person sets: callers start it with false (PIPL 14, M062). */
export function CheckRow({ checked, onChange, children }: PropsWithChildren<Props>) {
  return (
    <View className="check-row" ariaRole="checkbox" onClick={() => onChange(!checked)}>
      <View className={checked ? 'check-row__box check-row__box--checked' : 'check-row__box'}>
        <Icon name="check" size="small" className="check-row__mark" />
      </View>
      <View className="check-row__words">{children}</View>
    </View>
  )
}
