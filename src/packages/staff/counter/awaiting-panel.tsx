import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { useTill } from './use-till'
import './waiting-panel.scss'

/** The amount stands on the member's phone: asked every two seconds whether it is paid. */
export function AwaitingPanel() {
  const open = useTill((till) => till.open)
  const problem = useTill((till) => till.problem)
  const busy = useTill((till) => till.busy)
  const { cancelPayment } = useTill.getState()
  return (
    <View className="waiting">
      <View className="waiting__mark waiting__mark--breathing">
        <Icon name="smartphone" size="hero" />
      </View>
      <View className="waiting__title">等待会员付款</View>
      <View>{open ? <Money fen={open.paid} size="hero" /> : null}</View>
      <View className="waiting__who">{open?.displayName ?? ''}</View>
      <View className="waiting__hint">请会员在手机的会员码页面确认付款,付好后这里会自动显示</View>
      <View className="waiting__notice">
        {problem ? <Notice tone="warn">{`${problem.message}。会自动继续查询,不会重复收款。`}</Notice> : null}
      </View>
      <View className="waiting__foot">
        <Button kind="secondary" block loading={busy} onTap={() => void cancelPayment()}>
          取消付款
        </Button>
      </View>
    </View>
  )
}
