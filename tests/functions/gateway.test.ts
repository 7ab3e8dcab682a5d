import { request } from 'node:http'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, startStack } from '../../local/stack'

const START = Date.parse('2026-11-23T10:00:00+08:00')

interface Reply {
  status: number
  body: Record<string, unknown>
  text: string
  headers: Headers
}

let dir: string
let stack: Stack

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  }
}

const as = (person: string) => ({ 'x-huika-person': person })

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'huika-gateway-'))
  mkdirSync(join(dir, 'h5/js'), { recursive: true })
  writeFileSync(join(dir, 'h5/index.html'), '<title>app</title>')
  writeFileSync(join(dir, 'h5/js/app.0a1b2c3d.js'), 'export {}')
  writeFileSync(join(dir, 'secret.txt'), 'not for the web')
  stack = await startStack({
    dir: join(dir, 'state'),
    functionsDir: join(__dirname, 'fixtures/host'),
    appDir: join(dir, 'h5'),
    clock: { start: START, frozen: true },
  })
  stack.people.put({ id: 'mei', name: '小美', role: '第一次来', phone: '13800138000' })
  stack.people.put({ id: 'he', name: '小何', role: '店员', side: 'staff' })
})

afterAll(async () => {
  await stack.close()
  rmSync(dir, { recursive: true })
})

afterEach(() => stack.gateway.faults.clear())

