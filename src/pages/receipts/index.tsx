import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { Card } from '@/components/card'
import { LoadMore } from '@/components/load-more'
import { Page } from '@/components/page'
import { ReceiptRow } from '@/components/receipt-row'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { call } from '@/services/call'
import { serverNow } from '@/services/clock'
import { monthText } from '@/services/format'
import { open } from '@/services/routes'
import { usePaged } from '@/stores/paged'
import { useParameters } from '@/stores/parameters'

/** All receipts, or those of one month from the savings chart. */
export default function ReceiptsPage() {
  const month = useParameters().month
  const list = usePaged(month ?? '', async (before) => {
    const page = await call('membership.receipts', {
      ...(month ? { month } : {}),
      ...(before === undefined ? {} : { before }),
    })
    return { items: page.receipts, next: page.next }
  })
  useReachBottom(() => void list.more())
  usePullDownRefresh(() => void list.reload().finally(() => Taro.stopPullDownRefresh()))
  const now = serverNow()
  const none = (
    <EmptyState
      title={month ? `${monthText(month, true)}没有小票` : '还没有小票'}
      hint="结算时出示会员码,小票会记在这里"
      action="出示会员码"
      onAction={() => open('memberCode')}
    />
  )
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={6} />}
      empty={list.items.length === 0 ? none : undefined}
    >
      <View>{month ? <View className="section-title">{monthText(month, true)}</View> : null}</View>
      <Card kind="flush">
        {list.items.map((receipt) => (
          <ReceiptRow key={receipt.receiptId} receipt={receipt} now={now} />
        ))}
      </Card>
      <LoadMore list={list} />
    </Page>
  )
}
