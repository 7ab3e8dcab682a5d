import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import './index.scss'

type YearEnd = Output<'membership.yearEnd'>

/** What a year left unused, at face value, and whether a smaller card would have done (M093). */
export default function YearEndPage() {
  const year = Number(useRouter().params.year)
  const answer = useAnswer('membership.yearEnd', Number.isInteger(year) && year > 0 ? { year } : {}, {
    onShow: true,
  })
  const report = answer.data
  return (
    <Page answer={answer} skeleton={<YearEndSkeleton />}>
      {report ? (
        <View className="stack">
          <Sums report={report} />
          <View>{report.unused.length > 0 ? <Unused report={report} /> : null}</View>
          <View>{report.rightSize ? <RightSize found={report.rightSize} /> : null}</View>
          <View>{report.tips.length > 0 ? <Tips tips={report.tips} /> : null}</View>
        </View>
      ) : null}
    </Page>
  )
}

function Sums({ report: { year, over, saved, fees, count, worth } }: { report: YearEnd }) {
  return (
    <Card>
      <View className="title">{over ? `${year} 年` : `${year} 年到今天`}</View>
      <FactLine label="已省" value={<Money fen={saved} tone="saved" />} />
      <FactLine label="会员费" value={money(fees)} />
      <View className="year-end-words">
        {count === 0 ? '这一年没有到期未使用的券和权益。' : `有 ${count} 项到期未使用,面值 ${money(worth)}。`}
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
          {({ kind, title, count, worth, on }) => (
            <ListRow
              key={`${kind}:${title}:${on}`}
              title={`${title} ×${count}`}
              detail={`${dayText(on, now)}到期`}
              value={worth === null ? undefined : <Money fen={worth} tone="ink" />}
            />
          )}
        </MoreRows>
      </Card>
    </View>
  )
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
      <View className="title">还能用的,记得用</View>
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
