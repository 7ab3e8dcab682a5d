import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { money } from '@/services/format'
import { DayField } from '../fields/pick-field'
import { TextField } from '../fields/text-field'
import { QuoteLines } from './quote-lines'
import { useRefund, type Asked } from './use-refund'

type Cause = Asked['cause']

const CAUSES: readonly { key: Cause; title: string; detail: string }[] = [
  { key: 'operator', title: '门店的原因', detail: '停业、搬迁或不能再提供' },
  { key: 'minor', title: '未成年人付款', detail: '监护人不同意这笔付款' },
  { key: 'consumer', title: '会员不想要了', detail: '按卡的规则计算,和会员自己申请一样' },
  { key: 'seven_days', title: '第7天正好是法定假日', detail: '7天内退款的最后一天顺延到假日之后' },
]

interface Props {
  open: boolean
  onDone: (words: string) => void
  onClose: () => void
}

/** A refund that the owner begins: which order, why, then the quote, then the refund. */
export function OtherCauseSheet({ open, onDone, onClose }: Props) {
  const [orderId, setOrderId] = useState('')
  const [cause, setCause] = useState<Cause | null>(null)
  const [since, setSince] = useState('')
  const { quote, problem, busy, ask, refund, clear } = useRefund((words) => {
    setOrderId('')
    setCause(null)
    setSince('')
    onDone(words)
  })
  const asked =
    cause && orderId.trim() ? { orderId: orderId.trim(), cause, ...(since === '' ? {} : { since }) } : null
  /** What was quoted belongs to what was entered then. */
  const changed = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      clear()
      set(value)
    }
  }
  return (
    <Sheet
      open={open}
      title="按其他原因退款"
      onClose={onClose}
      footer={
        quote && asked ? (
          <Button block loading={busy} onTap={() => void refund(asked, quote)}>
            {`退 ${money(quote.refund + (quote.interest?.amount ?? 0))}`}
          </Button>
        ) : (
          <Button block loading={busy} disabled={!asked} onTap={() => (asked ? void ask(asked) : undefined)}>
            先算一算退多少
          </Button>
        )
      }
    >
      <View className="stack">
        <TextField
          label="订单号"
          value={orderId}
          onValue={changed(setOrderId)}
          hint="会员「我的订单」里,点一下就能复制"
          most={40}
        />
        <Card kind="flush">
          {CAUSES.map(({ key, title, detail }) => (
            <ChoiceRow
              key={key}
              title={title}
              detail={detail}
              chosen={key === cause}
              onChoose={() => changed(setCause)(key)}
            />
          ))}
        </Card>
        <DayField
          label="会员哪天提出"
          value={since}
          onValue={changed(setSince)}
          hint="今天提出的不用填;更早的从那天起计息"
        />
        <View>{quote ? <QuoteLines quote={quote} /> : null}</View>
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
