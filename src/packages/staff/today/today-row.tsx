import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { memo, useState } from 'react'
import { Button } from '@/components/button'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { call, toCallError } from '@/services/call'
import type { Output, ReceiptState } from '@/services/contract'
import { clockText, money, RECEIPT_STATE_NAMES, TENDER_NAMES } from '@/services/format'
import { confirmUndo } from '../confirm-undo'
import { UndoButton } from '../undo-button'
import { untilAnswered } from '../until-answered'
import './today-row.scss'

type Receipt = Output<'counter.today'>['receipts'][number]

const TONES: Record<ReceiptState, 'quiet' | 'saved' | 'warn'> = {
  settled: 'saved',
  awaiting_payment: 'warn',
  undone: 'quiet',
  cancelled: 'quiet',
}

interface Props {
  branchId: string
  receipt: Receipt
  onChanged: () => Promise<void>
}

/** One receipt of today; what can still be taken back has its button. */
export const TodayRow = memo(function TodayRow({ branchId, receipt, onChanged }: Props) {
  const { receiptId, memberNumber, title, displayName, at, state, paid, saved, tender, undoUntil } = receipt
  const [busy, setBusy] = useState(false)
  const [notice, setNotice] = useState('')
  const settled = state === 'settled'

  const carryOut = async (action: 'counter.undo' | 'counter.cancelPayment') => {
    setBusy(true)
    setNotice('')
    try {
      const done = await untilAnswered(() => call(action, { branchId, memberNumber, receiptId }), {
        unsure: ({ message }) => setNotice(`${message}。正在核对,不会重复撤销。`),
      })
      if (done) signalSuccess()
      setNotice(done && 'back' in done ? toHandBack(done.back) : '')
    } catch (thrown) {
      signalFailure()
      setNotice(toCallError(thrown).message)
    }
    setBusy(false)
    await onChanged()
  }
  const undo = async () => {
    if (await confirmUndo({ tender, paid })) await carryOut('counter.undo')
  }
  const cancel = async () => {
    const { confirm } = await Taro.showModal({
      title: '取消这笔待付款?',
      content: '会员手机上的付款会关闭,没有收款;如果刚好付了,会原路退回。',
      confirmText: '取消付款',
      cancelText: '继续等',
    })
    if (confirm) await carryOut('counter.cancelPayment')
  }

  return (
    <View className="today-row">
      <View className="today-row__head">
        <View className="grow">
          <View className="today-row__title">{title}</View>
          <View className="small">
            {[clockText(at), displayName, tender ? TENDER_NAMES[tender] : ''].filter(Boolean).join(' · ')}
          </View>
        </View>
        <View className="today-row__amounts">
          <Money fen={paid} tone={settled ? 'ink' : 'quiet'} strong={settled} />
          <View className={settled ? 'small saved' : 'small'}>
            {settled && saved > 0 ? `省${money(saved)}` : ''}
          </View>
        </View>
      </View>
      <View className="today-row__foot">
        <Tag tone={TONES[state]}>{RECEIPT_STATE_NAMES[state]}</Tag>
        <View className="grow" />
        <View>
          {settled && undoUntil !== null ? (
            <UndoButton until={undoUntil} busy={busy} onUndo={() => void undo()} />
          ) : state === 'awaiting_payment' ? (
            <Button kind="secondary" compact loading={busy} onTap={() => void cancel()}>
              取消付款
            </Button>
          ) : null}
        </View>
      </View>
      <View>
        {notice ? (
          <View className="today-row__notice">
            <Notice tone={busy || !settled ? 'warn' : 'danger'}>{notice}</Notice>
          </View>
        ) : null}
      </View>
    </View>
  )
})

/** Of a bill that was paid from the balance in part: the clerk's part of the way back. */
function toHandBack({ inCash = 0 }: Output<'counter.undo'>['back']): string {
  return inCash > 0 ? `请退还顾客${money(inCash)},其余已退回会员余额` : ''
}
