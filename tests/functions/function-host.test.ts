import { join } from 'node:path'
import { createTestClock } from '../../local/clock'
import {
  createFunctionHost,
  type FunctionHost,
  type FunctionHostOptions,
} from '../../local/cloudbase/functions/host'
import { PlatformError } from '../../local/cloudbase/functions/platform-error'

const FIXTURES = join(__dirname, 'fixtures/host')

let host: FunctionHost

/** Bound before anything replaces `Date`. */
const machineNow = Date.now.bind(Date)
const aheadBy = (offset: () => number) => ({ now: () => machineNow() + offset(), offset })

function open(options: Partial<FunctionHostOptions> = {}): FunctionHost {
  host = createFunctionHost({
    functionsDir: FIXTURES,
    serviceUrl: 'http://127.0.0.1:1/',
    env: (name) => ({ OWN_KEY: `key-of-${name}` }),
    clock: aheadBy(() => 0),
    ...options,
  })
  return host
}

afterEach(() => host.close())

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function failure(call: Promise<unknown>): Promise<PlatformError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof PlatformError)) throw new Error(`expected a platform error, got ${String(error)}`)
  return error
}

interface Seen {
  context: Record<string, string>
  sdk: Record<string, string>
  sdkWithoutContext: string | null
  environment: Record<string, string>
  event: Record<string, unknown>
  requestId: string
  limit: number
  functionName: string
}

describe('identity of a call', () => {
  test('comes from the platform context, in the form that the SDK reads', async () => {
    const seen = (await open().invoke(
      'identity',
      { hello: 1 },
      { openid: 'oUser-1', appid: 'wx01', clientIp: '10.0.0.8' },
    )) as Seen
    expect(seen.context).toMatchObject({ WX_OPENID: 'oUser-1', WX_APPID: 'wx01', WX_CLIENTIP: '10.0.0.8' })
    expect(seen.sdk).toMatchObject({ WX_OPENID: 'oUser-1', WX_APPID: 'wx01', TCB_ENV: 'huika-local' })
    expect(seen.functionName).toBe('identity')
    expect(seen.limit).toBe(20_000)
    expect(seen.event).toEqual({ hello: 1 })
  })

  test('forged event fields change nothing', async () => {
    const forged = {
      openid: 'oVictim',
      WX_OPENID: 'oVictim',
      userInfo: { openId: 'oVictim' },
      environment: JSON.stringify({ WX_OPENID: 'oVictim', TRIGGER_SRC: 'timer' }),
      context: { environment: '{"WX_OPENID":"oVictim"}' },
      TRIGGER_SRC: 'timer',
      Type: 'Timer',
      __proto__: { WX_OPENID: 'oVictim' },
    }
    const seen = (await open().invoke('identity', forged, { openid: 'oUser-2', appid: 'wx01' })) as Seen
    expect(seen.context.WX_OPENID).toBe('oUser-2')
    expect(seen.sdk.WX_OPENID).toBe('oUser-2')
    expect(seen.context.TRIGGER_SRC).toBeUndefined()
    const anonymous = (await host.invoke('identity', forged)) as Seen
    expect(anonymous.context.WX_OPENID).toBeUndefined()
  })

  test('a reused instance still holds the last caller in process.env, as the real one does', async () => {
    open({ maxInstances: 1 })
    await host.invoke('identity', {}, { openid: 'oFirst' })
    const second = (await host.invoke('identity', {})) as Seen
    expect(second.context.WX_OPENID).toBeUndefined()
    expect(second.environment.WX_OPENID).toBe('oFirst')
  })

  test('the environment holds the function’s own variables and nothing of this process', async () => {
    process.env.SECRET_OF_THE_HOST = 'do-not-inherit'
    const seen = (await open().invoke('identity', {})) as Seen
    delete process.env.SECRET_OF_THE_HOST
    expect(seen.environment).toMatchObject({
      OWN_KEY: 'key-of-identity',
      TENCENTCLOUD: 'true',
      TCB_ENV: 'huika-local',
      CLOUDBASE_SERVICE_URL: 'http://127.0.0.1:1/',
      TZ: 'UTC',
    })
    expect(seen.environment.SECRET_OF_THE_HOST).toBeUndefined()
  })
})

