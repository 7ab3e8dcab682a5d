import { type ActionName, contract } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import { REFUSALS } from '../../cloudfunctions/contract/refusals'
import type { Role } from '../../cloudfunctions/contract/roles'
import { CONTRACT_VERSION } from '../../cloudfunctions/contract/version'
import type { CallIdentity } from '../../local/cloudbase/functions/context'
import { violations } from '../invariants'
import { announceSeed, seededRandom } from '../seed'
import { openidOf, type Shop } from '../shop'
import {
  fieldsOf,
  hostileStrings,
  hostileValues,
  INCOMPARABLE,
  PLANTED,
  type Path,
  withField,
  withoutField,
} from './mutations'
import { openStage, SAMPLES, type Stage } from './samples'

const LEAST_CASES = process.env.HUIKA_LONG ? 20_000 : 500
const SEED = announceSeed('fuzz')
/** Members' limit of calls a minute, less what a fresh sample takes. */
const CALLS_A_MINUTE = 500
/** A sample serves so many cases once one of them was carried out, and so many while all were refused. */
const CASES_A_SAMPLE = { written: 60, untouched: 250 }
/** However many fields there are, each is left out once and replaced so often. */
const CASES_A_FIELD = process.env.HUIKA_LONG ? 1000 : 4

/** The release comes last: it changes what the others act upon. */
const ACTIONS = (Object.keys(contract) as ActionName[]).sort((a, b) =>
  a === 'operations.release' ? 1 : b === 'operations.release' ? -1 : 0,
)
/** These write although they refuse: a search is counted and kept before anything is shown. */
const WRITES_WHEN_REFUSED: readonly ActionName[] = ['counter.find', 'operations.freeze']

function callerOf(action: ActionName): string | null {
  const roles: readonly Role[] = contract[action].roles
  if (roles.includes('timer')) return null
  if (action === 'operations.claim') return 'owner'
  return roles.includes('member') ? 'lin' : 'owner'
}

/** One of each: a draft of the whole catalogue takes longer to parse than the rest of its case. */
function smaller(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('draft' in input)) return input
  const cut = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, 1).map(cut)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, cut(child)]))
  }
  return { ...input, draft: cut(input.draft) }
}

