import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PaymentParameters } from '../../cloudfunctions/contract/views'
import { createBills } from './bills'
import { type WechatFaults, faultSwitches } from './faults'
import { type WechatKeys, keysIn, makeWechatKeys } from './keys'
import { createMiniProgramCodes } from './mini-program-codes'
import { type Envelope, type Notices, createNotices } from './notices'
import {
  createSubscriptions,
  type InboxMessage,
  type MessageCredit,
  type Subscriptions,
} from './subscriptions'
import { createOpenApi } from './open-api'
import { type CashierView, type Merchant, type PayResult, createOrders, orderResource } from './orders'
import { type Papay, createPapay, debitFields, timeText } from './papay'
import type { SignResult, WechatContract, WechatDebit } from './papay-state'
import { openRecords } from './records'
import { createRefunds } from './refunds'
import { startPayServer } from './server'
import { type ReportedShipping, uploadShippingInfo } from './shipping'
import { verify } from './signatures'
import type { WechatNotice, WechatOrder, WechatRefund } from './state'

export type { CashierView, Envelope, InboxMessage, PayResult, WechatFaults, WechatKeys }
export type { WechatNotice, WechatOrder, WechatRefund }
export type { Papay, SignResult, WechatContract, WechatDebit }
export { makeWechatKeys }

export interface WechatOptions {
  /** The test clock, epoch ms: answers, callbacks and all periods follow it. */
  clock: () => number
  /** Where orders, refunds, notices and keys outlive a restart; absent: in memory. */
  directory?: string
  /** Made when absent; tests may make them once and share them. */
  keys?: WechatKeys
  merchant?: Merchant
  /** What the merchant is told to give as notify_url: https, as WeChat demands. */
  notifyUrl?: string
  /** Where such a URL really leads on this machine. Default: where it says. */
  notifyUrlRewrite?: (url: string) => string
  /** Sends a notice as soon as it is made, beside `tick`: for use by people. */
  notifyAtOnce?: boolean
  port?: number
  /** Published pages, without a leading slash: a code of another is refused; absent: any will do. */
  pages?: readonly string[]
}

export interface Wechat {
  /** WeChat Pay's base URL. */
  readonly url: string
  /** The environment variables of the payment function; the public keys lie in a file. */
  merchantEnvironment(): Record<string, string>
  /** What the cashier shows; null for a prepay id that WeChat never gave out. */
  describe(prepayId: string): CashierView | null
  /** The prepay id of what `wx.requestPayment` was given, or null if its signature is wrong. */
  openCashier(parameters: PaymentParameters): string | null
  pay(prepayId: string, openid: string, options?: { payerTotal?: number }): PayResult
  /** Runs all that is due on the clock: finishing refunds, sending and repeating notices. */
  tick(): Promise<void>
  /** The same work for a clock that stops on its way (TestClock.addSource). */
  readonly dueSource: {
    nextDue(after: number, until: number): number | null
    runAt(moment: number): Promise<void>
  }
  phoneCode(openid: string, phone: string): string
  /**
   * WeChat's server interfaces for `CloudBaseOptions.openApi`: a binary message is answered with one,
   * JSON with JSON.
   */
  openApi(apiName: string, data: unknown): object
  inbox(): InboxMessage[]
  /** What people answered when they were asked for service messages. */
  readonly subscriptions: Pick<Subscriptions, 'answer' | 'left'>
  /** Deliveries that the merchant reported. */
  shipments(): ReportedShipping[]
  /** Recurring debits: WeChat's signing page, contracts, pre-debit notices, debits. */
  readonly papay: Papay
  readonly faults: WechatFaults
  orders(): WechatOrder[]
  refunds(): WechatRefund[]
  /** The log of callbacks with each attempt. */
  notifications(): WechatNotice[]
  readonly notices: Pick<Notices, 'release' | 'resend' | 'envelope'>
  close(): Promise<void>
}

