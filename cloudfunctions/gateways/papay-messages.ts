import { Hash, Transformer } from 'wechatpay-axios-plugin'

/** The flat XML messages of WeChat Pay V2 and their signatures (wechat.md 1.12). */
export type Fields = Readonly<Record<string, string>>

const LARGEST_MESSAGE = 64 * 1024

/**
 * The fields of a message, or null: not XML, nested, with a field twice, or with declarations that
 * could define entities.
 */
export function readMessage(text: string): Fields | null {
  if (text.length > LARGEST_MESSAGE || /<!(?!\[CDATA\[)/i.test(text)) return null
  try {
    return asFields(Transformer.toObject(text))
  } catch {
    return null
  }
}

/** What was parsed already, if it is flat. Empty elements count as absent, as in the signature. */
export function asFields(parsed: unknown): Fields | null {
  if (typeof parsed !== 'object' || parsed === null) return null
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value !== 'string') return null
    if (value !== '') fields[name] = value
  }
  return fields
}

/** True if `sign` is the message's own, by MD5 or HMAC-SHA256 with the APIv2 key. */
export function isSigned(fields: Fields, apiV2Key: string): boolean {
  const { sign, ...rest } = fields
  if (sign === undefined) return false
  const algorithm = sign.length === 64 ? Hash.ALGO_HMAC_SHA256 : Hash.ALGO_MD5
  return Hash.equals(Hash.sign(algorithm, rest, apiV2Key), sign)
}

/** The upper-case MD5 of the sorted fields with the APIv2 key behind them. */
export function md5Signature(fields: Fields, apiV2Key: string): string {
  return Hash.sign(Hash.ALGO_MD5, { ...fields }, apiV2Key)
}

/** What WeChat expects as the answer to a callback. */
export function acknowledgement(code: 'SUCCESS' | 'FAIL', message = 'OK'): string {
  return Transformer.toXml({ return_code: code, return_msg: message })
}

/** `yyyyMMddHHmmss` or `yyyy-MM-dd HH:mm:ss`, in Shanghai; null for anything else. Epoch ms. */
export function readTime(text: string | undefined): number | null {
  const digits = (text ?? '').replaceAll(/[-: ]/g, '')
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second) - 8 * 3_600_000
}