describe(`X11 fuzz (HUIKA_SEED=${SEED})`, () => {
  let stage: Stage
  let shop: Shop
  const random = seededRandom(SEED)
  const atDatabase: string[] = []
  let writes = 0
  let calls = 0

  beforeAll(async () => {
    stage = await openStage(SEED)
    shop = stage.shop
    const { store } = shop.cloudbase
    const apply = store.apply.bind(store)
    store.apply = (change) => {
      writes += 1
      apply(change)
    }
    shop.cloudbase.faults.onCall(({ phase, action, parameters }) => {
      if (phase === 'after') return
      const sent = JSON.stringify(parameters)
      if (sent.includes(PLANTED)) atDatabase.push(`${action} ${sent.slice(0, 300)}`)
    })
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  async function ask(action: ActionName, event: unknown, identity: CallIdentity): Promise<Answer> {
    calls += 1
    if (calls % CALLS_A_MINUTE === 0) await shop.clock.advance(61_000)
    return (await shop.host.invoke(action.split('.')[0] ?? '', event, identity)) as Answer
  }

  /** What is wrong with the answer to this event, or null. */
  async function wrong(action: ActionName, event: unknown): Promise<string | null> {
    const caller = callerOf(action)
    const identity: CallIdentity = caller === null ? { trigger: 'timer' } : { openid: openidOf(caller) }
    const before = writes
    const answer = await ask(action, event, identity)
    const said = JSON.stringify(answer).slice(0, 200)
    if (answer.ok) {
      const parsed = contract[action].output.safeParse(answer.data)
      return parsed.success ? null : `answers what the contract doesn't know: ${parsed.error.message} ${said}`
    }
    if (!Object.hasOwn(REFUSALS, answer.code) || answer.message !== REFUSALS[answer.code])
      return `an unknown refusal: ${said}`
    if (answer.code === 'INTERNAL' || answer.code === 'UNKNOWN') return `fails: ${said}`
    if (answer.code === 'TOO_MANY_REQUESTS') return `was limited, so nothing was tried: ${said}`
    if (writes !== before && !WRITES_WHEN_REFUSED.includes(action)) return `refused and written: ${said}`
    return null
  }

  /** Each field without a value and with the hostile ones: all of them, or spread evenly by seed. */
  function* mutations(
    fields: readonly Path[],
    values: readonly unknown[],
    cases: number,
  ): Generator<(input: unknown) => unknown> {
    for (const path of fields) yield (input) => withoutField(input, path)
    const replacing: ((input: unknown) => unknown)[] = [
      ...fields.flatMap((path) => values.map((value) => (input: unknown) => withField(input, path, value))),
      ...values.flatMap((value) => [
        () => value,
        (input: unknown) => ({ ...(input as object), extra: value }),
      ]),
    ]
    const step = Math.max(1, replacing.length / Math.max(1, cases - fields.length))
    for (let at = random() * step; at < replacing.length; at += step)
      yield replacing[Math.floor(at)] ?? (() => null)
    for (;;) {
      const drawn = Array.from<unknown, [Path, unknown]>({ length: 1 + Math.floor(random() * 3) }, () => [
        fields[Math.floor(random() * fields.length)] ?? ['extra'],
        values[Math.floor(random() * values.length)],
      ])
      yield (input) => {
        // A field may lie within one that was replaced just before.
        try {
          return drawn.reduce((changed, [path, value]) => withField(changed, path, value), input)
        } catch {
          return null
        }
      }
    }
  }

  it.each(ACTIONS)(
    'X11 %s answers every hostile input with a code of its own, and writes nothing that it refuses',
    async (action) => {
      const caller = callerOf(action) ?? 'timer'
      const values = [...hostileStrings(random, shop.clock.now()), ...hostileValues(random)]
      const first = smaller(await SAMPLES[action](stage, caller))
      const fields = fieldsOf(first)
      const cases = Math.max(LEAST_CASES, fields.length * (1 + CASES_A_FIELD))
      expect(values.filter((value) => typeof value === 'string').length).toBeGreaterThanOrEqual(100)
      expect(values.length).toBeGreaterThanOrEqual(200)
      const found: string[] = []
      let sample = first
      let used = 0
      let writesBefore = writes
      let index = 0
      for (const mutate of mutations(fields, values, cases)) {
        index += 1
        if (index > cases) break
        used += 1
        const most = writes === writesBefore ? CASES_A_SAMPLE.untouched : CASES_A_SAMPLE.written
        if (used > most && action !== 'operations.release') {
          sample = smaller(await SAMPLES[action](stage, caller))
          used = 0
          writesBefore = writes
        }
        const input = mutate(sample)
        const fault = await wrong(action, { action, input, contract: CONTRACT_VERSION })
        if (fault) found.push(`${fault} for ${JSON.stringify(input)?.slice(0, 300)}`)
        if (found.length > 5) break
      }
      expect(found).toEqual([])
      expect(atDatabase).toEqual([])
    },
    600_000,
  )

  it('X11 what has a length that can’t be compared is bad input in every field of every action', async () => {
    const found: string[] = []
    for (const action of ACTIONS) {
      const sample = smaller(await SAMPLES[action](stage, callerOf(action) ?? 'timer'))
      for (const path of fieldsOf(sample))
        for (const value of INCOMPARABLE) {
          const input = withField(sample, path, value)
          const fault = await wrong(action, { action, input, contract: CONTRACT_VERSION })
          if (fault) found.push(`${action} ${path.join('.')} ${fault}`)
        }
    }
    expect(found).toEqual([])
  }, 600_000)

  it('X11 an envelope that is none is refused by every function', async () => {
    const values = [...hostileStrings(random, shop.clock.now()), ...hostileValues(random)]
    const found: string[] = []
    for (const action of [
      'membership.home',
      'payment.buy',
      'counter.settle',
      'operations.release',
    ] as const) {
      const good = { action, input: {}, contract: CONTRACT_VERSION }
      for (const value of values)
        for (const event of [value, { ...good, action: value }, { ...good, contract: value }]) {
          const fault = await wrong(action, event)
          if (fault) found.push(`${fault} for ${JSON.stringify(event)?.slice(0, 200)}`)
        }
    }
    expect(found).toEqual([])
  })

  it('X11 what comes over HTTP is refused whatever its shape, and never thrown at', async () => {
    const values = [...hostileStrings(random, shop.clock.now()), ...hostileValues(random)]
    const good = { path: '/', httpMethod: 'POST', headers: {}, body: 'e30=', isBase64Encoded: true }
    const before = writes
    for (const field of ['httpMethod', 'headers', 'body', 'isBase64Encoded', 'path'])
      for (const value of values) {
        const answer = await shop.host.invoke('payment', { ...good, [field]: value }, { source: 'wx_http' })
        // No text as method: not HTTP, so an envelope that is none.
        if (field === 'httpMethod' && typeof value !== 'string') expect(answer).toMatchObject({ ok: false })
        else expect([400, 401]).toContain((answer as { statusCode: number }).statusCode)
      }
    for (const name of ['Wechatpay-Timestamp', 'Wechatpay-Nonce', 'Wechatpay-Signature', 'Wechatpay-Serial'])
      for (const value of values) {
        const headers = {
          'Wechatpay-Timestamp': String(Math.floor(shop.clock.now() / 1000)),
          'Wechatpay-Nonce': 'nonce',
          'Wechatpay-Signature': 'c2lnbmF0dXJl',
          'Wechatpay-Serial': 'serial',
          [name]: value,
        }
        const answer = await shop.host.invoke('payment', { ...good, headers }, { source: 'wx_http' })
        expect((answer as { statusCode: number }).statusCode).toBe(401)
      }
    expect(writes).toBe(before)
  })
})