const MERCHANT: Merchant = { appid: 'wx5e3fa1b2c3d4e5f6', mchid: '1900000109', name: '麦香巷' }
const NOTIFY_URL = 'https://notify.huika.example/wechatpay'

/** WeChat on this machine: Pay V3 over HTTP, phone numbers and service messages (wechat.md 1.14). */
export async function startWechat(options: WechatOptions): Promise<Wechat> {
  const { clock, merchant = MERCHANT, notifyUrl = NOTIFY_URL } = options
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'wechat-'))
  mkdirSync(directory, { recursive: true })
  const keys = options.keys ?? (options.directory ? keysIn(directory) : makeWechatKeys())
  const file = openRecords(options.directory ? join(directory, 'wechat.db') : null)
  const orderRecords = file.records<WechatOrder>('order')
  const refundRecords = file.records<WechatRefund>('refund')
  const noticeRecords = file.records<WechatNotice>('notice')
  const shippingRecords = file.records<ReportedShipping>('shipping')
  const faults = faultSwitches()

  const rewrite = options.notifyUrlRewrite ?? ((url) => url)
  const notices = createNotices({ keys, records: noticeRecords, faults, clock, rewrite })
  const subscriptions = createSubscriptions({
    clock,
    faults,
    inbox: file.records<InboxMessage>('message'),
    credits: file.records<MessageCredit>('message-credit'),
  })
  const openApi = createOpenApi({
    appid: merchant.appid,
    clock,
    subscriptions,
    miniProgramCode: createMiniProgramCodes({ clock, ...(options.pages ? { pages: options.pages } : {}) }),
    shipping(data) {
      if (faults.shipping !== null) return { errcode: faults.shipping, errmsg: '系统错误' }
      return uploadShippingInfo(data, { records: shippingRecords, find: paidTransaction }, clock())
    },
  })
  const paidTransaction = (transactionId: string) => {
    const found = orders.byTransaction(transactionId)
    return found && { openid: found.order.openid, refunded: refunds.whole(transactionId) }
  }
  const refunds = createRefunds({
    merchant,
    records: refundRecords,
    faults,
    clock,
    orders: () => orders,
    notify({ orderId, status, notifyUrl: own }, resource) {
      const url = own ?? orderRecords.get(orderId)?.notifyUrl ?? notifyUrl
      notices.create({ orderId, eventType: `REFUND.${status}`, url, resource, type: 'refund' })
    },
  })
  const orders = createOrders({
    merchant,
    records: orderRecords,
    faults,
    clock,
    isRefunded: (transactionId) => refunds.any(transactionId),
    notify(order, transaction) {
      const { orderId, notifyUrl: url } = order
      const resource = orderResource(merchant, order, transaction)
      notices.create({ orderId, eventType: 'TRANSACTION.SUCCESS', url, resource, type: 'transaction' })
      atOnce()
    },
  })
  const atOnce = () => {
    // What fails here stays pending: the next tick meets it again and tells.
    if (options.notifyAtOnce) run(clock()).catch(() => undefined)
  }
  const account = { appid: merchant.appid, mch_id: merchant.mchid }
  const papay = createPapay({
    merchant,
    apiV2Key: keys.apiV2Key,
    contracts: file.records<WechatContract>('contract'),
    debits: file.records<WechatDebit>('debit'),
    faults,
    clock,
    book: ({ orderId, amount, description }, openid) =>
      orders.bookDebit({ orderId, amount, description, openid }),
    tellContract(contract, change) {
      const { contractCode, contractId, templateId, openid, requestSerial, notifyUrl: url } = contract
      const fields = {
        ...account,
        return_code: 'SUCCESS',
        result_code: 'SUCCESS',
        change_type: change,
        contract_code: contractCode,
        contract_id: contractId,
        plan_id: templateId,
        openid,
        request_serial: requestSerial,
        operate_time: timeText(clock()),
        ...(contract.mode !== null && { contract_termination_mode: contract.mode }),
      }
      notices.createXml({ orderId: contractCode, eventType: `CONTRACT.${change}`, url, fields })
      atOnce()
    },
    tellDebit(debit, openid) {
      const result = debit.state === 'SUCCESS' ? 'SUCCESS' : 'FAIL'
      const fields = { ...account, ...debitFields(debit, openid), result_code: result }
      notices.createXml({ orderId: debit.orderId, eventType: 'DEBIT', url: debit.notifyUrl, fields })
    },
  })
  let url = ''
  const bills = createBills({
    merchant,
    orders: () => orderRecords.all(),
    refunds: () => refundRecords.all(),
    faults,
    clock,
    url: () => url,
  })
  const server = await startPayServer(
    { merchant, keys, faults, orders, refunds, papay, bills, clock },
    options.port ?? 0,
  )
  url = server.url
  const keysFile = join(directory, 'verification-keys.json')
  const publicKeys = {
    [keys.wechat.id]: keys.wechat.publicKey,
    [keys.platform.serial]: keys.platform.publicKey,
  }
  writeFileSync(keysFile, JSON.stringify(publicKeys))

  /** One run after the other: two at once would send the same notice twice. */
  let running: Promise<void> = Promise.resolve()
  function run(moment: number): Promise<void> {
    const turn = running.then(async () => {
      refunds.finishThrough(moment)
      papay.finishThrough(moment)
      await notices.sendThrough(moment)
    })
    running = turn.catch(() => undefined)
    return turn
  }

  return {
    url: server.url,
    merchantEnvironment: () => ({
      MINIPROGRAM_APPID: merchant.appid,
      WECHATPAY_MCHID: merchant.mchid,
      WECHATPAY_SERIAL: keys.merchant.serial,
      WECHATPAY_PRIVATE_KEY: keys.merchant.privateKey.replace(/-----[^-]+-----|\n/g, ''),
      WECHATPAY_API_V3_KEY: keys.apiV3Key,
      WECHATPAY_API_V2_KEY: keys.apiV2Key,
      WECHATPAY_PUBLIC_KEYS_FILE: keysFile,
      WECHATPAY_NOTIFY_URL: notifyUrl,
      WECHATPAY_BASE_URL: server.url,
    }),
    describe: (prepayId) => orders.describe(prepayId),
    openCashier({ timeStamp, nonceStr, package: packed, signType, paySign }) {
      const message = `${merchant.appid}\n${timeStamp}\n${nonceStr}\n${packed}\n`
      const prepayId = /^prepay_id=(.+)$/.exec(packed)?.[1]
      const right = signType === 'RSA' && verify(message, paySign, keys.merchant.publicKey)
      return right && prepayId !== undefined ? prepayId : null
    },
    pay: (prepayId, openid, { payerTotal } = {}) => orders.pay(prepayId, openid, payerTotal),
    tick: () => run(clock()),
    dueSource: {
      nextDue(after, until) {
        const moments = [...refunds.due(), ...papay.due(), ...notices.due()]
        // Work that is overdue belongs to the next moment that the clock can stop at.
        const next = moments.reduce((first, due) => Math.min(first, due), Number.POSITIVE_INFINITY)
        const moment = Math.max(next, after + 1)
        return moment <= until ? moment : null
      },
      runAt: run,
    },
    phoneCode: (openid, phone) => openApi.phoneCode(openid, phone),
    openApi: (apiName, data) =>
      Buffer.isBuffer(data) ? openApi.message(apiName, data) : openApi.call(apiName, data),
    inbox: () => subscriptions.inbox(),
    subscriptions,
    shipments: () => shippingRecords.all(),
    papay,
    faults,
    orders: () => orderRecords.all(),
    refunds: () => refundRecords.all(),
    notifications: () => noticeRecords.all(),
    notices,
    async close() {
      await server.close()
      await running
      file.close()
      if (!options.directory) rmSync(directory, { recursive: true, force: true })
    },
  }
}
