import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { LoadMore } from '@/components/load-more'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { call } from '@/services/call'
import { serverNow } from '@/services/clock'
import { count, momentText } from '@/services/format'
import { usePaged } from '@/stores/paged'
import './index.scss'

/** Where points came from and went, the newest first: the rows add up to the balance (M063). */
export default function PointsRecordsPage() {
  const list = usePaged('points', async (before) => {
    const { rows, next } = await call('points.records', before === undefined ? {} : { before })
    return { items: rows, next }
  })
  const now = serverNow()
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={8} />}
      empty={list.items.length === 0 ? <NoRecords /> : undefined}
    >
      <View className="stack">
        <Card kind="flush">
          {list.items.map(({ at, kind, title, points }, index) => (
            <ListRow
              key={`${at}:${kind}:${index}`}
              title={title}
              detail={momentText(at, now)}
              value={
                <View className={points > 0 ? 'points-row points-row--more' : 'points-row'}>
                  {points > 0 ? `+${count(points)}` : count(points)}
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

function NoRecords() {
  return <EmptyState icon="history" title="还没有积分记录" hint="消费、签到和兑换都会一笔一笔记在这里" />
}
