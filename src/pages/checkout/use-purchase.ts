import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Output, RefusalCode } from '@/services/contract'
import { buyCard, cancelOrder, syncOrder, type Order } from '@/services/payments'
import { replace } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import { useRenewalWishes } from '@/stores/renewal-wish'
import { laterCharge, type BuyOption } from '@/components/plan/buy-words'

type Plan = Output<'membership.plan'>

interface PurchaseNotice {
  tone: 'info' | 'warn' | 'danger'
  words: string
}

/** Refusals after which the page must show what it now costs and asks for. */
const STALE: readonly string[] = [
  'PRICE_CHANGED',
  'PROMOTION_ENDED',
  'PLAN_CHANGED',
  'PLAN_UNAVAILABLE',
  'AGREEMENT_CHANGED',
  'AGREEMENT_REQUIRED',
  'TRIAL_USED',
  'SCORE_TOO_LOW',
  'UPGRADE_NOT_POSSIBLE',
  'PREPAID_STOPPED',
  'ALREADY_BOUGHT',
  'MEMBERSHIP_TOO_LONG',
] satisfies RefusalCode[]

/** The checkout's steps: ticks, order, cashier, and what is known when the cashier is left. */
export function usePurchase(
  plan: Plan | null,
  option: BuyOption | null,
  reload: () => Promise<void>,
  offered?: string,
) {
  const [peakOffer, setPeakOffer] = useState(offered)
  const [ticked, setTicked] = useState<string[]>([])
  const [renewal, setRenewal] = useState(false)
  const keepWish = useRenewalWishes((state) => state.keep)
  const [paying, runPayment] = useBusy()
  const [cancelling, runCancelling] = useBusy()
  const [unpaid, setUnpaid] = useState<Order | null>(null)
  const [notice, setNotice] = useState<PurchaseNotice | null>(null)
  /** The price that was refused because it is another one now. */
  const [priceBefore, setPriceBefore] = useState<number | null>(null)

  const tick = (id: string, on: boolean) => {
    setNotice(null)
    setTicked((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
  }

  const showResult = (orderId: string) => {
    const later = plan && option && renewal ? laterCharge(plan, option) : null
    if (plan && later) {
      const { planId, versionId } = plan
      keepWish(orderId, { planId, versionId, ...later, agreements: acceptedOf(plan) })
    }
    replace('paymentResult', { orderId })
  }

  const pay = async () => {
    if (!plan || !option) return
    if (plan.agreements.some(({ id }) => !ticked.includes(id)))
      return setNotice({ tone: 'warn', words: '请先阅读并勾选协议,再付款' })
    setNotice(null)
    try {
      const { planId, versionId } = plan
      const { as, price } = option
      const agreements = acceptedOf(plan)
      const outcome = await buyCard({
        ...{ planId, versionId, as, price, agreements },
        ...(peakOffer === undefined ? {} : { peakOffer }),
      })
      if (outcome.kind === 'ask') return showResult(outcome.orderId)
      await learnWhetherPaid(outcome.order)
    } catch (error) {
      await meetRefusal(error)
    }
  }

  /** Leaving the cashier says nothing: ask, and claim nothing that is not known. */
  const learnWhetherPaid = async (order: Order) => {
    const current = await syncOrder(order.orderId).then(
      (found) => found.order,
      () => null,
    )
    if (current && current.state !== 'paying') return showResult(order.orderId)
    setUnpaid(current ?? order)
    setNotice(
      current
        ? { tone: 'info', words: '没有付款,也没有扣钱。可以继续支付,或取消订单。' }
        : { tone: 'warn', words: '暂时查不到付款结果。如果已经付过款,不会重复扣,请点「已经付过款」。' },
    )
  }

  const meetRefusal = async (thrown: unknown) => {
    const error = toCallError(thrown)
    setNotice({ tone: 'danger', words: error.message })
    // Its day is over: the card itself can still be bought.
    if (error.code === 'PROMOTION_ENDED') setPeakOffer(undefined)
    if (error.code === 'ORDER_CLOSED') setUnpaid(null)
    if (!STALE.includes(error.code)) return
    // What was agreed to was another price or another text: everything is asked again.
    setTicked([])
    setRenewal(false)
    setUnpaid(null)
    setPriceBefore(option?.price ?? null)
    await reload()
  }

  const cancel = async () => {
    if (!unpaid) return
    try {
      const order = await cancelOrder(unpaid.orderId)
      if (order.state !== 'closed') return showResult(order.orderId)
      setUnpaid(null)
      setNotice({ tone: 'info', words: '订单已取消,没有扣款。' })
    } catch (error) {
      setNotice({ tone: 'danger', words: toCallError(error).message })
    }
  }

  return {
    ticked,
    tick,
    renewal,
    setRenewal,
    pay: () => void runPayment(pay),
    paying,
    unpaid,
    cancel: () => void runCancelling(cancel),
    cancelling,
    notice,
    priceBefore: priceBefore === option?.price ? null : priceBefore,
    showResult,
  }
}

function acceptedOf({ agreements }: Plan): { id: string; version: string }[] {
  return agreements.map(({ id, version }) => ({ id, version }))
}
