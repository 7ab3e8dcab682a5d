import { View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { useTill } from './use-till'
import './waiting-panel.scss'

/** Sent, the end not known yet: what happened, and that nothing happens twice. */
export function SettlingPanel() {
  const open = useTill((till) => till.open)
  const unanswered = useTill((till) => till.unanswered)
  const problem = useTill((till) => till.problem)
  return (
    <View className="waiting">
      <View className="waiting__mark waiting__mark--turning">
        <Icon name="refresh" size="hero" />
      </View>
      <View className="waiting__title">{unanswered === 0 ? '正在结算' : '正在核对结果'}</View>
      <View>{open ? <Money fen={open.paid} size="hero" /> : null}</View>
      <View className="waiting__who">{open?.displayName ?? ''}</View>
      <View className="waiting__notice">
        {unanswered === 0 ? null : (
          <Notice tone="warn">
            {`${problem?.message ?? '网络不稳定'}。已核对${unanswered}次,会自动继续,不会重复结算。结果出来前请不要再次收款。离开此页也会保留。`}
          </Notice>
        )}
      </View>
    </View>
  )
}
