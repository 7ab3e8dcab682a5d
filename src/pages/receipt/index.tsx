import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { WeComBlock } from '@/components/we-com-block'
import { serverNow } from '@/services/clock'
import type { ReceiptView } from '@/services/contract'
import { money, momentText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import { Earned } from './earned'
import { Line } from './line'
import { Sums } from './sums'
import './index.scss'

const SHOWN_FIRST = 7

/** What was paid, what was saved, and for each line why: price record, rule, arithmetic (M044). */
export default function ReceiptPage() {
  const receiptId = useParameters().receiptId ?? ''
  const answer = useAnswer('membership.receipt', { receiptId }, { onShow: true })
  return (
    <Page answer={answer} skeleton={<ReceiptSkeleton />}>
      {answer.data ? <Content receipt={answer.data} /> : null}
    </Page>
  )
}

function Content({ receipt }: { receipt: ReceiptView }) {
  const { branchName, at, lines, paid, saved, returned = [] } = receipt
  const now = serverNow()
  const counts = receipt.state === 'settled' || receipt.state === 'awaiting_payment'
  const [shown, setShown] = useState(SHOWN_FIRST)
  const [open, setOpen] = useState<number | null>(null)
  return (
    <View className="stack">
      <View className="receipt-head">
        <View className="small">
          {branchName} · {momentText(at, now)}
        </View>
        <View className="receipt-head__word">{receipt.state === 'awaiting_payment' ? '待付' : '实付'}</View>
        <Money fen={paid} size="hero" />
        <View>
          {saved > 0 && counts ? <View className="receipt-head__saved">本单省 {money(saved)}</View> : null}
        </View>
      </View>
      <State receipt={receipt} now={now} />
      <Whose receipt={receipt} />
      <AsMember asMember={receipt.asMember} />
      <View>
        <View className="section-title">
          <View>明细</View>
          <View className="receipt-hint">点一行看节省的依据</View>
        </View>
        <Card kind="flush">
          {lines.slice(0, shown).map((line, index) => (
            <Line
              key={index}
              line={line}
              now={now}
              returned={returned.find((one) => one.line === index)?.quantity ?? 0}
              open={open === index}
              onToggle={() => setOpen(open === index ? null : index)}
            />
          ))}
          <View>
            {lines.length > shown ? (
              <Button kind="text" block onTap={() => setShown(shown + SHOWN_FIRST * 2)}>
                还有 {lines.length - shown} 行
              </Button>
            ) : null}
          </View>
        </Card>
      </View>
      <Sums receipt={receipt} />
      <Earned receipt={receipt} now={now} />
      <View>{receipt.state === 'settled' ? <WeComBlock branchId={receipt.branchId} /> : null}</View>
    </View>
  )
}

function State({ receipt, now }: { receipt: ReceiptView; now: number }) {
  const { state, undoneAt } = receipt
  return (
    <View>
      {state === 'undone' ? (
        <Notice>{undoneAt ? `已于${momentText(undoneAt, now)}撤销` : '已撤销'},这笔节省不再计入</Notice>
      ) : null}
      {state === 'cancelled' ? <Notice>已取消,没有扣款</Notice> : null}
      {state === 'awaiting_payment' ? (
        <View className="stack">
          <Notice tone="warn">等待在手机上付款</Notice>
          <Button block onTap={() => open('memberCode')}>
            去付款
          </Button>
        </View>
      ) : null}
    </View>
  )
}

/** A bill that somebody else had: a friend's, or one of the household (M015, M116). */
function Whose({ receipt: { forFriend, clerk, by } }: { receipt: ReceiptView }) {
  return (
    <View>
      {forFriend ? (
        <Notice>{`这是您为朋友付的一单,用的是您的储值余额${clerk ? `,由${clerk}结算` : ''}`}</Notice>
      ) : null}
      {by ? <Notice>{`由${by}使用家庭卡,价格和每日份数全家共用`}</Notice> : null}
    </View>
  )
}

/** What the card would have taken off: told by the back end once a visit, and only where it is true (M114). */
function AsMember({ asMember }: Pick<ReceiptView, 'asMember'>) {
  return (
    <View>
      {asMember ? (
        <Card kind="quiet">
          <View className="row row--between">
            <View className="grow">
              这一单用{asMember.planName}可省 {money(asMember.saves)}
            </View>
            <Button kind="text" compact onTap={() => open('cards')}>
              看看会员卡
            </Button>
          </View>
        </Card>
      ) : null}
    </View>
  )
}

function ReceiptSkeleton() {
  return (
    <View className="stack">
      <View className="receipt-head">
        <Skeleton width={40} />
        <Skeleton shape="hero" width={48} />
      </View>
      <Skeleton shape="title" width={24} />
      <SkeletonRows />
    </View>
  )
}
