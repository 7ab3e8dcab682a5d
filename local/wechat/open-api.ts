import { randomBytes } from 'node:crypto'
import { type createMiniProgramCodes, GET_UNLIMITED_CODE } from './mini-program-codes'
import type { Subscriptions } from './subscriptions'
import { UPLOAD_SHIPPING_INFO } from '../../cloudfunctions/gateways/shipping-info'
import { messageFields, messageOf, numberField } from '../../cloudfunctions/gateways/open-api-message'

const CODE_LIFE_MS = 5 * 60_000

export interface OpenApi {
  /** What `e.detail.code` of the phone button is: works once, for 5 minutes. */
  phoneCode(openid: string, phone: string): string
  /** One of WeChat's server interfaces by its cloud-call name; the answer as JSON. */
  call(apiName: string, data: unknown): object
  /** The same over the message of `callCompatibleWxOpenApi` (CommApiData -> CommOpenApiResp). */
  message(apiName: string, requestData: Buffer): Buffer
}

interface Surroundings {
  appid: string
  clock(): number
  subscriptions: Pick<Subscriptions, 'send'>
  shipping(data: unknown): object
  miniProgramCode: ReturnType<typeof createMiniProgramCodes>
}

export function createOpenApi({
  appid,
  clock,
  subscriptions,
  shipping,
  miniProgramCode,
}: Surroundings): OpenApi {
  const codes = new Map<string, { phone: string; madeAt: number }>()

  function exchange(code: unknown): object {
    const issued = typeof code === 'string' ? codes.get(code) : undefined
    if (!issued || typeof code !== 'string' || clock() - issued.madeAt > CODE_LIFE_MS)
      return { errcode: 40029, errmsg: 'code 无效' }
    codes.delete(code)
    const [, country = '86', number = issued.phone] = /^\+(\d{1,3})[ -](\d+)$/.exec(issued.phone) ?? []
    const watermark = { timestamp: Math.floor(clock() / 1000), appid }
    const phoneNumber = country === '86' ? number : `+${country}${number}`
    const info = { phoneNumber, purePhoneNumber: number, countryCode: country, watermark }
    return { errcode: 0, errmsg: 'ok', phone_info: info }
  }

  function call(apiName: string, data: unknown): object {
    const input = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
    if (apiName === 'phonenumber.getPhoneNumber') return exchange(input.code)
    if (apiName === 'subscribeMessage.send') return subscriptions.send(input)
    if (apiName === UPLOAD_SHIPPING_INFO) return shipping(input)
    return { errcode: -604100, errmsg: 'API not found' }
  }

  return {
    phoneCode(_openid, phone) {
      const code = randomBytes(32).toString('hex')
      codes.set(code, { phone, madeAt: clock() })
      return code
    },
    call,
    message(apiName, requestData) {
      const data = readPairs(requestData)
      const drawn = apiName === GET_UNLIMITED_CODE ? miniProgramCode(data) : null
      if (drawn && 'png' in drawn) return messageOf([1, drawn.png], [2, 'image/png'])
      const body = JSON.stringify(drawn ?? call(apiName, data))
      return messageOf([1, body], [2, 'application/json'])
    },
  }
}

/** CommApiData { 1: type 0, 2: { 1: repeated pair { 1: key, 2: JSON } } } -> the object it spells. */
function readPairs(requestData: Buffer): Record<string, unknown> {
  const fields = messageFields(requestData)
  if (fields === null || numberField(fields, 1) !== 0) return {}
  const inner = fields.find(({ number }) => number === 2)?.value
  const pairs = Buffer.isBuffer(inner) ? (messageFields(inner) ?? []) : []
  return Object.fromEntries(
    pairs.map(({ value }) => {
      const [key, json] = Buffer.isBuffer(value) ? (messageFields(value) ?? []) : []
      return [String(key?.value), JSON.parse(String(json?.value)) as unknown]
    }),
  )
}
