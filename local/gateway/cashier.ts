import { randomBytes } from 'node:crypto'
import { type PaymentParameters, paymentParameters } from '../../cloudfunctions/contract/views'
import type { PayResult, Wechat } from '../wechat/index'
import { cashierPage } from './cashier-page'
import { HttpProblem, type Route, readObject, send, textField } from './http'
import type { People } from './people'

export interface CashierOptions {
  people: People
  wechat: Pick<Wechat, 'describe' | 'openCashier' | 'pay' | 'phoneCode'>
}

type Result = 'ok' | 'cancel'

interface Cashier {
  openid: string
  prepayId: string
  result: Result | null
}

/** WeChat's cashier and phone-number sheet, as a phone on this machine sees them. */
export function cashierRoutes({ people, wechat }: CashierOptions): Route[] {
  const cashiers = new Map<string, Cashier>()

  function find(id: string | undefined): Cashier {
    const cashier = cashiers.get(id ?? '')
    if (!cashier) throw new HttpProblem(404, 'CASHIER_UNKNOWN', 'no such cashier')
    return cashier
  }

  return [
    {
      method: 'POST',
      path: /^\/wechat\/cashier$/,
      handle: async ({ request }) => {
        const body = await readObject(request)
        const person = people.get(textField(body, 'person'))
        const payment = readPayment(body.payment)
        const prepayId = wechat.openCashier(payment)
        if (prepayId === null) throw new HttpProblem(400, 'PAY_SIGN_INVALID', '支付验证签名失败')
        if (!wechat.describe(prepayId)) throw new HttpProblem(400, 'PREPAY_UNKNOWN', '订单不存在')
        const cashierId = randomBytes(12).toString('hex')
        cashiers.set(cashierId, { openid: person.openid, prepayId, result: null })
        return { cashierId }
      },
    },
    {
      method: 'GET',
      path: /^\/wechat\/cashier\/([0-9a-f]{24})$/,
      handle: ({ response, parameters }) => {
        const cashier = find(parameters[0])
        const order = wechat.describe(cashier.prepayId)
        if (!order) throw new HttpProblem(404, 'PREPAY_UNKNOWN', '订单不存在')
        const page = cashierPage(parameters[0] ?? '', order)
        send(response, 200, 'text/html; charset=utf-8', page)
      },
    },
    {
      method: 'POST',
      path: /^\/wechat\/cashier\/([0-9a-f]{24})\/pay$/,
      handle: ({ parameters }) => {
        const cashier = find(parameters[0])
        if (cashier.result !== null) return { result: cashier.result }
        const outcome = wechat.pay(cashier.prepayId, cashier.openid)
        // Refused by WeChat: the sheet says why and stays, the person may cancel.
        if (outcome !== 'ok') return { result: null, reason: WHY_NOT[outcome] }
        cashier.result = 'ok'
        return { result: cashier.result }
      },
    },
    {
      method: 'POST',
      path: /^\/wechat\/cashier\/([0-9a-f]{24})\/cancel$/,
      handle: ({ parameters }) => {
        const cashier = find(parameters[0])
        cashier.result ??= 'cancel'
        return { result: cashier.result }
      },
    },
    {
      method: 'POST',
      path: /^\/wechat\/phone-code$/,
      handle: async ({ request }) => {
        const person = people.get(textField(await readObject(request), 'person'))
        if (!person.phone) throw new HttpProblem(409, 'PHONE_ABSENT', '这个微信没有绑定手机号')
        return { code: wechat.phoneCode(person.openid, person.phone) }
      },
    },
  ]
}

function readPayment(value: unknown): PaymentParameters {
  const parsed = paymentParameters.safeParse(value)
  if (!parsed.success) throw new HttpProblem(400, 'FIELD_INVALID', '"payment" is what payment.buy answered')
  return parsed.data
}

const WHY_NOT: Record<Exclude<PayResult, 'ok'>, string> = {
  refused_unknown: '订单不存在',
  refused_other_payer: '只能由下单的微信支付',
  refused_expired: '订单已失效,请重新下单',
  refused_closed: '订单已关闭',
  refused_paid: '该订单已支付',
  refused_amount: '金额有误',
}
