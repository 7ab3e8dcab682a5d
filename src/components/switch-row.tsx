import { View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import './switch-row.scss'

interface Props {
  icon?: IconName
  title: string
  detail?: string
  on: boolean
  onChange: (on: boolean) => void
}

/** A setting that is on or off; the whole row is the target. */
export function SwitchRow({ icon, title, detail, on, onChange }: Props) {
  return (
    <View className="switch-row" ariaRole="switch" onClick={() => onChange(!on)}>
      {icon ? <Icon name={icon} className="switch-row__icon" /> : null}
      <View className="grow">
        <View>{title}</View>
        {detail ? <View className="small">{detail}</View> : null}
      </View>
      <View className={on ? 'switch-row__track switch-row__track--on' : 'switch-row__track'}>
        <View className="switch-row__knob" />
      </View>
    </View>
  )
}
