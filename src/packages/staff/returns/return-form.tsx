import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Stepper } from '@/components/stepper'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { isDefinite, toCallError, type CallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { money, momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { GoesBack } from './goes-back'
import { useReturnQuote, type ReturnAsked, type ReturnQuote } from './use-return-quote'

export type Returnable = Output<'counter.returnable'>['receipts'][number]

const REASONS = ['商品有问题', '买错或多买', '不合心意', '其他原因'] as const

/** A second tap this soon after a change belongs to what was there before. */
const DELIBERATE_MS = 600

interface Props {
  receipt: Returnable
  name: string
  which: Omit<ReturnAsked, 'lines'>
  onOther: () => void
  onReturned: (returned: ReturnQuote) => void
}

/** Which pieces come back and why; every part of what goes back is seen before the one press. */
export function ReturnForm({ receipt, name, which, onOther, onReturned }: Props) {
  const [quantities, setQuantities] = useState<Readonly<Record<number, number>>>({})
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<CallError | null>(null)
  const [changedAt, setChangedAt] = useState(0)
  const [busy, run] = useBusy()
  const lines = receipt.lines
    .map(({ line }) => ({ line, quantity: quantities[line] ?? 0 }))
    .filter(({ quantity }) => quantity > 0)
  const { status, quote, error, refresh } = useReturnQuote({ ...which, lines })
  const refund = quote?.refund
  useEffect(() => setChangedAt(Date.now()), [refund])

  const send = () =>
    run(async () => {
      if (!quote || status !== 'fresh' || Date.now() < changedAt + DELIBERATE_MS) return
      setProblem(null)
      try {
        const input = { ...which, lines, refund: quote.refund, reason }
        const returned = await commit('counter.returnGoods', (operationId) => ({ operationId, ...input }), {
          intention: `return-goods:${which.receiptId}`,
          resume: false,
        })
        signalSuccess()
        onReturned(returned)
      } catch (thrown) {
        signalFailure()
        setProblem(toCallError(thrown))
        refresh()
      }
    })

  const ready = status === 'fresh' && quote !== null && reason !== ''
  return (
    <Page
      footer={
        <View>
          <View>
            {problem ? <Notice tone="danger">{problemWords(problem)}</Notice> : null}
            {status === 'failed' && error && !problem ? (
              <Notice tone="danger">{problemWords(error)}</Notice>
            ) : null}
          </View>
          <Button block loading={busy} disabled={!ready} onTap={() => void send()}>
            {pressWords(status, quote, reason)}
          </Button>
        </View>
      }
    >
      <View className="stack">
        <View className="row row--between">
          <View className="grow">
            <View className="returns__who">{`${name}退哪几件?`}</View>
            <View className="small">
              {`${momentText(receipt.at, serverNow())} · 实付${money(receipt.paid)}`}
            </View>
          </View>
          <Button kind="text" compact onTap={onOther}>
            换一单
          </Button>
        </View>
        <Lines receipt={receipt} quantities={quantities} onChange={setQuantities} />
        <View>
          {quote && lines.length > 0 ? <GoesBack quote={quote} faded={status !== 'fresh'} /> : null}
        </View>
        <Card>
          <View className="returns__label">退货原因</View>
          <View className="returns__reasons">
            {REASONS.map((words) => (
              <View
                key={words}
                className={words === reason ? 'returns__reason returns__reason--on' : 'returns__reason'}
                ariaRole="radio"
                onClick={() => setReason(words)}
              >
                {words}
              </View>
            ))}
          </View>
        </Card>
      </View>
    </Page>
  )
}

interface LinesProps {
  receipt: Returnable
  quantities: Readonly<Record<number, number>>
  onChange: (quantities: Readonly<Record<number, number>>) => void
}

function Lines({ receipt: { lines }, quantities, onChange }: LinesProps) {
  const { shown } = useGradually(lines.length, { portion: 8, page: 100 })
  const all = Object.fromEntries(lines.map(({ line, left }) => [line, left]))
  return (
    <View>
      <Card kind="flush">
        {lines.slice(0, shown).map(({ line, name, quantity, left, paid }) => (
          <View key={line} className="return-line">
            <View className="grow">
              <View className="return-line__name">{name}</View>
              <View className="return-line__words">
                {left === quantity
                  ? `${quantity}件 · 实付${money(paid)}`
                  : `买了${quantity}件,还可退${left}件 · 实付${money(paid)}`}
              </View>
            </View>
            {left > 0 ? (
              <Stepper
                value={quantities[line] ?? 0}
                least={0}
                most={left}
                label={name}
                onChange={(next) => onChange({ ...quantities, [line]: next })}
              />
            ) : (
              <View className="return-line__words">已全部退回</View>
            )}
          </View>
        ))}
      </Card>
      <Button kind="text" block onTap={() => onChange(all)}>
        整单都退
      </Button>
    </View>
  )
}

function pressWords(status: string, quote: ReturnQuote | null, reason: string): string {
  if (status === 'none') return '请选择要退的商品'
  if (status === 'failed') return '还没有退货金额'
  if (status === 'asking' || !quote) return '正在计算…'
  return reason === '' ? '请选择退货原因' : `收回商品,退${money(quote.refund)}`
}

/** RETURN_NOT_POSSIBLE says why in its detail; without an answer nothing is certain, and it is said. */
function problemWords(problem: CallError): string {
  const { message, detail } = problem
  if (typeof detail === 'object' && detail !== null && 'why' in detail && typeof detail.why === 'string')
    return detail.why
  return isDefinite(problem) ? message : `${message}。请再按一次:同一次退货不会退两遍。`
}
