import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Output, RefusalCode } from '@/services/contract'
import { syncOrder, topUp } from '@/services/payments'
import { replace } from '@/services/routes'
import { useBusy } from '@/stores/busy'

type Offer = NonNullable<Output<'membership.wallet'>['offer']>
type Step = Offer['ladder'][number]

interface TopUpNotice {
  tone: 'info' | 'warn' | 'danger'
  words: string
}

/** Refusals after which the page must show what is offered now and ask again. */
const STALE: readonly string[] = [
  'PRICE_CHANGED',
  'PLAN_CHANGED',
  'PLAN_UNAVAILABLE',
  'AGREEMENT_CHANGED',
  'AGREEMENT_REQUIRED',
  'PREPAID_STOPPED',
  'PREPAID_CAP',
] satisfies RefusalCode[]

/** Choosing a step, ticking the agreements, the cashier, and what is known when it is left. */
export function useTopUp(offer: Offer | null, reload: () => Promise<void>) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [ticked, setTicked] = useState<string[]>([])
  const [notice, setNotice] = useState<TopUpNotice | null>(null)
  const [paying, run] = useBusy()
  const step = offer?.ladder.find(({ id }) => id === chosen) ?? null

  const choose = ({ id }: Step) => {
    setNotice(null)
    setChosen(id)
  }
  const tick = (id: string, on: boolean) => {
    setNotice(null)
    setTicked((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
  }

  const pay = async () => {
    if (!offer || !step) return
    if (offer.agreements.some(({ id }) => !ticked.includes(id)))
      return setNotice({ tone: 'warn', words: '请先阅读并勾选协议,再付款' })
    setNotice(null)
    try {
      const { planId, versionId } = offer
      const agreements = offer.agreements.map(({ id, version }) => ({ id, version }))
      const outcome = await topUp({ planId, versionId, stepId: step.id, price: step.principal, agreements })
      if (outcome.kind === 'ask') return replace('paymentResult', { orderId: outcome.orderId })
      const current = await syncOrder(outcome.order.orderId).then(
        (found) => found.order,
        () => null,
      )
      if (current && current.state !== 'paying') return replace('paymentResult', { orderId: current.orderId })
      setNotice(
        current
          ? { tone: 'info', words: '没有付款,也没有扣钱。可以再点一次继续支付。' }
          : { tone: 'warn', words: '暂时查不到付款结果。已付的款不会丢,请到「我的订单」查看。' },
      )
    } catch (thrown) {
      const error = toCallError(thrown)
      setNotice({ tone: 'danger', words: error.message })
      if (!STALE.includes(error.code)) return
      setTicked([])
      await reload()
    }
  }

  return { step, choose, ticked, tick, notice, paying, pay: () => void run(pay) }
}
