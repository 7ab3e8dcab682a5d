import { createHash, createHmac } from 'node:crypto'

/**
 * WeChat's side of the V2 messages, written on node:crypto alone: with the merchant's library on
 * both sides, a mistake in it would not show.
 */
export type Fields = Record<string, string>

/** The flat fields of `<xml>…</xml>`; null for anything else. */
export function readXml(text: string): Fields | null {
  const inner = /^\s*(?:<\?xml[^>]*\?>\s*)?<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1]
  if (inner === undefined) return null
  const fields: Fields = {}
  for (const [, name = '', cdata, plain] of inner.matchAll(
    /<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g,
  ))
    fields[name] = cdata ?? plain ?? ''
  return fields
}

export function writeXml(fields: Fields): string {
  const rows = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
  return `<xml>${rows.join('')}</xml>`
}

/** Upper-case MD5, or HMAC-SHA256, over the sorted non-empty fields and the APIv2 key. */
export function signatureOf(fields: Fields, key: string, type: 'MD5' | 'HMAC-SHA256' = 'MD5'): string {
  const text = Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name] ?? ''}`)
    .join('&')
  const message = `${text}&key=${key}`
  const hash = type === 'MD5' ? createHash('md5') : createHmac('sha256', key)
  return hash.update(message).digest('hex').toUpperCase()
}

export const isSigned = (fields: Fields, key: string): boolean =>
  fields.sign === signatureOf(fields, key, fields.sign?.length === 64 ? 'HMAC-SHA256' : 'MD5')