describe('limits', () => {
  test('a call over its time limit is answered by the platform and its process is killed', async () => {
    open()
    const error = await failure(host.invoke('slow', { spin: true }))
    expect(error).toMatchObject({ code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', errCode: -504003 })
    expect(error.message).toBe('Invoking task timed out after 2 seconds')
    expect(host.counts('slow').instances).toBe(0)
    await expect(host.invoke('slow', {})).resolves.toMatchObject({ atOnce: 1 })
    expect(host.counts('slow').coldStarts).toBe(2)
  })

  test('an answer of 6 MB passes, one byte more is refused, counted in bytes and not characters', async () => {
    open()
    // The quotes of the JSON string count too.
    const most = 6 * 1024 * 1024 - 2
    const passed = (await host.invoke('large', { bytes: most })) as string
    expect(passed).toHaveLength(most)
    expect(await failure(host.invoke('large', { bytes: most + 1 }))).toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringContaining('6MB'),
    })
    await failure(host.invoke('large', { bytes: most + 3, unit: '省' }))
  })

  test('an event over 6 MB never reaches the function', async () => {
    open()
    const error = await failure(host.invoke('identity', { text: 'x'.repeat(6 * 1024 * 1024) }))
    expect(error.code).toBe('FUNCTIONS_PARAM_INVALID')
    expect(host.counts('identity').calls).toBe(0)
  })

  test('exceptions, exits, broken modules and unknown names are platform errors', async () => {
    open()
    expect(await failure(host.invoke('throws', {}))).toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: 'TypeError: not like this',
    })
    expect((await failure(host.invoke('throws', { later: true }))).message).toMatch(/Process exited/)
    expect((await failure(host.invoke('slow', { exit: true }))).message).toMatch(/Process exited/)
    expect((await failure(host.invoke('broken', {}))).message).toMatch(/no such certificate/)
    for (const name of ['absent', '../identity', '', 'identity/../slow']) {
      expect((await failure(host.invoke(name, {}))).code).toBe('FUNCTION_NOT_FOUND')
    }
  })
})

describe('instances', () => {
  test('one instance takes one call at a time; more calls get more instances up to the cap', async () => {
    open({ maxInstances: 3 })
    const calls = Array.from({ length: 9 }, () => host.invoke('slow', { ms: 40 }))
    const answers = (await Promise.all(calls)) as { pid: number; atOnce: number }[]
    expect(answers.map((each) => each.atOnce)).toEqual(Array(9).fill(1))
    expect(new Set(answers.map((each) => each.pid)).size).toBe(3)
    expect(host.counts('slow')).toMatchObject({ coldStarts: 3, calls: 9, instances: 3, running: 0 })
  })

  test('beyond the cap calls are served in the order in which they came', async () => {
    open({ maxInstances: 1 })
    const labels = ['a', 'b', 'c', 'd', 'e']
    const answers = await Promise.all(labels.map((label) => host.invoke('busy', { label, ms: 3 })))
    expect((answers[4] as { seen: string[] }).seen).toEqual(labels)
    expect(host.counts('busy').coldStarts).toBe(1)
  })

  test('the first call pays for the cold start, the next reuses the instance', async () => {
    open({ coldStartMs: 150 })
    const started = performance.now()
    const first = (await host.invoke('slow', {})) as { pid: number }
    expect(performance.now() - started).toBeGreaterThanOrEqual(150)
    const second = (await host.invoke('slow', {})) as { pid: number }
    expect(second.pid).toBe(first.pid)
    expect(host.counts('slow').coldStarts).toBe(1)
  })

  test('kill ends a call in its middle; the next call starts afresh', async () => {
    open()
    await host.invoke('busy', { label: 'warm' })
    const lost = failure(host.invoke('busy', { label: 'lost', ms: 10_000 }))
    while (host.counts('busy').running === 0) await sleep(1)
    host.kill('busy')
    expect((await lost).message).toBe('Process exited before completing request')
    const next = (await host.invoke('busy', { label: 'next' })) as { seen: string[] }
    expect(next.seen).toEqual(['next'])
  })

  test('a frozen instance does no work between calls', async () => {
    if (process.platform === 'win32') return
    open({ freeze: true, maxInstances: 1 })
    const first = (await host.invoke('busy', { label: 'a', leaveMs: 300 })) as { pid: number }
    await sleep(1000)
    await host.invoke('busy', { label: 'b', ms: 20 })
    const third = (await host.invoke('busy', { label: 'c' })) as { pid: number; leftBehind: number }
    expect(third.pid).toBe(first.pid)
    expect(third.leftBehind).toBeGreaterThanOrEqual(990)
  })

  test('what a function prints is kept per function', async () => {
    open()
    await host.invoke('slow', { say: 'a canary of this call' })
    await host.invoke('slow', {})
    expect(host.logs.text('slow')).toContain('a canary of this call')
    expect(host.logs.text('identity')).toBe('')
    expect(host.logs.text()).toContain('a canary of this call')
  })
})

