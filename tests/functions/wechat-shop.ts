import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Notification, PaymentPort } from '../../cloudfunctions/gateways/payment-port'
import { wechatPay, wechatPaySettings } from '../../cloudfunctions/gateways/wechat-pay'
import type { CallFailure } from '../../cloudfunctions/gateways/wechat-pay-settings'
import { type Wechat, type WechatKeys, startWechat } from '../../local/wechat'
import { shanghaiTime } from '../../local/wechat/state'
import { wechatKeys } from '../wechat-keys'

export const START = Date.parse('2027-03-01T10:00:00+08:00')
export const PAYER = 'oPayer000000000000000000001'
/** Of real time, which a busy machine needs. */
const PATIENT_MS = 20_000
const NOTIFY_URL = 'https://shop.example/notifications'

/** A merchant with its receiver of callbacks, and WeChat, all on one clock that stands still. */
export interface Shop {
  wechat: Wechat
  port: PaymentPort
  /** The same merchant, waiting so long for an answer. */
  portWith(timeoutMs: number): PaymentPort
  failures: CallFailure[]
  /** What arrived, in order, as the port read it. */
  received: { headers: Record<string, string | undefined>; rawBody: Buffer; notification: Notification }[]
  /** HTTP statuses that the receiver answers next; then 204, and what the port refused as it says. */
  replies: number[]
  now(): number
  move(ms: number): void
  order(orderId: string, total?: number): Parameters<PaymentPort['prepay']>[0]
  /** Orders and pays; the transaction's number. */
  paid(orderId: string, total?: number, payerTotal?: number): Promise<string>
  close(): Promise<void>
}

export const sharedKeys = (): WechatKeys => wechatKeys

export async function openShop(options: { directory?: string } = {}): Promise<Shop> {
  let now = START
  jest.spyOn(Date, 'now').mockImplementation(() => now)
  const received: Shop['received'] = []
  const replies: number[] = []
  const failures: CallFailure[] = []
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = request.headers as Record<string, string | undefined>
      const rawBody = Buffer.concat(chunks)
      const notification = port.open({ headers, rawBody, now })
      received.push({ headers, rawBody, notification })
      const refused = notification.kind === 'refused' ? notification.status : 204
      response.writeHead(replies.shift() ?? refused).end()
    })
  })
  const receiverUrl = await listen(receiver)
  const wechat = await startWechat({
    clock: () => now,
    ...(options.directory === undefined ? { keys: sharedKeys() } : { directory: options.directory }),
    notifyUrl: NOTIFY_URL,
    notifyUrlRewrite: (url) => url.replace(NOTIFY_URL, receiverUrl),
  })
  const settings = {
    ...wechatPaySettings(wechat.merchantEnvironment()),
    report: (failure: CallFailure) => void failures.push(failure),
    timeoutMs: PATIENT_MS,
  }
  const port = wechatPay(settings)
  const order: Shop['order'] = (orderId, total = 19_900) => ({
    orderId,
    description: '麦香巷年卡',
    total,
    timeExpire: shanghaiTime(START + 1_800_000),
    openid: PAYER,
  })
  return {
    wechat,
    port,
    portWith: (timeoutMs) => wechatPay({ ...settings, timeoutMs }),
    failures,
    received,
    replies,
    now: () => now,
    move: (ms) => void (now += ms),
    order,
    async paid(orderId, total, payerTotal) {
      const prepared = await port.prepay({
        ...order(orderId, total),
        timeExpire: shanghaiTime(now + 1_800_000),
      })
      if (prepared.kind !== 'prepared') throw new Error(`prepay: ${JSON.stringify(prepared)}`)
      const outcome = wechat.pay(prepared.prepayId, PAYER, payerTotal === undefined ? {} : { payerTotal })
      if (outcome !== 'ok') throw new Error(outcome)
      const paid = wechat.orders().find((candidate) => candidate.orderId === orderId)
      return paid?.transactions.at(-1)?.transactionId ?? ''
    },
    async close() {
      jest.restoreAllMocks()
      await wechat.close()
      receiver.closeAllConnections()
      await new Promise((resolve) => receiver.close(resolve))
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
}
