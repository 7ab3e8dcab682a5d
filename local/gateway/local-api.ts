import type { TestClock } from '../clock'
import type { FunctionTimers } from '../cloudbase/functions/timers'
import type { Wechat } from '../wechat/index'
import { type CallFaults, parseCallFault } from './call-faults'
import { HttpProblem, type Route, readObject, textField } from './http'
import type { People } from './people'

export interface LocalApiOptions {
  people: People
  clock: TestClock
  timers: FunctionTimers
  faults: CallFaults
  wechat: Pick<Wechat, 'inbox'>
  /** Goes to a moment, skipping what falls due on the way, and runs every timer once. */
  arrive(moment: number): Promise<void>
  /** Whether everything is ready: the demo shop may still be on its way. */
  status(): Record<string, unknown>
}

const SHANGHAI_MS = 8 * 3_600_000

/** What only this machine has: people, clock, timers, inbox, faults (docs/local.md). */
export function localRoutes(options: LocalApiOptions): Route[] {
  const { people, clock, timers, faults, wechat } = options
  return [
    {
      method: 'GET',
      path: /^\/local\/status$/,
      handle: () => ({ ...options.status(), ...clockView(clock) }),
    },
    { method: 'GET', path: /^\/local\/people$/, handle: () => ({ people: people.list() }) },
    {
      method: 'POST',
      path: /^\/local\/people$/,
      handle: async ({ request }) => people.put(parsePerson(await readObject(request))),
    },
    { method: 'GET', path: /^\/local\/clock$/, handle: () => clockView(clock) },
    {
      method: 'POST',
      path: /^\/local\/clock$/,
      handle: async ({ request }) => {
        const before = timers.count
        await moveClock(options, await readObject(request))
        return { ...clockView(clock), timerRuns: timers.count - before }
      },
    },
    {
      method: 'POST',
      path: /^\/local\/timers\/run$/,
      handle: async ({ request }) => {
        const body = await readObject(request)
        return { runs: await timers.runNow('function' in body ? textField(body, 'function') : undefined) }
      },
    },
    {
      method: 'GET',
      path: /^\/local\/inbox$/,
      handle: ({ url }) => {
        const { openid } = people.get(url.searchParams.get('person') ?? '')
        const own = wechat.inbox().filter((message) => message.openid === openid)
        return { messages: own.sort((a, b) => b.at - a.at).map(({ openid: _openid, ...rest }) => rest) }
      },
    },
    { method: 'GET', path: /^\/local\/faults$/, handle: () => ({ faults: faults.list() }) },
    {
      method: 'POST',
      path: /^\/local\/faults$/,
      handle: async ({ request }) => {
        faults.add(parseCallFault(await readObject(request)))
        return { faults: faults.list() }
      },
    },
    {
      method: 'DELETE',
      path: /^\/local\/faults$/,
      handle: () => {
        faults.clear()
        return { faults: [] }
      },
    },
  ]
}

function clockView(clock: TestClock): { now: number; shanghai: string; offset: number } {
  const now = clock.now()
  const shanghai = new Date(now + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ')
  return { now, shanghai, offset: clock.offset() }
}

/**
 * `{ advanceMs }` moves ahead, `{ set }` goes to a moment: epoch ms, or ISO text with its zone. With
 * `"timers": "once"` nothing runs on the way, and every timer runs once on arrival.
 */
async function moveClock({ clock, arrive }: LocalApiOptions, body: Record<string, unknown>): Promise<void> {
  const { advanceMs, set, timers } = body
  const moment =
    Number.isSafeInteger(advanceMs) && Number(advanceMs) >= 0
      ? clock.now() + Number(advanceMs)
      : readMoment(set)
  if (moment === null || (timers !== undefined && timers !== 'once')) {
    throw new HttpProblem(
      400,
      'FIELD_INVALID',
      'the body is {"advanceMs": 86400000} or {"set": "2026-12-01T09:00:00+08:00"}, and may have "timers": "once"',
    )
  }
  return timers === 'once' ? arrive(moment) : clock.set(moment)
}

function readMoment(value: unknown): number | null {
  const moment = typeof value === 'string' && /(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : value
  return Number.isSafeInteger(moment) ? Number(moment) : null
}

function parsePerson(body: Record<string, unknown>): Parameters<People['put']>[0] {
  const { id, role, side, phone } = body
  if (side !== undefined && side !== 'shopper' && side !== 'staff') {
    throw new HttpProblem(400, 'FIELD_INVALID', '"side" is shopper or staff')
  }
  if (phone !== undefined && phone !== null && !(typeof phone === 'string' && /^1\d{10}$/.test(phone))) {
    throw new HttpProblem(400, 'FIELD_INVALID', '"phone" has 11 digits and begins with 1')
  }
  const person: Parameters<People['put']>[0] = { name: textField(body, 'name') }
  if (typeof id === 'string') person.id = id
  if (typeof role === 'string') person.role = role
  if (side !== undefined) person.side = side
  if (phone !== undefined) person.phone = phone
  return person
}
