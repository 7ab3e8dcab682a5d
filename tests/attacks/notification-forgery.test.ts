import fc from 'fast-check'
import type { Notification } from '../../cloudfunctions/gateways/payment-port'
import { type WechatPaySettings, wechatPaySettings } from '../../cloudfunctions/gateways/wechat-pay'
import { openNotification } from '../../cloudfunctions/gateways/wechat-pay-notification'
import type { Envelope, Wechat } from '../../local/wechat'
import { encryptResource, signatureHeaders } from '../../local/wechat/signatures'
import { type Shop, openShop, sharedKeys } from '../functions/wechat-shop'

/** The commit run's size (quality.md X5); the long run sets X5_FORGERIES=100000. */
const FORGERIES = Number(process.env.X5_FORGERIES ?? 2000)
const SEED = Number(process.env.X5_SEED ?? Math.floor(Math.random() * 2 ** 31))

type Headers = Record<string, string | undefined>
interface Message {
  headers: Headers
  rawBody: Buffer
}

const SIGNED = ['Wechatpay-Timestamp', 'Wechatpay-Nonce', 'Wechatpay-Signature', 'Wechatpay-Serial'] as const

function flipBit(bytes: Buffer, position: number): Buffer {
  const copy = Buffer.from(bytes)
  const at = Math.floor(position / 8) % copy.length
  copy[at] = (copy[at] ?? 0) ^ (1 << (position % 8))
  return copy
}

