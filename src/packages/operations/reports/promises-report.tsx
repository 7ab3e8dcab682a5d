import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { money, monthText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import { dayBeforeInstant } from './days'
import { FigureTable } from './figure-table'
import './report.scss'

type Outlook = Output<'operations.guaranteeOutlook'>['plans'][number]
type Cohort = Output<'operations.trialReport'>['cohorts'][number]

/** What the promises of the cards cost: guarantees (F3), and what became of the trials (M052). */
export function PromisesReport() {
  const outlook = useAnswer('operations.guaranteeOutlook', {})
  const trials = useAnswer('operations.trialReport', {})
  return (
    <View className="report">
      <View>
        <View className="section-title">没省够就补差</View>
        <Answered answer={outlook}>{({ plans }) => <Outlooks plans={plans} />}</Answered>
      </View>
      <View>
        <View className="section-title">试用</View>
        <Answered answer={trials}>{({ cohorts }) => <Cohorts cohorts={cohorts} />}</Answered>
      </View>
    </View>
  )
}

function Outlooks({ plans }: { plans: readonly Outlook[] }) {
  if (plans.length === 0) return <Notice>现在没有带补差承诺的有效卡</Notice>
  return (
    <View className="report">
      {plans.map((plan) => (
        <OnePlan key={plan.planId} {...plan} />
      ))}
    </View>
  )
}

function OnePlan({ planName, cards, fees, saved, refunds, costBasisPoints, margin }: Outlook) {
  return (
    <Card>
      <View className="report__head">
        <View className="title grow">{`${planName} · ${cards}张`}</View>
        {margin === null ? null : (
          <Tag tone={margin < 0 ? 'danger' : 'saved'}>{margin < 0 ? '今天结算会亏' : '今天结算有余'}</Tag>
        )}
      </View>
      <FactLine label="收到的卡费" value={money(fees)} />
      <FactLine label="会员已省" value={money(saved)} />
      <FactLine label="如果今天都补差,要退" value={money(refunds)} />
      <FactLine
        label="每省1元的真实成本"
        value={costBasisPoints === null ? '商品没填成本' : `约${money(Math.round(costBasisPoints / 100))}`}
      />
      {margin === null ? (
        <View className="small">给商品填上成本,就能算出补差后剩多少。</View>
      ) : (
        <FactLine label="补差和成本之后,卡费还剩" value={money(margin)} sum />
      )}
    </Card>
  )
}

function Cohorts({ cohorts }: { cohorts: readonly Cohort[] }) {
  if (cohorts.length === 0) return <Notice>还没有人试用。试用卡卖出后,按开始的月份显示在这里</Notice>
  const newest = [...cohorts].sort((left, right) => (left.month < right.month ? 1 : -1))
  const thisYear = dayBeforeInstant(serverNow(), 0).slice(0, 4)
  const open = newest.reduce((sum, { stillOpen }) => sum + stillOpen, 0)
  return (
    <Card>
      <FigureTable
        head={['开始月份', '试用', '转正', '又续费']}
        rows={newest.map((cohort) => ({
          name: monthText(cohort.month, !cohort.month.startsWith(thisYear)),
          cells: [
            `${cohort.trials}人`,
            shareText(cohort.converted, cohort.conversionBasisPoints),
            shareText(cohort.renewed, cohort.renewalBasisPoints),
          ],
        }))}
      />
      <View className="small">{open > 0 ? `还有${open}人在试用中,没有算进比例。` : ''}</View>
      <View className="small">转正:试用后付全价;又续费:转正后再续一期。</View>
    </Card>
  )
}

function shareText(count: number, basisPoints: number | null): string {
  return basisPoints === null ? `${count}人` : `${count}人 ${Math.round(basisPoints / 100)}%`
}