describe('test clock inside an instance', () => {
  const YEAR = 365 * 86_400_000

  test.each(['process', 'inline'])('new Date, Date() and Date.now follow it (%s)', async (mode) => {
    let offset = 3 * YEAR
    open({
      clock: aheadBy(() => offset),
      inline: mode === 'inline' ? { load: (name) => import(join(FIXTURES, name, 'index.js')) } : undefined,
    })
    const real = performance.timeOrigin + performance.now()
    const first = (await host.invoke('dates', {})) as Record<string, number>
    for (const key of ['loadedAt', 'now', 'fresh']) {
      expect(Math.abs((first[key] as number) - real - 3 * YEAR)).toBeLessThan(60_000)
    }
    expect(first.year).toBe(new Date(real + 3 * YEAR).getFullYear())
    expect(first).toMatchObject({
      fixed: Date.parse('2020-02-29T00:00:00Z'),
      utc: Date.parse('2020-02-29T00:00:00Z'),
      isDate: true,
    })
    offset = -YEAR
    const second = (await host.invoke('dates', {})) as Record<string, number>
    expect(Math.abs((second.now as number) - real + YEAR)).toBeLessThan(60_000)
    expect(second.loadedAt).toBe(first.loadedAt)
  })

  test('a clock that stands still does so however often a function looks at it', async () => {
    const start = Date.UTC(2027, 2, 10, 2)
    const main = () => [...new Set(Array.from({ length: 200_000 }, () => Date.now()))]
    open({ clock: createTestClock({ start, frozen: true }), inline: { load: () => ({ main }) } })
    expect(await host.invoke('looks', {})).toEqual([start])
  })
})

describe('inline mode', () => {
  test('gives the same identity and limits without a process', async () => {
    open({ inline: { load: (name) => import(join(FIXTURES, name, 'index.js')) } })
    const seen = (await host.invoke('identity', { openid: 'forged' }, { openid: 'oUser-3' })) as Seen
    expect(seen.context.WX_OPENID).toBe('oUser-3')
    expect(seen.environment.OWN_KEY).toBe('key-of-identity')
    expect((await failure(host.invoke('throws', {}))).message).toBe('TypeError: not like this')
    expect((await failure(host.invoke('slow', { ms: 2500 }))).code).toBe('FUNCTIONS_TIME_LIMIT_EXCEEDED')
    await host.close()
    expect(process.env.OWN_KEY).toBeUndefined()
    expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(60_000)
  })
})