describe('X5 forged callbacks', () => {
  let shop: Shop
  let wechat: Wechat
  let settings: WechatPaySettings
  let genuine: Envelope[]

  beforeAll(async () => {
    shop = await openShop()
    wechat = shop.wechat
    settings = wechatPaySettings(wechat.merchantEnvironment())
    for (const orderId of ['order00001', 'order00002', 'order00003']) await shop.paid(orderId, 19_900)
    genuine = wechat.notifications().map(({ id }) => wechat.notices.envelope(id))
  })
  afterAll(() => shop.close())

  const open = ({ headers, rawBody }: Message, now = shop.now()): Notification =>
    openNotification(settings, { headers, rawBody, now })
  const pick = (index: number): Message => {
    const envelope = genuine[index % genuine.length] as Envelope
    return { headers: { ...envelope.headers }, rawBody: envelope.rawBody }
  }
  const withHeader = (message: Message, name: string, value: string | undefined): Message => ({
    ...message,
    headers: { ...message.headers, [name]: value },
  })
  const changed = (message: Message, name: string, change: (value: string) => string): Message =>
    withHeader(message, name, change(message.headers[name] ?? ''))

  it('X5 accepts the genuine ones, whatever the case of their headers', () => {
    for (let index = 0; index < genuine.length; index += 1) {
      const message = pick(index)
      expect(open(message)).toMatchObject({ kind: 'payment', transaction: { amount: 19_900 } })
      for (const recase of ['toLowerCase', 'toUpperCase'] as const) {
        const headers = Object.fromEntries(
          Object.entries(message.headers).map(([name, value]) => [name[recase](), value]),
        )
        expect(open({ ...message, headers })).toMatchObject({ kind: 'payment' })
      }
      expect(open(message, shop.now() + 300_000).kind).toBe('payment')
      expect(open(message, shop.now() - 300_000).kind).toBe('payment')
    }
  })

  /** Each makes one forged message of a genuine one; `n` says where. */
  const FORGE: Record<string, (message: Message, n: number) => Message> = {
    'bit of the body': (message, n) => ({ ...message, rawBody: flipBit(message.rawBody, n) }),
    'byte appended': (message, n) => ({
      ...message,
      rawBody: Buffer.concat([message.rawBody, Buffer.from([n % 256])]),
    }),
    'byte cut off': (message, n) => ({
      ...message,
      rawBody: message.rawBody.subarray(0, n % message.rawBody.length),
    }),
    'bit of the signature': (message, n) =>
      changed(message, 'Wechatpay-Signature', (value) =>
        flipBit(Buffer.from(value, 'latin1'), n).toString('latin1'),
      ),
    'bit of the decoded signature': (message, n) =>
      changed(message, 'Wechatpay-Signature', (value) =>
        flipBit(Buffer.from(value, 'base64'), n).toString('base64'),
      ),
    'spare bits of the base64': (message, n) =>
      changed(message, 'Wechatpay-Signature', (value) => {
        const last = value.at(-3) ?? 'A'
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
        return `${value.slice(0, -3)}${alphabet[alphabet.indexOf(last) ^ (1 + (n % 15))] ?? ''}==`
      }),
    'stray characters in the base64': (message, n) =>
      changed(message, 'Wechatpay-Signature', (value) => {
        const at = n % value.length
        return `${value.slice(0, at)}${[' ', '\n', '-', '='][n % 4] ?? ''}${value.slice(at)}`
      }),
    'bit of the nonce': (message, n) =>
      changed(message, 'Wechatpay-Nonce', (value) =>
        flipBit(Buffer.from(value, 'latin1'), n).toString('latin1'),
      ),
    'other timestamp within the window': (message, n) =>
      changed(message, 'Wechatpay-Timestamp', (value) => String(Number(value) + 1 + (n % 299))),
    'timestamp spelt otherwise': (message, n) =>
      changed(
        message,
        'Wechatpay-Timestamp',
        (value) => [` ${value}`, `0${value}`, `${value}.0`, `+${value}`][n % 4] ?? '',
      ),
    'body bytes moved into the nonce': (message, n) => {
      const text = message.rawBody.toString('utf8')
      const at = n % text.length
      return {
        headers: {
          ...message.headers,
          'Wechatpay-Nonce': `${message.headers['Wechatpay-Nonce']}\n${text.slice(0, at)}`,
        },
        rawBody: Buffer.from(text.slice(at)),
      }
    },
    'body of another notice': (message, n) => ({
      ...message,
      rawBody: pick(genuine.findIndex(({ rawBody }) => rawBody.equals(message.rawBody)) + 1 + (n % 2))
        .rawBody,
    }),
    stale: (message, n) => {
      const moment = shop.now() - 301_000 - n
      return { ...message, headers: { ...signatureHeaders(message.rawBody.toString(), trusted(), moment) } }
    },
    'from the future': (message, n) => {
      const moment = shop.now() + 302_000 + n
      return { ...message, headers: { ...signatureHeaders(message.rawBody.toString(), trusted(), moment) } }
    },
    'signed by a stranger under the right serial': (message) => {
      const signer = { serial: trusted().serial, privateKey: sharedKeys().foreign.privateKey }
      return { ...message, headers: { ...signatureHeaders(message.rawBody.toString(), signer, shop.now()) } }
    },
    'signed by the merchant itself': (message) => {
      const signer = { serial: trusted().serial, privateKey: sharedKeys().merchant.privateKey }
      return { ...message, headers: { ...signatureHeaders(message.rawBody.toString(), signer, shop.now()) } }
    },
    'old serial, rightly signed by its key': (message) => ({
      ...message,
      headers: { ...signatureHeaders(message.rawBody.toString(), sharedKeys().foreign, shop.now()) },
    }),
    'serial of another trusted key': (message) =>
      withHeader(message, 'Wechatpay-Serial', sharedKeys().platform.serial),
    'serial of the prototype': (message, n) =>
      withHeader(message, 'Wechatpay-Serial', ['__proto__', 'constructor', 'get', ''][n % 4]),
    'missing header': (message, n) => withHeader(message, SIGNED[n % 4] ?? '', undefined),
    'empty header': (message, n) => withHeader(message, SIGNED[n % 4] ?? '', ''),
    'header twice in two cases': (message, n) => {
      const name = SIGNED[n % 4] ?? ''
      return withHeader(message, name.toLowerCase(), n % 2 === 0 ? 'other' : message.headers[name])
    },
    probe: (message, n) =>
      changed(message, 'Wechatpay-Signature', (value) => `WECHATPAY/SIGNTEST/${n % 2 === 0 ? value : ''}`),
    'bad tag, rightly signed': (message, n) =>
      resealed(message, (ciphertext) =>
        flipBit(ciphertext, (ciphertext.length - 1 - (n % 16)) * 8 + (n % 8)),
      ),
    'bit of the ciphertext, rightly signed': (message, n) =>
      resealed(message, (ciphertext) => flipBit(ciphertext, n)),
    'tag cut short, rightly signed': (message, n) =>
      resealed(message, (ciphertext) => ciphertext.subarray(0, ciphertext.length - 1 - (n % 15))),
    'only a truncated tag, rightly signed': (message, n) =>
      resealed(message, (ciphertext) => ciphertext.subarray(0, n % 17)),
    'other associated data, rightly signed': (message, n) =>
      signed(message, (body) => ({ ...body, resource: { ...body.resource, associated_data: `refund${n}` } })),
    'other resource nonce, rightly signed': (message, n) =>
      signed(message, (body) => ({
        ...body,
        resource: { ...body.resource, nonce: String(1e11 + n).slice(0, 12) },
      })),
    'plaintext instead of ciphertext, rightly signed': (message) =>
      signed(message, (body) => ({
        ...body,
        resource: {
          ...body.resource,
          ciphertext: Buffer.from('{"out_trade_no":"order00001"}').toString('base64'),
        },
      })),
    'encrypted with another key, rightly signed': (message, n) =>
      signed(message, (body) => ({
        ...body,
        resource: encryptResource(
          { out_trade_no: 'order00001' },
          'transaction',
          String(1e31 + n)
            .padEnd(32, 'x')
            .slice(0, 32),
        ),
      })),
  }

  interface Body {
    resource: { ciphertext: string } & Record<string, unknown>
    [field: string]: unknown
  }

  const trusted = (): { serial: string; privateKey: string } => ({
    serial: sharedKeys().wechat.id,
    privateKey: sharedKeys().wechat.privateKey,
  })

  /** A message whose signature is right: what is wrong lies within. */
  function signed(message: Message, change: (body: Body) => unknown): Message {
    const text = JSON.stringify(change(JSON.parse(message.rawBody.toString('utf8')) as Body))
    return { headers: { ...signatureHeaders(text, trusted(), shop.now()) }, rawBody: Buffer.from(text) }
  }

  function resealed(message: Message, change: (ciphertext: Buffer) => Buffer): Message {
    return signed(message, (body) => {
      const ciphertext = change(Buffer.from(body.resource.ciphertext, 'base64')).toString('base64')
      return { ...body, resource: { ...body.resource, ciphertext } }
    })
  }

  const unlike = (a: Message, b: Message): boolean =>
    !a.rawBody.equals(b.rawBody) ||
    SIGNED.some((name) => a.headers[name] !== b.headers[name]) ||
    Object.keys(a.headers).length !== Object.keys(b.headers).length

  it.each(Object.keys(FORGE))('X5 refuses: %s', (kind) => {
    for (let n = 0; n < 64; n += 1) {
      const message = pick(n)
      const forged = FORGE[kind]?.(message, n) as Message
      expect(unlike(forged, message)).toBe(true)
      expect(open(forged)).toMatchObject({ kind: 'refused', status: expect.any(Number) as number })
    }
  })

  it(`X5 accepts none of ${FORGERIES} forgeries (seed ${SEED})`, () => {
    let made = 0
    const kinds = new Set<string>()
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(FORGE)),
        fc.nat({ max: 1_000_000 }),
        fc.nat({ max: 2 }),
        (kind, n, index) => {
          const message = pick(index)
          const forged = FORGE[kind]?.(message, n) as Message
          if (!unlike(forged, message)) return false
          made += 1
          kinds.add(kind)
          return open(forged).kind === 'refused'
        },
      ),
      { numRuns: FORGERIES, seed: SEED },
    )
    expect(made).toBe(FORGERIES)
    expect(kinds.size).toBe(Object.keys(FORGE).length)
  })

  it(`X5 two forgeries on top of each other do not make a right one (seed ${SEED})`, () => {
    const kinds = Object.keys(FORGE).filter((kind) => !kind.includes('rightly signed'))
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...kinds),
        fc.nat({ max: 1_000_000 }),
        (a, b, n) => {
          const message = pick(n)
          const forged = FORGE[b]?.(FORGE[a]?.(message, n) as Message, n + 1) as Message
          // Two flips may undo each other, and a re-signed copy may have moved into the window again.
          const same = !unlike(forged, message)
          return same || open(forged).kind === 'refused'
        },
      ),
      { numRuns: FORGERIES / 4, seed: SEED },
    )
  })

  it('X5 verifies the bytes, not the text that they decode to', () => {
    const message = signed(pick(0), (body) => ({ ...body, summary: '支付成功\ufffd' }))
    expect(open(message).kind).toBe('payment')
    const at = message.rawBody.indexOf('\ufffd')
    for (const spelling of ['ff', 'c0', 'f5', 'eda0']) {
      const bytes = Buffer.from(spelling, 'hex')
      const rawBody = Buffer.concat([
        message.rawBody.subarray(0, at),
        bytes,
        message.rawBody.subarray(at + 3),
      ])
      expect(open({ ...message, rawBody })).toMatchObject({ kind: 'refused', reason: 'signature' })
    }
  })

  it('X5 says why without repeating anything of the message', () => {
    for (const [kind, forge] of Object.entries(FORGE)) {
      const outcome = open(forge(pick(0), 5))
      if (outcome.kind !== 'refused') throw new Error(kind)
      expect([400, 401]).toContain(outcome.status)
      expect(outcome.reason).toMatch(/^[a-z]{4,12}$/)
    }
  })
})
