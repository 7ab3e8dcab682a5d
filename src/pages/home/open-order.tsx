import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { openOrderId } from '@/services/payments'
import { open } from '@/services/routes'

/** A purchase that was begun on this phone and whose end it has not seen, after a crash too. */
export function OpenOrder() {
  const [orderId, setOrderId] = useState(openOrderId)
  useDidShow(() => setOrderId(openOrderId()))
  return (
    <View>
      {orderId ? (
        <Card kind="flush">
          <ListRow
            icon="hourglass"
            title="有一笔订单还没有完成"
            detail="看看付款结果,或继续支付"
            onTap={() => open('order', { orderId })}
          />
        </Card>
      ) : null}
    </View>
  )
}
