import { useState } from 'react'
import { call, toCallError } from '@/services/call'
import type { Input } from '@/services/contract'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Quote } from './quote-lines'

export type Asked = Input<'operations.refundQuote'>
type Sent = Input<'operations.refund'>

export const DONE_WORDS = {
  wechat: '已交给微信,原路退回会员',
  manual: '已记下,请转账给会员,再回来填凭证',
} as const

/** Quote first, then give back exactly what was quoted; another figure is shown before anything is done. */
export function useRefund(onDone: (words: string) => void) {
  const [quote, setQuote] = useState<Quote | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()

  const clear = () => {
    setQuote(null)
    setProblem('')
  }
  const ask = (asked: Asked) =>
    run(async () => {
      clear()
      await quoteFor(asked)
    })
  const refund = (asked: Asked, { memberNumber, refund: expected }: Quote) =>
    run(async () => {
      setProblem('')
      const { orderId, cause, since } = asked
      try {
        const done = await commit(
          'operations.refund',
          (operationId): Sent => ({
            operationId,
            memberNumber,
            orderId,
            cause,
            ...(since === undefined ? {} : { since }),
            refund: expected,
          }),
          { intention: `owner-refund:${orderId}` },
        )
        clear()
        onDone(`${money(done.refund)} ${DONE_WORDS[done.channel]}`)
      } catch (thrown) {
        const error = toCallError(thrown)
        if (error.code === 'REFUND_CHANGED') await quoteFor(asked)
        setProblem(error.message)
      }
    })
  return { quote, problem, busy, ask, refund, clear }

  async function quoteFor(asked: Asked): Promise<void> {
    try {
      setQuote(await call('operations.refundQuote', asked))
    } catch (thrown) {
      setQuote(null)
      setProblem(toCallError(thrown).message)
    }
  }
}
