import { createSign, generateKeyPairSync } from 'node:crypto'
import { request } from 'node:http'
import { decryptResource } from '../../cloudfunctions/gateways/wechat-pay-notification'
import { wechatPaySettings } from '../../cloudfunctions/gateways/wechat-pay'
import { type Shop, openShop, sharedKeys } from './wechat-shop'

describe('settings of WeChat Pay', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  it.each([
    'MINIPROGRAM_APPID',
    'WECHATPAY_MCHID',
    'WECHATPAY_SERIAL',
    'WECHATPAY_PRIVATE_KEY',
    'WECHATPAY_API_V3_KEY',
    'WECHATPAY_PUBLIC_KEYS_FILE',
    'WECHATPAY_NOTIFY_URL',
  ])('name %s when it is missing', (name) => {
    const { [name]: _taken, ...rest } = shop.wechat.merchantEnvironment()
    expect(() => wechatPaySettings(rest)).toThrow(name)
  })

  it.each([
    ['WECHATPAY_API_V3_KEY', 'short'],
    ['WECHATPAY_PRIVATE_KEY', 'bm8ga2V5IGF0IGFsbA=='],
    ['WECHATPAY_NOTIFY_URL', 'http://shop.example/'],
    ['WECHATPAY_NOTIFY_URL', 'https://shop.example/?order=1'],
    ['WECHATPAY_NOTIFY_URL', `https://shop.example/${'x'.repeat(240)}`],
  ])('refuse a wrong %s without repeating it', (name, value) => {
    const environment = { ...shop.wechat.merchantEnvironment(), [name]: value }
    let message = ''
    try {
      wechatPaySettings(environment)
    } catch (error) {
      message = String(error)
    }
    expect(message).toContain(name)
    expect(message).not.toContain(value)
  })

  it('take the private key as PEM, as PEM on one line, and as bare base64', () => {
    const environment = shop.wechat.merchantEnvironment()
    const { privateKey } = sharedKeys().merchant
    const forms = [privateKey, privateKey.replaceAll('\n', '\\n'), environment.WECHATPAY_PRIVATE_KEY]
    for (const form of forms) {
      const settings = wechatPaySettings({ ...environment, WECHATPAY_PRIVATE_KEY: form })
      expect(settings.privateKey.export({ type: 'pkcs8', format: 'pem' })).toBe(privateKey)
    }
  })

  it('fit, with all that the function needs, into the 4 KB of an environment', () => {
    expect(JSON.stringify(shop.wechat.merchantEnvironment()).length).toBeLessThan(3000)
  })

  it('default to WeChat’s own host', () => {
    const { WECHATPAY_BASE_URL: _local, ...environment } = shop.wechat.merchantEnvironment()
    expect(wechatPaySettings(environment).baseUrl).toBe('https://api.mch.weixin.qq.com')
  })

  it('refuse an empty map of verification keys', () => {
    expect(() => wechatPaySettings(shop.wechat.merchantEnvironment(), { readText: () => '{}' })).toThrow(
      'empty',
    )
    expect(() => wechatPaySettings(shop.wechat.merchantEnvironment(), { readText: () => '{"a":1}' })).toThrow(
      'no PEM',
    )
  })
})

describe('the encryption of callbacks', () => {
  // Vector of the official Java SDK (wechatpay-java, AeadAesCipherTest).
  const key = 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb'
  const vector = {
    algorithm: 'AEAD_AES_256_GCM' as const,
    ciphertext: 'ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=',
    nonce: 'uluk4a9R25RW',
    associated_data: 'associatedData',
  }

  it('opens the official vector: its text is no JSON object, so it gets as far as parsing', async () => {
    const { Aes } = await import('wechatpay-axios-plugin')
    expect(Aes.AesGcm.decrypt(vector.ciphertext, key, vector.nonce, vector.associated_data)).toBe('message')
    expect(decryptResource(vector, key)).toBeNull()
  })

  it('refuses ciphertexts that hold nothing but a tag or less', () => {
    for (let bytes = 0; bytes <= 16; bytes += 1) {
      const ciphertext = Buffer.alloc(bytes, 7).toString('base64')
      expect(decryptResource({ ...vector, ciphertext }, key)).toBeNull()
    }
  })
})

describe('the sandbox’s side of request signatures', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const path = '/v3/pay/transactions/out-trade-no/order00001?mchid=1900000109'

  function send(authorization: string | null): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = authorization === null ? {} : { Authorization: authorization }
      request(shop.wechat.url + path, { agent: false, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      })
        .on('error', reject)
        .end()
    })
  }

  function authorize(
    change: Record<string, string> = {},
    privateKey = sharedKeys().merchant.privateKey,
  ): string {
    const signed = {
      method: 'GET',
      url: path,
      timestamp: String(Math.floor(shop.now() / 1000)),
      nonce_str: 'abcdef',
      body: '',
      ...change,
    }
    const message = `${signed.method}\n${signed.url}\n${signed.timestamp}\n${signed.nonce_str}\n${signed.body}\n`
    const signature = createSign('RSA-SHA256').update(message).sign(privateKey, 'base64')
    const fields = {
      mchid: shop.port.mchid,
      nonce_str: signed.nonce_str,
      timestamp: signed.timestamp,
      serial_no: sharedKeys().merchant.serial,
      signature,
      ...Object.fromEntries(
        Object.entries(change)
          .filter(([name]) => name.endsWith('_sent'))
          .map(([name, value]) => [name.slice(0, -5), value]),
      ),
    }
    return `WECHATPAY2-SHA256-RSA2048 ${Object.entries(fields)
      .map(([name, value]) => `${name}="${value}"`)
      .join(',')}`
  }

  it('lets exactly the right one in', async () => {
    await shop.port.prepay(shop.order('order00001'))
    expect(await send(authorize())).toBe(200)
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const wrong = [
      null,
      authorize().replace('RSA2048', 'RSA4096'),
      authorize({ method: 'POST' }),
      authorize({ url: path.replace('order00001', 'order00002') }),
      authorize({ body: '{}' }),
      authorize({ timestamp: String(Math.floor(shop.now() / 1000) - 301) }),
      authorize({ timestamp: String(Math.floor(shop.now() / 1000) + 301) }),
      authorize({ mchid_sent: '1900000001' }),
      authorize({ serial_no_sent: sharedKeys().platform.serial }),
      authorize({ nonce_str_sent: 'other' }),
      authorize({}, foreign.export({ type: 'pkcs8', format: 'pem' }).toString()),
    ]
    for (const authorization of wrong) expect(await send(authorization)).toBe(401)
  })

  it('tells a merchant with a wrong key SIGN_ERROR, which the port calls unknown', async () => {
    const { wechatPay } = await import('../../cloudfunctions/gateways/wechat-pay')
    const settings = wechatPaySettings({
      ...shop.wechat.merchantEnvironment(),
      WECHATPAY_PRIVATE_KEY: sharedKeys().foreign.privateKey,
    })
    const port = wechatPay({ ...settings, report: () => undefined })
    expect(await port.prepay(shop.order('order00001'))).toEqual({ kind: 'unknown', code: 'SIGN_ERROR' })
    expect(await port.query('order00001')).toEqual({ kind: 'unknown', code: 'SIGN_ERROR' })
  })
})
