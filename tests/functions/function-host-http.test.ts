import { join } from 'node:path'
import { createFunctionHost, type FunctionHost } from '../../local/cloudbase/functions/host'
import { callOverHttp, type HttpRequest } from '../../local/cloudbase/functions/http-access'

let host: FunctionHost

beforeAll(() => {
  host = createFunctionHost({
    functionsDir: join(__dirname, 'fixtures/host'),
    serviceUrl: 'http://127.0.0.1:1/',
    env: () => ({}),
    clock: { now: () => Date.now(), offset: () => 0 },
  })
})

afterAll(() => host.close())

function request(change: Partial<HttpRequest> = {}): HttpRequest {
  return {
    path: '/notify',
    method: 'POST',
    headers: { 'wechatpay-signature': 'sig', 'content-type': 'application/json' },
    query: { a: '1' },
    body: Buffer.from([0x7b, 0x00, 0xff, 0x0a]),
    ...change,
  }
}

test('the body reaches the function in base64, byte for byte, and without an identity', async () => {
  const response = await callOverHttp(host, 'callback', request())
  expect(response.statusCode).toBe(201)
  expect(response.headers).toEqual({ 'x-reply': 'yes' })
  expect(JSON.parse(response.body.toString())).toEqual({
    encoded: true,
    raw: '7b00ff0a',
    method: 'POST',
    path: '/notify',
    query: { a: '1' },
    signature: 'sig',
    openid: null,
  })
})

test('an answer without a status is sent as JSON', async () => {
  const response = await callOverHttp(host, 'callback', request({ path: '/plain', method: 'GET' }))
  expect(response.statusCode).toBe(200)
  expect(JSON.parse(response.body.toString())).toEqual({ echoed: 'GET' })
})

test('platform errors become status codes without the function’s words', async () => {
  const absent = await callOverHttp(host, 'absent', request())
  expect(absent.statusCode).toBe(404)
  const thrown = await callOverHttp(host, 'throws', request())
  expect(thrown.statusCode).toBe(500)
  expect(thrown.body.toString()).not.toContain('not like this')
  const late = await callOverHttp(host, 'slow', request())
  expect(late.statusCode).toBe(200)
})
