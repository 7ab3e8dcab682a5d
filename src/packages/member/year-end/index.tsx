import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import './index.scss'

type YearEnd = Output<'membership.yearEnd'>

/** What a year left unused, at face value, and whether a smaller card would have done (M093). */
export default function YearEndPage() {
  const year = Number(useParameters().year)
  const answer = useAnswer('membership.yearEnd', Number.isInteger(year) && year > 0 ? { year } : {}, {
    onShow: true,
  })
  const report = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<YearEndSkeleton />}
      empty={report && isBlank(report) ? <Blank year={report.year} /> : undefined}
    >
      {report ? (
        <View className="stack">
          <Sums report={report} />
          <View>{report.unused.length > 0 ? <Unused report={report} /> : null}</View>
          <View>{report.rightSize ? <RightSize found={report.rightSize} /> : null}</View>
          <View>{report.tips.length > 0 ? <Tips tips={report.tips} /> : null}</View>
          <Card kind="flush">
            <ListRow title="月账单" icon="chart" onTap={() => open('bills')} />
            <ListRow
              title="适合我的卡"
              detail="用您自己的订单重算每张卡,也可能建议不买"
              icon="calculator"
              onTap={() => open('adviser')}
            />
          </Card>
        </View>
      ) : null}
    </Page>
  )
}

/** Not a member yet, or without any card and coupon in that year. */
function isBlank({ saved, fees, count, tips }: YearEnd): boolean {
  return saved === 0 && fees === 0 && count === 0 && tips.length === 0
}

function Blank({ year }: Pick<YearEnd, 'year'>) {
  return (
    <EmptyState
      icon="calendar"
      title={`${year} 年没有记录`}
      hint="那一年没有会员费、节省或到期的券。今年的每个月都在月账单里"
      action="看看月账单"
      onAction={() => open('bills')}
    />
  )
}

function Sums({ report: { year, over, saved, fees, count, worth } }: { report: YearEnd }) {
  return (
    <Card>
      <View className="title">{over ? `${year} 年` : `${year} 年到今天`}</View>
      <FactLine label="已省" value={<Money fen={saved} size="small" tone="saved" />} />
      <FactLine label="会员费" value={money(fees)} />
      <View className="year-end-words">
        {count === 0
          ? '这一年没有到期未使用的券和权益。'
          : `有 ${count} 项到期未使用${worth > 0 ? `,面值 ${money(worth)}` : ''}。`}
      </View>
    </Card>
  )
}

function Unused({ report: { unused, now } }: { report: YearEnd }) {
  return (
    <View>
      <View className="section-title">到期未使用</View>
      <Card kind="flush">
        <MoreRows items={unused} first={8} unit="样">
          {({ kind, title, count, worth, on, of }) => (
            <ListRow
              key={`${kind}:${title}:${on}`}
              title={of?.in === 'fen' ? title : `${title} ×${count}`}
              detail={of ? `${usedOf(of)},截至${dayText(on, now)}` : `${dayText(on, now)}到期`}
              value={worth === null ? undefined : <Money fen={worth} tone="ink" />}
            />
          )}
        </MoreRows>
      </Card>
    </View>
  )
}

/** What a benefit offered in the days, weeks or months that are over, and how much of it was used. */
function usedOf(of: NonNullable<YearEnd['unused'][number]['of']>): string {
  return of.in === 'fen'
    ? `上限共 ${money(of.available)},用了 ${money(of.used)}`
    : `可用 ${of.available} 次,用了 ${of.used} 次`
}

function RightSize({ found }: { found: NonNullable<YearEnd['rightSize']> }) {
  const { planId, planName, price, heldPlanName, heldPrice, wouldSave, didSave, better, orders, because } =
    found
  return (
    <Card>
      <View className="title">{planName}可能更合适</View>
      <View className="year-end-words">{because}</View>
      <FactLine label={`${heldPlanName}:省了 − 会员费`} value={`${money(didSave)} − ${money(heldPrice)}`} />
      <FactLine label={`${planName}:会省 − 会员费`} value={`${money(wouldSave)} − ${money(price)}`} />
      <FactLine sum label={`同样的 ${orders} 笔订单,少花`} value={money(better)} />
      <View className="year-end-button">
        <Button kind="secondary" block onTap={() => open('plan', { planId })}>
          看看{planName}
        </Button>
      </View>
    </Card>
  )
}

function Tips({ tips }: Pick<YearEnd, 'tips'>) {
  return (
    <Card>
      <View className="title">下一年可以这样</View>
      {tips.map((words) => (
        <View key={words} className="year-end-words">
          {words}
        </View>
      ))}
    </Card>
  )
}

function YearEndSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <Skeleton shape="card" />
    </View>
  )
}
