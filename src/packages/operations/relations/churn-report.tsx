import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { LoadMore } from '@/components/load-more'
import { Notice } from '@/components/notice'
import { SkeletonRows } from '@/components/skeleton'
import { ErrorState } from '@/components/state-message'
import { call } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Input, Output } from '@/services/contract'
import { count, dayText, money } from '@/services/format'
import { usePaged } from '@/stores/paged'
import { CopyTable, plainYuan } from '../reports/copy-table'

type Churn = Output<'operations.churn'>
type Row = Churn['rows'][number]
type Cursor = NonNullable<Input<'operations.churn'>['before']>

/** Who has not ordered for longer than usual (M094). What is done about it is a person's choice. */
export function ChurnReport() {
  const list = usePaged<Row, Cursor>('churn', async (before) => {
    const { rows, next } = await call('operations.churn', before === undefined ? {} : { before })
    return { items: rows, next }
  })
  if (list.status === 'loading') return <SkeletonRows count={4} />
  if (list.status === 'failed') return <ErrorState error={list.error} onRetry={() => void list.reload()} />
  if (list.items.length === 0)
    return <Notice tone="saved">现在没有快流失的会员。多少天没来算,在「会员经营」的「久未到店」里设。</Notice>
  return (
    <View className="report">
      <Card kind="flush">
        {list.items.map((row) => (
          <ListRow
            key={row.memberNumber}
            title={row.displayName}
            detail={detailOf(row)}
            value={`${row.daysSince} 天没来`}
          />
        ))}
      </Card>
      <LoadMore list={list} />
      <View className="small">
        标着「可发消息」的同意了接收营销消息,只有他们会收到提醒;其余的请店员当面或用企业微信问候。
      </View>
      <CopyTable
        rows={() => [
          ['会员', '最近消费', '天数', '平常几天一次', '余额', '券', '积分'],
          ...list.items.map(({ displayName, lastOrder, daysSince, everyDays, holds }) => [
            displayName,
            lastOrder,
            daysSince,
            everyDays ?? '',
            plainYuan(holds.balance),
            holds.coupons,
            holds.points,
          ]),
        ]}
      />
    </View>
  )
}

function detailOf({ lastOrder, everyDays, holds, marketing }: Row): string {
  const held = [
    holds.card,
    holds.balance > 0 ? `余额 ${money(holds.balance)}` : null,
    holds.coupons > 0 ? `${holds.coupons} 张券` : null,
    holds.points > 0 ? `${count(holds.points)} 积分` : null,
  ].filter(Boolean)
  const rhythm = everyDays === null ? '' : `,平常 ${everyDays} 天一次`
  return [
    `最近一次 ${dayText(lastOrder, serverNow())}${rhythm}`,
    held.length > 0 ? `还有 ${held.join('、')}` : null,
    marketing ? '可发消息' : null,
  ]
    .filter(Boolean)
    .join(';')
}
