import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestClock, createTestClock } from '../../local/clock'
import { parseCron } from '../../local/cloudbase/functions/cron'
import { createFunctionHost, type FunctionHost } from '../../local/cloudbase/functions/host'
import { createFunctionTimers } from '../../local/cloudbase/functions/timers'

const FIXTURES = join(__dirname, 'fixtures/host')
const START = Date.parse('2026-11-23T10:00:00+08:00')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function fires(expression: string, from: string, count: number): string[] {
  const cron = parseCron(expression)
  const moments: string[] = []
  for (let at = Date.parse(from); moments.length < count;) {
    const next = cron.next(at)
    if (next === null) break
    moments.push(new Date(next + 8 * HOUR).toISOString().slice(0, 19).replace('T', ' '))
    at = next
  }
  return moments
}

describe('timer expressions (7 fields, UTC+8)', () => {
  test.each([
    ['20 * * * * * *', '2026-11-23T10:00:20+08:00', ['2026-11-23 10:01:20', '2026-11-23 10:02:20']],
    ['0 */5 * * * * *', '2026-11-23T10:59:59.999+08:00', ['2026-11-23 11:00:00', '2026-11-23 11:05:00']],
    ['0 30 3 * * * *', '2026-11-23T03:30:00+08:00', ['2026-11-24 03:30:00', '2026-11-25 03:30:00']],
    // 23:30 in UTC+8 is the afternoon before in UTC: the day must be Shanghai's.
    ['0 30 23 1 * * *', '2026-11-30T16:00:00Z', ['2026-12-01 23:30:00', '2027-01-01 23:30:00']],
    ['0 0 9 * * 1-5 *', '2026-11-27T09:00:00+08:00', ['2026-11-30 09:00:00', '2026-12-01 09:00:00']],
    ['0 0 0 29 2 * *', '2026-01-01T00:00:00+08:00', ['2028-02-29 00:00:00', '2032-02-29 00:00:00']],
    // Day and week together mean either of them.
    ['0 0 8 24 11 0 *', '2026-11-21T00:00:00+08:00', ['2026-11-22 08:00:00', '2026-11-24 08:00:00']],
    ['15,45 10 8-9 * * * 2026', '2026-12-31T08:10:45+08:00', ['2026-12-31 09:10:15', '2026-12-31 09:10:45']],
  ])('%s', (expression, from, expected) => {
    expect(fires(expression, from, 2)).toEqual(expected)
  })

  test('never after its year', () => {
    expect(fires('15,45 10 8-9 * * * 2026', '2026-12-31T09:10:45+08:00', 1)).toEqual([])
  })

  test.each([
    '* * * * * *',
    '60 * * * * * *',
    '0 0 24 * * * *',
    '0 0 0 L * * *',
    '0 0 9 * * MON *',
    '0 0 5-1 * * * *',
    '',
  ])('refuses %j', (expression) => expect(() => parseCron(expression)).toThrow())
})

describe('test clock', () => {
  test('stops at what is due on its way, in order, and tells its listeners', async () => {
    const clock = createTestClock({ start: START, frozen: true })
    const done: [string, number][] = []
    const every = (name: string, ms: number) => ({
      nextDue: (after: number, until: number) => {
        const due = START + (Math.floor((after - START) / ms) + 1) * ms
        return due <= until ? due : null
      },
      runAt: async (moment: number) => {
        expect(clock.now()).toBe(moment)
        done.push([name, moment - START])
      },
    })
    clock.addSource(every('two', 2000))
    const remove = clock.addSource(every('three', 3000))
    const moves: number[] = []
    clock.onMove((_from, to) => moves.push(to - START))
    await Promise.all([clock.advance(6000), clock.advance(2500)])
    expect(done).toEqual([
      ['two', 2000],
      ['three', 3000],
      ['two', 4000],
      ['two', 6000],
      ['three', 6000],
      ['two', 8000],
    ])
    expect(clock.now()).toBe(START + 8500)
    expect(moves).toEqual([2000, 3000, 4000, 6000, 8000, 8500])
    remove()
    await clock.set(START)
    expect(clock.now()).toBe(START)
    expect(done).toHaveLength(6)
    await clock.advance(3000)
    expect(done.slice(6)).toEqual([['two', 2000]])
    expect(() => clock.advance(-1)).toThrow(RangeError)
    expect(() => clock.advance(0.5)).toThrow(RangeError)
  })

  test('its offset outlives a restart', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'huika-clock-'))
    const file = join(dir, 'clock.json')
    await createTestClock({ file }).advance(40 * DAY)
    const offset = createTestClock({ file }).offset()
    expect(Math.abs(offset - 40 * DAY)).toBeLessThan(5000)
    rmSync(dir, { recursive: true })
  })
})

