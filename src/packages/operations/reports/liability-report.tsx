import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Fold } from '@/components/fold'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { money, momentText, monthText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import { CopyTable, plainYuan } from './copy-table'
import './report.scss'

type Liability = Output<'operations.liability'>
type Month = Liability['byMonth'][number]

/** What the shop owes for money that was paid ahead, and that the books say the same (L5). */
export function LiabilityReport() {
  const answer = useAnswer('operations.liability', {})
  return <Answered answer={answer}>{(found) => <Owed found={found} />}</Answered>
}

function Owed({ found }: { found: Liability }) {
  const { asOf, holders, principal, bonus, unearnedFees, byMonth, ledger, stopSales } = found
  const agrees = principal === ledger.principal && bonus === ledger.bonus
  return (
    <View className="report">
      <View>{stopSales ? <Notice tone="warn">已停止销售预付卡,已售出的余额照常可用可退</Notice> : null}</View>
      <Card>
        <View className="small">{`还没兑现的预收款 · 截至${momentText(asOf, serverNow())}`}</View>
        <Money fen={principal + unearnedFees} size="hero" tone="ink" />
        <FactLine label="储值本金" value={money(principal)} />
        <FactLine label="会员卡未到期的卡费" value={money(unearnedFees)} />
        <FactLine label="合计" value={money(principal + unearnedFees)} sum />
        <FactLine label="另有赠送金额(不能退现)" value={money(bonus)} />
        <FactLine label="有余额的会员" value={`${holders}人`} />
      </Card>
      <Card>
        <View className="report__head">
          <View className="title">和账本核对</View>
          <Tag tone={agrees ? 'saved' : 'danger'}>{agrees ? '与账本一致' : '与账本不一致'}</Tag>
        </View>
        <FactLine label="流水合计的本金" value={money(ledger.principal)} />
        <FactLine label="流水合计的赠送" value={money(ledger.bonus)} />
        <View>
          {agrees ? null : (
            <Notice tone="danger">余额合计与流水合计不同,请联系技术支持核对,先不要改账</Notice>
          )}
        </View>
      </Card>
      <View>{byMonth.length > 0 ? <Months months={byMonth} /> : null}</View>
    </View>
  )
}

function Months({ months }: { months: readonly Month[] }) {
  const newest = [...months].sort((left, right) => (left.month < right.month ? 1 : -1))
  const rows = () => [
    ['月份', '充入本金', '赠送', '用掉本金', '用掉赠送', '退回会员', '退款销掉本金', '退款销掉赠送'],
    ...newest.map((each) => [
      each.month,
      ...[
        each.paidIn,
        each.bonusGiven,
        each.spentPrincipal,
        each.spentBonus,
        each.refunded,
        each.closedPrincipal,
        each.closedBonus,
      ].map(plainYuan),
    ]),
  ]
  return (
    <View>
      <View className="report__head">
        <View className="title">储值按月</View>
        <CopyTable rows={rows} />
      </View>
      <Card kind="flush">
        {newest.map((each) => (
          <Fold
            key={each.month}
            title={monthText(each.month, true)}
            summary={`充 ${money(each.paidIn)} · 用 ${money(each.spentPrincipal)} · 退 ${money(each.refunded)}`}
          >
            <FactLine label="充入本金" value={money(each.paidIn)} />
            <FactLine label="赠送" value={money(each.bonusGiven)} />
            <FactLine label="用掉本金" value={money(each.spentPrincipal)} />
            <FactLine label="用掉赠送" value={money(each.spentBonus)} />
            <FactLine label="退回会员" value={money(each.refunded)} />
            <FactLine label="退款时销掉的本金" value={money(each.closedPrincipal)} />
            <FactLine label="退款时销掉的赠送" value={money(each.closedBonus)} />
          </Fold>
        ))}
      </Card>
    </View>
  )
}
