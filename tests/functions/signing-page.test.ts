import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPeople } from '../../local/gateway/people'
import { serveRoutes } from '../../local/gateway/http'
import { signingRoutes } from '../../local/gateway/signing'
import { startWechat, type Wechat } from '../../local/wechat/index'
import { signatureOf } from '../../local/wechat/papay-messages'

let wechat: Wechat
let server: Server
let url: string

beforeAll(async () => {
  wechat = await startWechat({ clock: () => Date.parse('2026-11-23T10:00:00+08:00') })
  const people = createPeople()
  people.put({ id: 'mei', name: '小美', role: '第一次来' })
  const routes = signingRoutes({ people, wechat })
  server = createServer((request, response) => void serveRoutes(routes, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await wechat.close()
})

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, text, body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown> }
}

/** What the merchant signs for `wx.navigateToMiniProgram` (wechat.md 1.12). */
function extraData(): Record<string, string> {
  const merchant = wechat.merchantEnvironment()
  const fields = {
    appid: merchant.MINIPROGRAM_APPID ?? '',
    mch_id: merchant.WECHATPAY_MCHID ?? '',
    plan_id: '100001',
    contract_code: 'contract-of-mei',
    request_serial: '1',
    contract_display_account: '会员0001<b>',
    notify_url: 'http://127.0.0.1:9/notify',
    timestamp: '1',
  }
  return { ...fields, sign: signatureOf(fields, merchant.WECHATPAY_API_V2_KEY ?? '') }
}

const open = (data: Record<string, string>) =>
  send('POST', '/wechat/signing', { person: 'mei', extraData: data })

test('opens only for what the merchant signed', async () => {
  expect(await open({ ...extraData(), contract_code: 'another' })).toMatchObject({
    status: 400,
    body: { code: 'SIGN_INVALID' },
  })
  expect((await open({})).status).toBe(400)
  expect((await send('POST', '/wechat/signing', { person: 'mei', extraData: 'no' })).status).toBe(400)
  expect((await send('GET', `/wechat/signing/${'0'.repeat(24)}`)).status).toBe(404)
})

test('L1 the box never comes ticked, and without its tick nothing is signed', async () => {
  const { signingId } = (await open(extraData())).body as { signingId: string }
  const page = await send('GET', `/wechat/signing/${signingId}`)
  expect(page.text).toContain('会员0001&#60;b&#62;')
  expect(page.text).toContain('<input id="agree" type="checkbox"')
  expect(page.text).not.toMatch(/<input[^>]*\schecked/)
  const sign = (ticked: unknown) => send('POST', `/wechat/signing/${signingId}/sign`, { ticked })
  expect((await sign(false)).body).toEqual({ signed: false, reason: '请先勾选同意服务协议' })
  expect((await sign('true')).body).toMatchObject({ signed: false })
  expect(wechat.papay.contracts()).toEqual([])
  expect((await sign(true)).body).toEqual({ signed: true })
  expect(wechat.papay.contracts()).toHaveLength(1)
  expect((await sign(true)).body).toEqual({ signed: false, reason: '已经签约,不需要重复签约' })
})