describe('timer triggers', () => {
  let dir: string
  let host: FunctionHost
  let clock: TestClock

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'huika-timers-'))
    clock = createTestClock({ start: START, frozen: true })
    host = createFunctionHost({
      functionsDir: FIXTURES,
      serviceUrl: 'http://127.0.0.1:1/',
      env: () => ({ TIMED_FILE: join(dir, 'timed.jsonl') }),
      clock,
    })
  })

  afterEach(async () => {
    await host.close()
    rmSync(dir, { recursive: true })
  })

  interface Line {
    Type: string
    TriggerName: string
    Time: string
    at: number
    source: string | null
    openid: string | null
  }
  const lines = (): Line[] => {
    const file = join(dir, 'timed.jsonl')
    if (!existsSync(file)) return []
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
  }

  test('fire on the way when the clock is moved, each at its own moment, without an openid', async () => {
    const timers = createFunctionTimers({ functionsDir: FIXTURES, host, clock })
    clock.addSource(timers)
    await clock.advance(3 * MINUTE)
    expect(lines()).toHaveLength(3)
    expect(lines()[0]).toMatchObject({
      Type: 'Timer',
      TriggerName: 'eachMinute',
      Time: '2026-11-23T02:00:20Z',
      source: 'timer',
      openid: null,
    })
    lines().forEach((line, index) => {
      const moment = START + 20_000 + index * MINUTE
      expect(line.at - moment).toBeGreaterThanOrEqual(-2)
      expect(line.at - moment).toBeLessThan(2000)
    })
    expect(timers.runs.map((run) => run.result)).toEqual(Array(3).fill({ ok: true }))
  })

  test('a jump of a month runs a minute timer once an hour, and each minute of its last hour', async () => {
    const timers = createFunctionTimers({ functionsDir: FIXTURES, host, clock })
    clock.addSource(timers)
    await clock.advance(30 * DAY)
    const moments = lines().map((line) => line.at)
    const hours = new Set(moments.map((at) => Math.floor(at / HOUR)))
    for (let hour = Math.floor(START / HOUR) + 1; hour < Math.floor(clock.now() / HOUR); hour += 1) {
      expect(hours.has(hour)).toBe(true)
    }
    expect(moments.filter((at) => at > clock.now() - HOUR)).toHaveLength(60)
    expect(moments.length).toBeLessThan(30 * 24 + 70)
  })

  test('two triggers of the same pace are thinned alike: neither crowds the other out', async () => {
    const functionsDir = join(dir, 'two')
    for (const [name, second] of [
      ['early', 20],
      ['late', 40],
    ] as const) {
      mkdirSync(join(functionsDir, name), { recursive: true })
      cpSync(join(FIXTURES, 'echo/index.js'), join(functionsDir, name, 'index.js'))
      const trigger = { name: 'eachMinute', type: 'timer', config: `${second} * * * * * *` }
      writeFileSync(join(functionsDir, name, 'config.json'), JSON.stringify({ triggers: [trigger] }))
    }
    const two = createFunctionHost({ functionsDir, serviceUrl: '', env: () => ({}), clock })
    const timers = createFunctionTimers({ functionsDir, host: two, clock })
    clock.addSource(timers)
    await clock.advance(2 * DAY)
    const counts = ['early', 'late'].map((name) => two.counts(name).calls)
    await two.close()
    expect(counts).toEqual([48 + 59, 48 + 59])
  })

  test('a jump of years stays bounded: once a day until the last 31 days', async () => {
    const timers = createFunctionTimers({ functionsDir: FIXTURES, host, clock })
    let moment = START
    let count = 0
    const end = START + 5 * 365 * DAY
    for (;;) {
      const next = timers.nextDue(moment, end)
      if (next === null) break
      expect(next).toBeGreaterThan(moment)
      if (end - moment > 32 * DAY) expect(next - moment).toBeLessThanOrEqual(DAY + MINUTE)
      moment = next
      count += 1
    }
    expect(end - moment).toBeLessThan(MINUTE)
    expect(count).toBeLessThan(5 * 365 + 31 * 24 + 70)
  })

  test('a timer whose function fails is logged, and the clock goes on', async () => {
    const timers = createFunctionTimers({ functionsDir: FIXTURES, host, clock })
    clock.addSource(timers)
    await clock.advance(MINUTE)
    host.kill('timed')
    rmSync(join(dir, 'timed.jsonl'))
    rmSync(dir, { recursive: true })
    await clock.advance(MINUTE)
    expect(timers.runs.at(-1)?.error).toMatch(/ENOENT/)
    expect(host.logs.text('timed')).toContain('timer eachMinute failed')
    expect(clock.now()).toBe(START + 2 * MINUTE)
    dir = mkdtempSync(join(tmpdir(), 'huika-timers-'))
  })

  test('can be fired at once by hand', async () => {
    const timers = createFunctionTimers({ functionsDir: FIXTURES, host, clock })
    expect(await timers.runNow('absent')).toEqual([])
    expect(await timers.runNow('timed')).toMatchObject([{ functionName: 'timed', result: { ok: true } }])
    expect(lines()).toHaveLength(1)
  })
})
