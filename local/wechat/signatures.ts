import {
  type KeyObject,
  createCipheriv,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  randomBytes,
} from 'node:crypto'
import type { WechatKeys } from './keys'

/**
 * WeChat's side of the signatures, written on node:crypto alone: with the merchant's library on both
 * sides, a mistake in it would not show.
 */

const MOST_SKEW_SECONDS = 300

/** PEM -> key, of the few keys there are: to read a key takes longer than to sign with it. */
const privateKeys = new Map<string, KeyObject>()
const publicKeys = new Map<string, KeyObject>()

function readOnce(keys: Map<string, KeyObject>, pem: string, read: (pem: string) => KeyObject): KeyObject {
  const key = keys.get(pem) ?? read(pem)
  keys.set(pem, key)
  return key
}

export const sign = (message: string, privateKey: string): string =>
  createSign('RSA-SHA256')
    .update(message)
    .sign(readOnce(privateKeys, privateKey, createPrivateKey), 'base64')

export const verify = (message: string, signature: string, publicKey: string): boolean =>
  createVerify('RSA-SHA256')
    .update(message)
    .verify(readOnce(publicKeys, publicKey, createPublicKey), signature, 'base64')

export interface SignedRequest {
  method: string
  /** Path and query as they came. */
  url: string
  authorization: string | undefined
  body: string
}

/** Why the merchant's request isn't proven (wechat.md 1.3), or null. `now` is epoch ms. */
export function authorizationFault(
  { method, url, authorization, body }: SignedRequest,
  expected: { mchid: string; keys: WechatKeys; now: number },
): string | null {
  const [scheme, ...rest] = (authorization ?? '').split(' ')
  if (scheme !== 'WECHATPAY2-SHA256-RSA2048') return 'scheme'
  const fields = new Map<string, string>()
  for (const part of rest.join(' ').split(',')) {
    const [, name, value] = /^([a-z_]+)="([^"]*)"$/.exec(part.trim()) ?? []
    if (name === undefined || value === undefined || fields.has(name)) return 'format'
    fields.set(name, value)
  }
  const [mchid, nonce, timestamp, serial, signature] = [
    'mchid',
    'nonce_str',
    'timestamp',
    'serial_no',
    'signature',
  ].map((name) => fields.get(name) ?? '')
  if (mchid !== expected.mchid) return 'mchid'
  if (serial !== expected.keys.merchant.serial) return 'serial_no'
  if (!nonce || nonce.length > 32) return 'nonce_str'
  if (!/^\d+$/.test(timestamp ?? '')) return 'timestamp'
  if (Math.abs(expected.now / 1000 - Number(timestamp)) > MOST_SKEW_SECONDS) return 'timestamp'
  const message = `${method}\n${url}\n${timestamp}\n${nonce}\n${body}\n`
  return verify(message, signature ?? '', expected.keys.merchant.publicKey) ? null : 'signature'
}

/** The four headers under which an answer or a callback is proven (wechat.md 1.6). */
export function signatureHeaders(
  body: string,
  signer: { serial: string; privateKey: string },
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  const nonce = randomBytes(16).toString('hex')
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': sign(`${timestamp}\n${nonce}\n${body}\n`, signer.privateKey),
    'Wechatpay-Serial': signer.serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

export interface EncryptedResource {
  original_type: string
  algorithm: 'AEAD_AES_256_GCM'
  ciphertext: string
  associated_data: string
  nonce: string
}

export function encryptResource(plain: object, originalType: string, apiV3Key: string): EncryptedResource {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce)
  cipher.setAAD(Buffer.from(originalType))
  const bytes = Buffer.concat([
    cipher.update(JSON.stringify(plain), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  return {
    original_type: originalType,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: bytes.toString('base64'),
    associated_data: originalType,
    nonce,
  }
}
