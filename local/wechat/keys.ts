import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface KeyPair {
  /** PEM, PKCS#8. */
  privateKey: string
  /** PEM, SPKI. */
  publicKey: string
}

/** All keys of both sides: a real merchant holds only its own pair and WeChat's public halves. */
export interface WechatKeys {
  merchant: KeyPair & { serial: string }
  /** The mode of new merchants: answers and callbacks are signed under `PUB_KEY_ID_…`. */
  wechat: KeyPair & { id: string }
  /** The older mode, a platform certificate by its serial; the merchant trusts both at once. */
  platform: KeyPair & { serial: string }
  /** Nobody trusts it: forgeries are made with it. */
  foreign: KeyPair & { serial: string }
  apiV3Key: string
  /** Signs V2 messages on both sides: recurring debits. */
  apiV2Key: string
}

const serial = (): string => randomBytes(20).toString('hex').toUpperCase()

function makePair(): KeyPair {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

export function makeWechatKeys(): WechatKeys {
  return {
    merchant: { ...makePair(), serial: serial() },
    wechat: { ...makePair(), id: `PUB_KEY_ID_${randomBytes(8).toString('hex').toUpperCase()}` },
    platform: { ...makePair(), serial: serial() },
    foreign: { ...makePair(), serial: serial() },
    apiV3Key: randomBytes(16).toString('hex'),
    apiV2Key: randomBytes(16).toString('hex'),
  }
}

/** The keys of this folder, made at first use: a restart must not lock the merchant out. */
export function keysIn(directory: string): WechatKeys {
  const file = join(directory, 'keys.json')
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<WechatKeys>) : {}
  if (known.apiV2Key !== undefined) return known as WechatKeys
  const keys = { ...makeWechatKeys(), ...known }
  mkdirSync(directory, { recursive: true })
  // Whole at once: another process may be reading, or making its own.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(keys), { mode: 0o600 })
  renameSync(draft, file)
  return keys
}
