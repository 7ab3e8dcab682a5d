import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Output, RefusalCode } from '@/services/contract'
import { buyFlash, syncOrder } from '@/services/payments'
import { replace } from '@/services/routes'
import { useBusy } from '@/stores/busy'

export type FlashSale = Output<'points.activities'>['flashSales'][number]

interface FlashNotice {
  tone: 'info' | 'warn' | 'danger'
  words: string
}

/** Refusals after which the page must show what there is now and ask again. */
const STALE: readonly string[] = [
  'FLASH_CLOSED',
  'FLASH_EXHAUSTED',
  'FLASH_LIMIT',
  'NOT_ADMITTED',
  'PRICE_CHANGED',
  'AGREEMENT_CHANGED',
  'AGREEMENT_REQUIRED',
] satisfies RefusalCode[]

/** Ticking the agreements, the cashier, and what is known when it is left. */
export function useFlash(sale: FlashSale | null, reload: () => Promise<void>) {
  const [ticked, setTicked] = useState<string[]>([])
  const [notice, setNotice] = useState<FlashNotice | null>(null)
  const [paying, run] = useBusy()

  const tick = (id: string, on: boolean) => {
    setNotice(null)
    setTicked((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
  }
  const pay = async () => {
    if (!sale) return
    const { flashSaleId, price, agreements } = sale
    if (agreements.some(({ id }) => !ticked.includes(id)))
      return setNotice({ tone: 'warn', words: '请先阅读并勾选协议,再付款' })
    setNotice(null)
    try {
      const outcome = await buyFlash({
        flashSaleId,
        price,
        agreements: agreements.map(({ id, version }) => ({ id, version })),
      })
      if (outcome.kind === 'ask') return replace('paymentResult', { orderId: outcome.orderId })
      const current = await syncOrder(outcome.order.orderId).then(
        ({ order }) => order,
        () => null,
      )
      if (current && current.state !== 'paying') return replace('paymentResult', { orderId: current.orderId })
      setNotice(
        current
          ? { tone: 'info', words: '没有付款,也没有扣钱。这一份为您留 5 分钟,可以再点一次继续支付。' }
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
  return { ticked, tick, notice, paying, pay: () => void run(pay) }
}
