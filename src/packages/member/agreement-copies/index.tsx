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
import { AGREEMENT_KIND_NAMES, dayOf } from '@/services/format'
import { open } from '@/services/routes'
import { usePaged } from '@/stores/paged'

/** All that was agreed with the shop: each card, top-up and pack, and each contract for charges (L6). */
export default function AgreementCopiesPage() {
  const list = usePaged('', async (before) => {
    const page = await call('payment.agreementCopies', before === undefined ? {} : { before })
    return { items: page.agreements, next: page.next }
  })
  useReachBottom(() => void list.more())
  const now = serverNow()
  const none = (
    <EmptyState
      icon="badge-check"
      title="还没有协议"
      hint="每次开卡、充值、买券包或开通自动扣款,当时约定的全部内容都会留在这里,可以随时查看和保存"
    />
  )
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={5} />}
      empty={list.items.length === 0 && !list.hasMore ? none : undefined}
    >
      <View className="stack">
        <View className="small">当时约定的内容,以后改价、改规则都不会变。点开可以查看和保存。</View>
        <Card kind="flush">
          {list.items.map(({ id, kind, title, at, amount }) => (
            <ListRow
              key={id}
              title={title}
              detail={`${AGREEMENT_KIND_NAMES[kind]} · ${dayOf(at, now)}`}
              onTap={() => open('agreementCopy', { id })}
              value={
                <View>
                  <Money fen={amount} tone="ink" />
                  <View>{kind === 'contract' ? <View className="small">每次最多</View> : null}</View>
                </View>
              }
            />
          ))}
        </Card>
        <LoadMore list={list} />
      </View>
    </Page>
  )
}
