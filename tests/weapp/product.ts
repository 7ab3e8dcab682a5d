import path from 'node:path'
import type { Shop } from '../shop'
import { openidOf } from '../shop'
import { launch, type LaunchOptions, type MiniProgram } from './driver'

/** The mini-program as it is built for WeChat. */
export const PRODUCT = path.join(__dirname, '../../dist/weapp')

interface Sent {
  action: string
  input: unknown
  contract: number
}

/**
 * The product on a person's phone, with a shop behind it: calls reach the real functions as this
 * person, the cashier pays at the shop's WeChat Pay.
 */
export function phoneOf(
  shop: Shop,
  person: string,
  options: Partial<LaunchOptions> = {},
): Promise<MiniProgram> {
  return launch({
    package: PRODUCT,
    now: shop.clock.now(),
    callFunction: ({ name, data }) => {
      const { action, input, contract } = data as Sent
      if (!action.startsWith(`${name}.`)) throw new Error(`${action} was sent to the function ${name}`)
      return shop.ask(person, action, input, contract)
    },
    requestPayment: async (parameters) => {
      const prepayId = shop.wechat.openCashier(parameters as never)
      if (prepayId === null || shop.wechat.pay(prepayId, openidOf(person)) !== 'ok') return 'fail'
      await shop.wechat.tick()
      return 'ok'
    },
    ...options,
  })
}

/** Lets the same time pass for the shop and on the phones. */
export async function pass(ms: number, shop: Shop, ...phones: MiniProgram[]): Promise<void> {
  await shop.clock.advance(ms)
  for (const phone of phones) await phone.advance(ms)
}
