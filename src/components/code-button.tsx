import { View } from '@tarojs/components'
import { open } from '@/services/routes'
import { Icon } from './icon'
import './code-button.scss'

/** 会员码 within thumb's reach on every shopper tab. */
export function CodeButton() {
  return (
    <View
      className="code-button"
      hoverClass="code-button--pressed"
      ariaRole="button"
      onClick={() => open('memberCode')}
    >
      <Icon name="qr-code" />
      <View className="code-button__words">会员码</View>
    </View>
  )
}
