import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { money, momentText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import './report.scss'

type Unreported = Output<'operations.unreportedOrders'>

/** The red list: until WeChat knows of a delivery it keeps the money (L16). */
export function UnreportedOrders() {
  const answer = useAnswer('operations.unreportedOrders', {})
  return <Answered answer={answer}>{(found) => <List found={found} />}</Answered>
}

function List({ found: { enabled, orders } }: { found: Unreported }) {
  const { shown, left, more } = useGradually(orders.length, { portion: 6, page: 20 })
  if (orders.length === 0) {
    return (
      <Card>
        <View className="report__head title">发货信息</View>
        <View className="small">
          {enabled
            ? '每一单都已告诉微信,货款会照常结算。'
            : '没有开启自动上报。如果微信要求上报发货信息,请在「开店设置」里打开。'}
        </View>
      </Card>
    )
  }
  return (
    <Card>
      <View className="report__head title">{`${orders.length}单还没告诉微信`}</View>
      <View>
        <Notice tone="warn">微信收到发货信息后才结算这些货款。系统会自动再报,不用重复操作。</Notice>
      </View>
      <View>
        {orders.slice(0, shown).map(({ orderId, title, amount, paidAt, attempts, lastError }) => (
          <View key={orderId} className="report__difference">
            <View className="report__head">
              <View>{title}</View>
              <View className="report__number">{money(amount)}</View>
            </View>
            <View className="small">{`${momentText(paidAt, serverNow())}付款 · 报过${attempts}次`}</View>
            <View className="report__warn">{lastError ? `微信的答复:${lastError}` : ''}</View>
            <View className="small report__order">{`订单号 ${orderId}`}</View>
          </View>
        ))}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            {`再看 ${left} 单`}
          </Button>
        ) : null}
      </View>
    </Card>
  )
}
