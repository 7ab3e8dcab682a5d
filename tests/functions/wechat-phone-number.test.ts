import cloudbase from '@cloudbase/node-sdk'
import { callOpenApi } from '../../cloudfunctions/gateways/open-api'
import { messageFields, messageOf, numberField } from '../../cloudfunctions/gateways/open-api-message'
import { phoneNumbers } from '../../cloudfunctions/gateways/phone-number'
import { type CloudBase, startMemoryCloudBase } from '../../local/cloudbase/server'
import { type Wechat, startWechat } from '../../local/wechat'
import { PAYER, START, sharedKeys } from './wechat-shop'

const MINUTE = 60_000
const APPID = 'wx5e3fa1b2c3d4e5f6'

describe('M062 phone numbers by WeChat’s cloud call, through the real SDK', () => {
  let now = START
  let wechat: Wechat
  let server: CloudBase
  let app: ReturnType<typeof cloudbase.init>
  const told: object[] = []
  const exchange = (code: string, appid = APPID) =>
    phoneNumbers(app, appid, (failure) => told.push(failure)).exchange(code)

  beforeEach(async () => {
    process.env.TENCENTCLOUD = 'true'
    told.length = 0
    now = START
    wechat = await startWechat({ clock: () => now, keys: sharedKeys() })
    server = await startMemoryCloudBase({ openApi: async (name, data) => wechat.openApi(name, data) })
    app = cloudbase.init({ env: 'shop', serviceUrl: server.url, secretId: 'local', secretKey: 'local' })
  })
  afterEach(async () => {
    await wechat.close()
    await server.close()
  })

  it('M062 gives the number for a code, once', async () => {
    const code = wechat.phoneCode(PAYER, '13800138000')
    expect(await exchange(code)).toEqual({ ok: true, phone: '13800138000' })
    expect(await exchange(code)).toMatchObject({ ok: false, code: 'PHONE_CODE_INVALID' })
    expect(told).toEqual([])
  })

  it('gives a foreign number with its country', async () => {
    const phone = await exchange(wechat.phoneCode(PAYER, '+852 61234567'))
    expect(phone).toEqual({ ok: true, phone: '+85261234567' })
  })

  it('refuses a code after five minutes, and one that was never given', async () => {
    const code = wechat.phoneCode(PAYER, '13800138000')
    now += 5 * MINUTE + 1
    expect(await exchange(code)).toMatchObject({ ok: false, code: 'PHONE_CODE_INVALID' })
    expect(await exchange('no such code')).toMatchObject({ ok: false, code: 'PHONE_CODE_INVALID' })
  })

  it('refuses a number that was issued to another mini-program', async () => {
    const code = wechat.phoneCode(PAYER, '13800138000')
    expect(await exchange(code, 'wx0000000000000000')).toMatchObject({ code: 'PHONE_CODE_INVALID' })
  })

  it.each([
    [-1, 'BUSY', 0],
    [45009, 'BUSY', 0],
    [40029, 'PHONE_CODE_INVALID', 0],
    // No permission: the owner has to declare it in config.json.
    [-604101, 'BUSY', 1],
  ])('turns WeChat’s error %d into %s', async (errcode, code, reports) => {
    const failing = { callCompatibleWxOpenApi: async () => ({ errcode, errmsg: '13800138000' }) }
    const numbers = phoneNumbers(failing, APPID, (failure) => told.push(failure))
    expect(await numbers.exchange('code')).toMatchObject({ ok: false, code })
    expect(told).toHaveLength(reports)
    expect(JSON.stringify(told)).not.toContain('13800138000')
  })

  it.each([
    ['a platform error', messageOf([3, 40_001]), 40_001],
    ['no JSON', messageOf([1, '<html>'], [2, 'text/html']), 0],
    ['cut bytes', messageOf([1, '{}']).subarray(0, 3), 0],
    ['an error in JSON', messageOf([1, '{"errcode":45011}']), 45011],
  ])('reads %s as a failure', async (_title, bytes, errcode) => {
    const answering = { callCompatibleWxOpenApi: async () => bytes }
    expect(await callOpenApi(answering, 'phonenumber.getPhoneNumber', {})).toEqual({ ok: false, errcode })
  })

  it('a lost answer asks the person to authorise again', async () => {
    const broken = { callCompatibleWxOpenApi: () => Promise.reject(new Error('socket hang up')) }
    expect(await phoneNumbers(broken, APPID).exchange('code')).toMatchObject({ code: 'PHONE_CODE_INVALID' })
  })

  it('sends the bytes that WeChat’s own SDK sends', async () => {
    const sent: Buffer[] = []
    const recording = {
      callCompatibleWxOpenApi: async ({ requestData }: { requestData: Buffer }) => sent.push(requestData),
    }
    await callOpenApi(recording, 'phonenumber.getPhoneNumber', { code: 'abc', skipped: undefined })
    // CommApiData of wx-server-sdk 4.0.2 for { code: 'abc' }: type 0, one pair with its value as JSON.
    expect(sent[0]?.toString('hex')).toBe('0800120f0a0d0a04636f646512052261626322')
  })

  it('keeps service messages in the inbox, long texts and Chinese included', async () => {
    const value = '会员卡即将到期,请留意'
    wechat.subscriptions.answer(PAYER, { renewal: 'accept' })
    const message = {
      touser: PAYER,
      template_id: 'renewal',
      page: `pages/home/index?from=${'通知'.repeat(140)}`,
      data: { thing1: { value } },
    }
    expect(await callOpenApi(app, 'subscribeMessage.send', message)).toMatchObject({ ok: true })
    // One accept is one message.
    expect(await callOpenApi(app, 'subscribeMessage.send', message)).toEqual({ ok: false, errcode: 43101 })
    expect(wechat.inbox()).toEqual([
      {
        at: START,
        openid: PAYER,
        templateId: 'renewal',
        page: message.page,
        data: { thing1: { value } },
      },
    ])
    expect(await callOpenApi(app, 'no.such', {})).toEqual({ ok: false, errcode: -604100 })
  })
})

describe('the wire format of cloud calls', () => {
  it('reads negative integers, and numbers and lengths over 127', () => {
    const negative = Buffer.from('18ffffffffffffffffff01', 'hex')
    expect(numberField(messageFields(negative) ?? [], 3)).toBe(-1)
    const long = 'x'.repeat(70_000)
    const fields = messageFields(messageOf([1, long], [20, 300])) ?? []
    expect(String(fields[0]?.value)).toBe(long)
    expect(numberField(fields, 20)).toBe(300)
  })

  it.each(['08', '0a05', '0a05616263', '0b', 'ffffffffffffffffffffff'])('refuses %s', (hex) => {
    expect(messageFields(Buffer.from(hex, 'hex'))).toBeNull()
  })
})