describe('POST /call/<action>', () => {
  test('brings the person’s openid by the platform, never by the body', async () => {
    const mei = stack.people.get('mei')
    const forged = {
      input: { a: 1 },
      contract: 1,
      openid: 'oForged',
      action: 'echo.other',
      userInfo: { openId: 'oForged' },
    }
    const { status, body } = await send('POST', '/call/echo.hello', forged, as('mei'))
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ openid: mei.openid, appid: 'wx5e3fa1b2c3d4e5f6', trigger: null })
    expect((body.data as { event: object }).event).toEqual({ ...forged, action: 'echo.hello' })
  })

  test('without a person it is anonymous; an unknown person is refused', async () => {
    expect((await send('POST', '/call/echo.hello', {})).body.data).toMatchObject({ openid: null })
    const unknown = await send('POST', '/call/echo.hello', {}, as('nobody'))
    expect(unknown).toMatchObject({ status: 400, body: { code: 'PERSON_UNKNOWN' } })
  })

  test('what the platform answers for the function has its own status and code', async () => {
    expect(await send('POST', '/call/absent.hello', {})).toMatchObject({
      status: 404,
      body: { code: 'FUNCTION_NOT_FOUND' },
    })
    expect(await send('POST', '/call/throws.hello', {})).toMatchObject({
      status: 502,
      body: { code: 'FUNCTIONS_EXECUTE_FAIL', errCode: -504002 },
    })
    expect((await send('POST', '/call/echo', {})).status).toBe(404)
    expect((await send('GET', '/call/echo.hello')).status).toBe(404)
    expect((await send('POST', '/call/echo.hello', '[1]')).body.code).toBe('NOT_JSON')
    expect((await send('POST', '/call/echo.hello', '{')).body.code).toBe('NOT_JSON')
  })

  test('pages of other origins and other host names are turned away', async () => {
    expect((await send('POST', '/call/echo.hello', {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await send('POST', '/call/echo.hello', {}, { origin: stack.url })).status).toBe(200)
    const rebound = await new Promise<number>((resolve, reject) => {
      const { port } = new URL(stack.url)
      request({ port, path: '/local/people', headers: { host: 'evil.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })
    expect(rebound).toBe(403)
    expect((await send('GET', '/local/people')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('faults between phone and platform', () => {
  const count = async (): Promise<number> =>
    ((await send('POST', '/call/echo.count', {})).body.data as { calls: number }).calls

  test('offline: the function never runs; lose_answer: it runs and nobody learns of it', async () => {
    const before = await count()
    await send('POST', '/local/faults', { kind: 'offline', person: 'mei', times: 1 })
    await expect(send('POST', '/call/echo.hello', {}, as('mei'))).rejects.toThrow()
    expect(await count()).toBe(before + 1)
    await send('POST', '/local/faults', { kind: 'lose_answer', action: 'echo.*', person: 'mei', times: 1 })
    await expect(send('POST', '/call/echo.hello', {}, as('mei'))).rejects.toThrow()
    expect((await send('POST', '/call/echo.hello', {}, as('mei'))).status).toBe(200)
    expect(await count()).toBe(before + 4)
  })

  test('slow answers come late, and others are not struck', async () => {
    await send('POST', '/local/faults', { kind: 'slow', ms: 150, person: 'mei', action: 'echo.hello' })
    const started = performance.now()
    await send('POST', '/call/echo.hello', {}, as('mei'))
    expect(performance.now() - started).toBeGreaterThanOrEqual(149)
    expect((await send('GET', '/local/faults')).body.faults).toHaveLength(1)
    expect((await send('DELETE', '/local/faults')).body.faults).toEqual([])
  })

  test.each([
    {},
    { kind: 'gone' },
    { kind: 'slow', ms: 0 },
    { kind: 'slow', mss: 1 },
    { kind: 'offline', times: '1' },
  ])('refuses %j', async (fault) => expect((await send('POST', '/local/faults', fault)).status).toBe(400))
})

describe('HTTP access', () => {
  test('hands the raw bytes over in base64 and returns status, headers and body', async () => {
    const { status, headers, text } = await send('POST', '/http/callback/notify/7?a=1', '{"x":"省"}\n', {
      'Wechatpay-Signature': 'sig',
      ...as('mei'),
    })
    expect(status).toBe(201)
    expect(headers.get('x-reply')).toBe('yes')
    expect(JSON.parse(text)).toEqual({
      encoded: true,
      raw: Buffer.from('{"x":"省"}\n').toString('hex'),
      method: 'POST',
      path: '/notify/7',
      query: { a: '1' },
      signature: 'sig',
      openid: null,
    })
  })
})

describe('people', () => {
  test('are created and listed; an openid stays the same when a person is renamed', async () => {
    const created = await send('POST', '/local/people', { name: '老周', role: '熟客', phone: '13900139000' })
    expect(created.body).toMatchObject({ name: '老周', role: '熟客', side: 'shopper', phone: '13900139000' })
    expect(created.body.openid).toMatch(/^o[\w-]{27}$/)
    const { id, openid } = created.body
    const renamed = await send('POST', '/local/people', { id, name: '周叔' })
    expect(renamed.body).toMatchObject({ id, openid, name: '周叔', role: '熟客', phone: '13900139000' })
    const list = (await send('GET', '/local/people')).body.people as { id: string }[]
    expect(list.map((each) => each.id)).toEqual(['mei', 'he', id])
    expect(JSON.parse(readFileSync(join(dir, 'state/people.json'), 'utf8'))).toHaveLength(3)
  })

  test.each([
    {},
    { name: '' },
    { name: 'x', id: 'Bad Id' },
    { name: 'x', phone: '123' },
    { name: 'x', side: 'boss' },
  ])('refuses %j', async (person) => expect((await send('POST', '/local/people', person)).status).toBe(400))
})

describe('clock and timers', () => {
  test('moving ahead runs the timers on the way; "once" skips them and runs each once', async () => {
    const before = (await send('GET', '/local/clock')).body
    expect(before).toMatchObject({ now: START, shanghai: '2026-11-23 10:00:00' })
    const moved = (await send('POST', '/local/clock', { advanceMs: 180_000 })).body
    expect(moved).toMatchObject({ now: START + 180_000, timerRuns: 3 })
    const jumped = (await send('POST', '/local/clock', { set: '2026-12-01T09:00:00+08:00', timers: 'once' }))
      .body
    expect(jumped).toMatchObject({ shanghai: '2026-12-01 09:00:00', timerRuns: 1 })
    const back = (await send('POST', '/local/clock', { set: START })).body
    expect(back).toMatchObject({ now: START, timerRuns: 0 })
  })

  test.each([
    {},
    { advanceMs: -1 },
    { advanceMs: 1.5 },
    { set: '2026-12-01' },
    { advanceMs: 1, timers: 'all' },
  ])('refuses %j', async (body) => expect((await send('POST', '/local/clock', body)).status).toBe(400))

  test('timers can be run by hand', async () => {
    const { body } = await send('POST', '/local/timers/run', { function: 'timed' })
    expect(body.runs).toMatchObject([
      { functionName: 'timed', triggerName: 'eachMinute', result: { ok: true } },
    ])
  })
})

describe('files', () => {
  test('the app is served with types and cache rules, and nothing outside of it', async () => {
    const page = await send('GET', '/app/')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const script = await send('GET', '/app/js/app.0a1b2c3d.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect((await send('GET', '/app/%')).body.code).toBe('ADDRESS_INVALID')
    for (const path of [
      '/app/../secret.txt',
      '/app/%2e%2e/secret.txt',
      '/app/..%2fsecret.txt',
      '/app/js',
      '/app/.git',
    ]) {
      expect((await send('GET', path)).status).toBe(404)
    }
  })
})

describe('cashier', () => {
  test('parameters that the merchant has not signed open no cashier', async () => {
    const payment = {
      timeStamp: '1',
      nonceStr: 'n',
      package: 'prepay_id=wx1',
      signType: 'RSA',
      paySign: Buffer.from('forged').toString('base64'),
    }
    expect(await send('POST', '/wechat/cashier', { person: 'mei', payment })).toMatchObject({
      status: 400,
      body: { code: 'PAY_SIGN_INVALID' },
    })
    expect((await send('POST', '/wechat/cashier', { person: 'mei', payment: {} })).status).toBe(400)
    expect((await send('GET', `/wechat/cashier/${'0'.repeat(24)}`)).status).toBe(404)
  })

  test('a phone code is given only to who has a phone', async () => {
    const { body } = await send('POST', '/wechat/phone-code', { person: 'mei' })
    expect(body.code).toEqual(expect.any(String))
    expect((await send('POST', '/wechat/phone-code', { person: 'he' })).body.code).toBe('PHONE_ABSENT')
  })
})

test('secrets, clock and people lie in the folder, so that a restart finds them', async () => {
  for (const name of ['secrets.json', 'people.json', 'clock.json', 'cloudbase.db']) {
    expect(existsSync(join(dir, 'state', name))).toBe(true)
  }
  expect((await send('GET', '/local/inbox?person=mei')).body).toEqual({ messages: [] })
  expect((await send('GET', '/local/status')).body).toMatchObject({ ready: true })
})
