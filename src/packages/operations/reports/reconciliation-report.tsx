import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import { CopyTable, plainYuan } from './copy-table'
import { dayBeforeInstant, movedDay } from './days'
import { FigureTable } from './figure-table'
import { StepBar } from './step-bar'
import { UnreportedOrders } from './unreported-orders'
import './report.scss'

type Reconciliation = Output<'operations.reconciliation'>
type Difference = Reconciliation['differences'][number]

const KINDS: Record<Difference['kind'], string> = {
  missing_here: '微信有,账上没有',
  missing_at_wechat: '账上有,微信没有',
  amount: '金额不同',
  state: '状态不同',
}

/** WeChat's bill against the books, day by day, and deliveries that WeChat was not told of (L16). */
export function ReconciliationReport() {
  const yesterday = dayBeforeInstant(serverNow(), 1)
  const [day, setDay] = useState(yesterday)
  const attention = useAnswer('operations.attention', {})
  const others = (attention.data?.differentDays ?? []).filter((other) => other !== day)
  return (
    <View className="report">
      <StepBar
        words={dayText(day, serverNow())}
        before="前一天"
        after="后一天"
        isLast={day >= yesterday}
        onMove={(by) => setDay(movedDay(day, by))}
      />
      <DayReport key={day} day={day} />
      <View>
        {others.length > 0 ? (
          <Card>
            <View className="title">这些天也对不上</View>
            <View className="report__chips">
              {others.map((other) => (
                <Button key={other} kind="secondary" compact onTap={() => setDay(other)}>
                  {dayText(other, serverNow())}
                </Button>
              ))}
            </View>
          </Card>
        ) : null}
      </View>
      <UnreportedOrders />
    </View>
  )
}

function DayReport({ day }: { day: string }) {
  const answer = useAnswer('operations.reconciliation', { day })
  return <Answered answer={answer}>{(found) => <Compared found={found} />}</Answered>
}

function Compared({ found }: { found: Reconciliation }) {
  const { state, bill, books, differences } = found
  if (state === 'pending')
    return <Notice>这一天还没有对账。微信在次日上午10点后给出账单,之后会自动核对。</Notice>
  const rows = [
    ['收款笔数', bill.payments, books.payments, String],
    ['收款金额', bill.paid, books.paid, money],
    ['退款笔数', bill.refunds, books.refunds, String],
    ['退款金额', bill.refunded, books.refunded, money],
  ] as const
  return (
    <View className="report">
      <Card>
        <View className="report__head">
          <View className="title">{state === 'balanced' ? '对上了' : '对不上'}</View>
          <Tag tone={state === 'balanced' ? 'saved' : 'danger'}>
            {state === 'balanced' ? '每一笔都相同' : `${differences.length}处差异`}
          </Tag>
        </View>
        <FigureTable
          head={['项目', '微信账单', '惠卡账本']}
          rows={rows.map(([name, atWechat, here, text]) => ({
            name,
            cells: [text(atWechat), text(here)],
            marked: atWechat !== here,
          }))}
        />
      </Card>
      <View>{differences.length > 0 ? <Differences day={found.day} differences={differences} /> : null}</View>
    </View>
  )
}

function Differences({ day, differences }: { day: string; differences: readonly Difference[] }) {
  const { shown, left, more } = useGradually(differences.length, { portion: 5, page: 20 })
  const rows = () => [
    ['日期', '差异', '订单号', '微信账单', '惠卡账本', '说明'],
    ...differences.map(({ kind, orderId, bill, books, explanation }) => [
      day,
      KINDS[kind],
      orderId,
      bill === null ? '' : plainYuan(bill),
      books === null ? '' : plainYuan(books),
      explanation,
    ]),
  ]
  return (
    <Card>
      <View className="report__head">
        <View className="title">差在哪里</View>
        <CopyTable rows={rows} />
      </View>
      <View>
        {differences.slice(0, shown).map((difference, index) => (
          <OneDifference key={`${difference.orderId}:${index}`} {...difference} />
        ))}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            {`再看 ${left} 处`}
          </Button>
        ) : null}
      </View>
    </Card>
  )
}

function OneDifference({ kind, orderId, bill, books, explanation }: Difference) {
  const sides = [
    bill === null ? '微信没有' : `微信 ${money(bill)}`,
    books === null ? '账上没有' : `账上 ${money(books)}`,
  ]
  return (
    <View className="report__difference">
      <View className="report__head">
        <Tag tone="danger">{KINDS[kind]}</Tag>
        <View className="report__number">{sides.join(' · ')}</View>
      </View>
      <View>{explanation}</View>
      <View className="small report__order">{`订单号 ${orderId}`}</View>
    </View>
  )
}
