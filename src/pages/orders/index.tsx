import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { LoadMore } from '@/components/load-more'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { call } from '@/services/call'
import { serverNow } from '@/services/clock'
import { ORDER_STATE_NAMES, momentText } from '@/services/format'
import { ORDER_KIND_NAMES } from '@/services/order-names'
import { open } from '@/services/routes'
import { usePaged } from '@/stores/paged'

/** What was paid through WeChat: cards, top-ups, rushes, and receipts paid on this phone. */
export default function OrdersPage() {
  const list = usePaged('', async (before) => {
    const page = await call('payment.orders', before === undefined ? {} : { before })
    return { items: page.orders, next: page.next }
  })
  useReachBottom(() => void list.more())
  const now = serverNow()
  const none = <EmptyState title="还没有订单" hint="开通会员卡或在手机上付款后,订单会列在这里" />
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={5} />}
      empty={list.items.length === 0 ? none : undefined}
    >
      <Card kind="flush">
        {list.items.map(({ orderId, kind, title, createdAt, amount, state }) => (
          <ListRow
            key={orderId}
            title={title}
            detail={`${ORDER_KIND_NAMES[kind]} · ${momentText(createdAt, now)}`}
            onTap={() => open('order', { orderId })}
            value={
              <View>
                <Money fen={amount} tone="ink" />
                <View className="small">{ORDER_STATE_NAMES[state]}</View>
              </View>
            }
          />
        ))}
      </Card>
      <LoadMore list={list} />
    </Page>
  )
}
