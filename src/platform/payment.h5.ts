import type { PaymentParameters } from '@/services/contract'
import type { PaymentOutcome } from './outcomes'
import { currentPerson } from './person'

const OUTCOMES: Record<string, PaymentOutcome> = { ok: 'ok', cancel: 'cancelled', fail: 'failed' }

interface CashierMessage {
  type?: unknown
  cashierId?: unknown
  result?: unknown
}

/** Opens the local cashier in a frame over the page and waits for its word. */
export async function pay(parameters: PaymentParameters): Promise<PaymentOutcome> {
  const cashierId = await openCashier(parameters).catch(() => null)
  if (cashierId === null) return 'failed'
  return new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.src = `${API_BASE}/wechat/cashier/${encodeURIComponent(cashierId)}`
    frame.title = '微信支付'
    frame.setAttribute('style', 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:9999')
    const listen = (event: MessageEvent<CashierMessage | null>) => {
      const message = event.data
      if (message?.type !== 'wechat-cashier' || message.cashierId !== cashierId) return
      window.removeEventListener('message', listen)
      frame.remove()
      resolve(OUTCOMES[String(message.result)] ?? 'failed')
    }
    window.addEventListener('message', listen)
    document.body.appendChild(frame)
  })
}

async function openCashier(payment: PaymentParameters): Promise<string> {
  const response = await fetch(`${API_BASE}/wechat/cashier`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: currentPerson(), payment }),
  })
  if (!response.ok) throw new Error(`cashier answered ${response.status}`)
  const { cashierId } = (await response.json()) as { cashierId: string }
  return cashierId
}
