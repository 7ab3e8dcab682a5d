import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { EmptyState } from '@/components/state-message'
import { ListRow } from '@/components/list-row'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { money, monthText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import { CopyTable, plainYuan } from './copy-table'
import { dayBeforeInstant, movedMonth } from './days'
import type { Pool } from './import-sheet'
import { StepBar } from './step-bar'
import './report.scss'

type Partners = Output<'operations.partners'>
type Settlement = Partners['settlement'][number]

interface Props {
  /** Grows when codes were added: counts are asked for again. */
  imports: number
  onImport: (pool: Pool) => void
}

/** Codes of the partners, and how the month's card prices are shared out (M016, M035). */
export function PartnersReport({ imports, onImport }: Props) {
  const thisMonth = dayBeforeInstant(serverNow(), 0).slice(0, 7)
  const [month, setMonth] = useState(thisMonth)
  return (
    <View className="report">
      <StepBar
        words={monthText(month, true)}
        before="上个月"
        after="下个月"
        isLast={month >= thisMonth}
        onMove={(by) => setMonth(movedMonth(month, by))}
      />
      <MonthReport key={`${month}:${imports}`} month={month} onImport={onImport} />
    </View>
  )
}

function MonthReport({ month, onImport }: { month: string; onImport: (pool: Pool) => void }) {
  const answer = useAnswer('operations.partners', { month })
  return <Answered answer={answer}>{(found) => <Found found={found} onImport={onImport} />}</Answered>
}

function Found({ found, onImport }: { found: Partners; onImport: (pool: Pool) => void }) {
  const { partners, settlement, month } = found
  if (partners.length + settlement.length === 0) {
    return (
      <EmptyState
        icon="handshake"
        title="没有合作方"
        hint="联名卡的合作方在「商品与会员卡」里添加"
        action="去看看"
        onAction={() => open('catalogue')}
      />
    )
  }
  return (
    <View className="report">
      {settlement.map((each) => (
        <Shares key={each.planId} settlement={each} month={month} />
      ))}
      <View>{settlement.length === 0 ? <View className="small">这个月没有要分的联名卡</View> : null}</View>
      {partners.map(({ partnerId, name, pools }) => (
        <View key={partnerId}>
          <View className="section-title">{name}</View>
          <Card kind="flush">
            {pools.map((pool) => (
              <ListRow
                key={`${pool.planId}:${pool.perkId}`}
                title={pool.title}
                detail={`已发 ${pool.issued} 个 · 点这里补充券码`}
                value={`剩 ${pool.left} 个`}
                onTap={() => onImport({ ...pool, partnerName: name })}
              />
            ))}
            <View>{pools.length === 0 ? <View className="small">没有券码池</View> : null}</View>
          </Card>
        </View>
      ))}
    </View>
  )
}

/** One card's price as it is shared out: the shares come to what was kept. */
function Shares({ settlement, month }: { settlement: Settlement; month: string }) {
  const { planName, cards, price, refunded, shares } = settlement
  const rows = () => [
    ['月份', '会员卡', '分给', '金额'],
    ...shares.map(({ name, amount }) => [month, planName, name, plainYuan(amount)]),
  ]
  return (
    <Card>
      <View className="report__head">
        <View className="title grow">{`${planName} · ${cards}张`}</View>
        <CopyTable rows={rows} />
      </View>
      <FactLine label="卖出" value={money(price)} />
      <View>{refunded > 0 ? <FactLine label="退给会员" value={money(-refunded)} /> : null}</View>
      <FactLine label="一共要分" value={money(price - refunded)} sum />
      {shares.map(({ partnerId, name, amount }) => (
        <FactLine
          key={partnerId ?? 'own'}
          label={partnerId === null ? `${name}(本店)` : name}
          value={money(amount)}
        />
      ))}
    </Card>
  )
}
