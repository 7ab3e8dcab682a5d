import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { count, dayText, money } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import { CopyTable, plainYuan } from './copy-table'
import './report.scss'

type Report = Output<'operations.benefitReport'>
type Row = Report['rows'][number]

const FIRST = 12

/** Each benefit of the last thirty days: who has it, who used it, what it saved and cost. */
export function BenefitsReport() {
  const report = useAnswer('operations.benefitReport', {})
  return <Answered answer={report}>{(data) => <Rows {...data} />}</Answered>
}

function Rows({ since, rows }: Report) {
  if (rows.length === 0) return <Notice>还没有权益。在会员卡或等级里加上,这里会显示有多少人真的在用</Notice>
  return (
    <View className="report">
      <View className="small">
        {`${dayText(since, serverNow())}以来。用的人不到持有人的一成,就标出来:多半是不知道、不方便或不需要。`}
      </View>
      <MoreRows items={rows} first={FIRST} unit="项">
        {(row) => (
          <OneBenefit
            key={`${row.benefit.source} ${row.benefit.planId ?? ''} ${row.benefit.benefitId}`}
            {...row}
          />
        )}
      </MoreRows>
      <CopyTable
        rows={() => [
          ['权益', '来自', '持有', '用过', '次数', '没给', '省了', '成本'],
          ...rows.map(({ title, from, holders, users, uses, refused, saved, cost }) => [
            title,
            from,
            holders,
            users,
            uses,
            refused,
            plainYuan(saved),
            plainYuan(cost),
          ]),
        ]}
      />
    </View>
  )
}

function OneBenefit({
  title,
  from,
  holders,
  users,
  usedByFew,
  uses,
  refused,
  saved,
  cost,
  usedBasisPoints,
}: Row) {
  return (
    <View className="report__card">
      <Card>
        <View className="report__head">
          <View className="title grow">{title}</View>
          {usedByFew ? <Tag tone="warn">用的人少</Tag> : null}
        </View>
        <View className="small">{from}</View>
        <FactLine
          label={`${count(holders)}人持有`}
          value={
            usedBasisPoints === null
              ? `${count(users)}人用过`
              : `${count(users)}人用过,${usedBasisPoints / 100}%`
          }
        />
        <FactLine label="用了" value={`${count(uses)}次${refused > 0 ? `,另有${refused}次没给` : ''}`} />
        <FactLine label="会员省了" value={money(saved)} />
        <FactLine label="店里成本" value={money(cost)} />
      </Card>
    </View>
  )
}
