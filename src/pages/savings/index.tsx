import { View } from '@tarojs/components'
import { useState } from 'react'
import { BarChart } from '@/components/bar-chart'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { ProgressBar } from '@/components/progress-bar'
import { Skeleton } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tabs } from '@/components/tabs'
import { breakEvenText } from '@/components/member-card'
import type { Output, SavedLessFees, SavingSource } from '@/services/contract'
import { SOURCE_NAMES, dayText, money, monthText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { UsableNow } from './usable-now'
import './index.scss'

type Ledger = Output<'membership.savings'>
type Span = 'period' | 'year' | 'all'

const SPANS: readonly { key: Span; label: string }[] = [
  { key: 'period', label: '本期' },
  { key: 'year', label: '近12个月' },
  { key: 'all', label: '全部' },
]

/** 省钱账本: net is saved less fees; bars, split and total are the ledger's own sums. */
export default function SavingsPage() {
  const answer = useAnswer('membership.savings', {}, { onShow: true })
  return (
    <Page
      answer={answer}
      skeleton={<SavingsSkeleton />}
      empty={answer.data && isBlank(answer.data) ? <NothingSaved /> : undefined}
      codeButton
    >
      {answer.data ? <Content ledger={answer.data} /> : null}
    </Page>
  )
}

function isBlank({ all, usable }: Ledger): boolean {
  return all.saved === 0 && all.fees === 0 && !usable?.things.length
}

function NothingSaved() {
  return (
    <EmptyState
      icon="savings"
      title="还没有省钱记录"
      hint="用会员价消费后,每一笔省了多少、为什么,都会记在这里"
      action="看看会员卡"
      onAction={() => open('cards')}
    />
  )
}

function Content({ ledger }: { ledger: Ledger }) {
  const { thisPeriod, lastTwelveMonths, all, months, bySource, breakEven, usable, asOf } = ledger
  const [span, setSpan] = useState<Span>(thisPeriod ? 'period' : 'all')
  const sums: Record<Span, SavedLessFees | null> = { period: thisPeriod, year: lastTwelveMonths, all }
  const periodText = thisPeriod
    ? `${dayText(thisPeriod.from, asOf)}至${dayText(thisPeriod.through, asOf)}`
    : ''
  return (
    <View className="stack">
      <Tabs options={thisPeriod ? SPANS : SPANS.slice(1)} selected={span} onSelect={setSpan} />
      <Sum sum={sums[span] ?? all} note={span === 'period' ? periodText : ''} />
      <View>{breakEven ? <BreakEven breakEven={breakEven} /> : null}</View>
      <View>{usable && usable.things.length > 0 ? <UsableNow usable={usable} now={asOf} /> : null}</View>
      <Months months={months} />
      <Sources bySource={bySource} total={all.saved} />
      <Card kind="flush">
        <ListRow title="月账单" detail="每月花了多少、省了多少" icon="chart" onTap={() => open('bills')} />
        <ListRow
          title="适合我的卡"
          detail="用您自己的订单重算,也可能建议不买"
          icon="calculator"
          onTap={() => open('adviser')}
        />
      </Card>
      <View className="savings-note">
        每一笔节省 = 当时标价 − 实付,撤销的在撤销当月扣回。点开小票可看依据。
      </View>
    </View>
  )
}

function Sum({ sum, note }: { sum: SavedLessFees; note: string }) {
  return (
    <Card>
      <View className="row row--between">
        <View>净省</View>
        <View className="small">{note}</View>
      </View>
      <Money fen={sum.net} size="hero" />
      <View className="savings-sum">{`已省 ${money(sum.saved)} − 会费 ${money(sum.fees)} = ${money(sum.net)}`}</View>
    </Card>
  )
}

function BreakEven({ breakEven }: { breakEven: NonNullable<Ledger['breakEven']> }) {
  return (
    <Card>
      <View className="row row--between">
        <View>本期回本</View>
        <View className="small">会费 {money(breakEven.fee)}</View>
      </View>
      <View className="savings-meter">
        <ProgressBar share={breakEven.fee === 0 ? 1 : breakEven.saved / breakEven.fee} />
      </View>
      <View className="small">{breakEvenText(breakEven)}</View>
    </Card>
  )
}

function Months({ months }: Pick<Ledger, 'months'>) {
  const newest = months[months.length - 1]?.month ?? ''
  const [selected, setSelected] = useState(newest)
  const chosen = months.find(({ month }) => month === selected)
  const year = newest.slice(0, 4)
  return (
    <Card>
      <View className="title">每月节省</View>
      <View className="savings-chart">
        <BarChart
          bars={months.map(({ month, saved }) => ({
            key: month,
            label: String(Number(month.slice(5))),
            value: saved,
          }))}
          selected={selected}
          onSelect={setSelected}
        />
      </View>
      <View className="savings-month" onClick={() => open('receipts', { month: selected })}>
        <View className="grow">
          {chosen
            ? `${monthText(chosen.month, chosen.month.slice(0, 4) !== year)}省 ${money(chosen.saved)}`
            : ''}
        </View>
        <View className="savings-month__link">看这个月的小票</View>
      </View>
    </Card>
  )
}

function Sources({ bySource, total }: { bySource: Ledger['bySource']; total: number }) {
  const rows = (Object.keys(SOURCE_NAMES) as SavingSource[]).filter((source) => (bySource[source] ?? 0) !== 0)
  return (
    <View>
      <View className="section-title">
        <View>省在哪里</View>
        <View className="small">全部 {money(total)}</View>
      </View>
      <Card kind="flush">
        {rows.map((source) => (
          <ListRow
            key={source}
            title={SOURCE_NAMES[source]}
            value={<Money fen={bySource[source] ?? 0} tone="ink" />}
          />
        ))}
        <View>
          {rows.length === 0 ? <View className="savings-none">用会员价消费后,这里按来源列出</View> : null}
        </View>
      </Card>
    </View>
  )
}

function SavingsSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" />
      <Skeleton shape="card" />
      <Skeleton shape="card" />
      <Skeleton shape="card" />
    </View>
  )
}
