import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { NoBranch } from '../no-branch'
import { useStoredBranch } from '../stored-branch'
import { TodayRow } from './today-row'
import './index.scss'

/** What this branch settled today, each for as long as it can be undone. */
export default function TodayPage() {
  const { staff, answer, branch } = useStoredBranch()
  const today = useAnswer('counter.today', { branchId: branch?.id ?? '' }, { enabled: branch !== undefined })
  useDidShow(() => {
    if (today.data) void today.reload()
  })
  const receipts = today.data?.receipts ?? []
  const { shown, left, more } = useGradually(receipts.length, { portion: 6, page: 20 })
  usePullDownRefresh(() => {
    void today.reload().finally(() => Taro.stopPullDownRefresh())
  })

  if (answer.status !== 'ready') {
    return (
      <Page answer={answer} skeleton={<TodaySkeleton />}>
        {null}
      </Page>
    )
  }
  if (!branch) {
    return (
      <Page>
        <NoBranch isStaff={staff !== null} hint="在收银台选择门店后,这里显示它今天的小票" />
      </Page>
    )
  }
  const empty = today.data !== null && receipts.length === 0
  return (
    <Page
      answer={today}
      skeleton={<TodaySkeleton />}
      empty={
        empty ? (
          <EmptyState
            title={`${branch.name}今天还没有小票`}
            hint="结算后会出现在这里"
            action="去收银台"
            onAction={() => open('counter')}
          />
        ) : undefined
      }
    >
      <View className="stack">
        <View>{today.data ? <Totals branch={branch.name} today={today.data} /> : null}</View>
        <Card kind="flush">
          {receipts.slice(0, shown).map((receipt) => (
            <TodayRow
              key={receipt.receiptId}
              branchId={branch.id}
              receipt={receipt}
              onChanged={today.reload}
            />
          ))}
        </Card>
        <View>
          {left > 0 ? (
            <Button kind="text" block onTap={more}>
              {`更多小票(还有${left}张)`}
            </Button>
          ) : null}
        </View>
      </View>
    </Page>
  )
}

function Totals({ branch, today: { day, totals } }: { branch: string; today: Output<'counter.today'> }) {
  return (
    <Card>
      <View className="small">{`${branch} · ${dayText(day, serverNow())}`}</View>
      <View className="today__totals">
        <View className="today__total">
          <Money fen={totals.paid} size="large" tone="ink" />
          <Text className="small">实收</Text>
        </View>
        <View className="today__total">
          <Money fen={totals.saved} size="large" tone="saved" />
          <Text className="small">为会员省</Text>
        </View>
        <View className="today__total">
          <Text className="today__count">{totals.receipts}</Text>
          <Text className="small">单数</Text>
        </View>
      </View>
    </Card>
  )
}

function TodaySkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={5} />
    </View>
  )
}
