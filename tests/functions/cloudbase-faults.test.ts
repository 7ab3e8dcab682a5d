import { rateLimitCodes } from '../../local/cloudbase/protocol-faults'
import { connect, failure, freshGroup, startLocal, type Database } from './cloudbase-targets'

describe('X13 faults, counters and switches of the local CloudBase', () => {
  let target: Awaited<ReturnType<typeof startLocal>>
  let db: Database
  const items = () => db.collection('items')
  const count = async (group: string) => (await items().where({ group }).count()).total

  beforeAll(async () => {
    target = await startLocal('memory')
    db = target.database()
  })
  afterEach(() => {
    target.server.faults.clear()
    Object.assign(target.server.switches, {
      duplicateForm: 'DATABASE_DUPLICATE_WRITE',
      updatedCounts: 'modified',
      shuffle: null,
    })
  })
  afterAll(() => target.stop())

  it('X13 a call that is dropped before its effect did nothing', async () => {
    const group = freshGroup()
    target.server.faults.add({ action: 'database.insertDocument', effect: { kind: 'drop_before' } })
    expect((await failure(items().add({ group }))).code).toBe('ECONNRESET')
    expect(await count(group)).toBe(0)
    await items().add({ group })
    expect(await count(group)).toBe(1)
  })

  it('X13 a call that is dropped after its effect did it', async () => {
    const group = freshGroup()
    target.server.faults.add({ action: 'database.insertDocument', effect: { kind: 'drop_after' } })
    expect((await failure(items().add({ _id: group, group }))).code).toBe('ECONNRESET')
    expect(await count(group)).toBe(1)
    expect((await failure(items().add({ _id: group, group }))).code).toBe('DATABASE_DUPLICATE_WRITE')
  })

  it('X13 a client that stops waiting does not cancel the call', async () => {
    const group = freshGroup()
    target.server.faults.add({ collection: 'items', effect: { kind: 'late', ms: 400 } })
    const write = items().options({ timeout: 50 }).add({ group })
    expect((await failure(write)).code).toBe('ESOCKETTIMEDOUT')
    expect(await count(group)).toBe(1)
  })

  it('X13 errors of the service carry their code, for as many calls as told', async () => {
    const group = freshGroup()
    for (const code of rateLimitCodes) {
      target.server.faults.add({
        action: 'database.insertDocument',
        effect: { kind: 'error', code },
        remaining: 2,
      })
      for (let call = 0; call < 2; call++) expect((await failure(items().add({ group }))).code).toBe(code)
    }
    expect(await count(group)).toBe(0)
    await items().add({ group })
    expect(await count(group)).toBe(1)
  })

  it('X13 a gateway answering for the service gives its status as the code', async () => {
    target.server.faults.add({ effect: { kind: 'status', status: 502 } })
    expect((await failure(items().get())).code).toBe(502)
  })

  it('X13 a forced conflict looks like a version that somebody else took', async () => {
    const id = freshGroup()
    await items().add({ _id: id, version: 1 })
    target.server.faults.add({ action: 'database.modifyDocument', effect: { kind: 'conflict' } })
    const update = () => items().where({ _id: id, version: 1 }).update({ version: 2 })
    expect((await update()).updated).toBe(0)
    expect((await items().doc(id).get()).data[0].version).toBe(1)
    expect((await update()).updated).toBe(1)
  })

  it('X13 a rule strikes at the nth call that it matches, by action, collection and predicate', async () => {
    const group = freshGroup()
    target.server.faults.add({
      action: 'database.insertDocument',
      collection: 'items',
      nth: 2,
      predicate: ({ parameters }) => JSON.stringify(parameters.data).includes('marked'),
      effect: { kind: 'error', code: 'STRUCK' },
    })
    await items().add({ group, marked: 1 })
    await items().add({ group })
    await db.collection('unique_items').add({ marked: 1 })
    expect((await failure(items().add({ group, marked: 2 }))).code).toBe('STRUCK')
    await items().add({ group, marked: 3 })
    expect(target.server.faults.pending()).toBe(0)
    expect(await count(group)).toBe(3)
  })

  it('X13 a listener meets each call before and after its effect', async () => {
    const group = freshGroup()
    const seen: string[] = []
    const stop = target.server.faults.onCall(async ({ phase, action, collection }) => {
      const { length } = [...target.server.store.scan('items')].filter(({ text }) => text.includes(group))
      seen.push(`${phase} ${action} ${collection} ${length}`)
    })
    await items().add({ group })
    stop()
    await items().add({ group })
    expect(seen).toEqual(['before database.insertDocument items 0', 'after database.insertDocument items 1'])
  })

  it('X13 every round trip is counted and logged', async () => {
    target.server.counters.reset()
    const group = freshGroup()
    await items().add({ _id: group, group })
    await items().doc(group).get()
    await items().doc(group).get()
    await failure(db.collection('nowhere').get())
    const { total, actions, log } = target.server.counters
    expect(total).toBe(4)
    expect(actions).toEqual({ 'database.insertDocument': 1, 'database.getDocument': 3 })
    expect(log.map(({ collection }) => collection)).toEqual(['items', 'items', 'items', 'nowhere'])
    expect(log.map(({ seq }) => seq - log[0]!.seq)).toEqual([0, 1, 2, 3])
  })

  it('X13 duplicates are reported in either form', async () => {
    const id = freshGroup()
    await items().add({ _id: id })
    target.server.switches.duplicateForm = 'DATABASE_REQUEST_FAILED'
    const { code, message } = await failure(items().add({ _id: id }))
    expect(code).toBe('DATABASE_REQUEST_FAILED')
    expect(message).toMatch(/E11000 duplicate key/)
  })

  it('X13 an update that changes nothing counts, or not, by switch', async () => {
    const id = freshGroup()
    await items().add({ _id: id, n: 1 })
    expect((await items().doc(id).update({ n: 1 })).updated).toBe(0)
    target.server.switches.updatedCounts = 'matched'
    expect((await items().doc(id).update({ n: 1 })).updated).toBe(1)
  })

  it('X13 without an order documents come as inserted, and shuffled by switch', async () => {
    const group = freshGroup()
    const ids = Array.from({ length: 40 }, (_, n) => `${group}-${(n * 17) % 40}`)
    await items().add(ids.map((_id) => ({ _id, group })))
    const read = async () =>
      (await items().where({ group }).get()).data.map(({ _id }: { _id: string }) => _id)
    expect(await read()).toEqual(ids)
    target.server.switches.shuffle = 7
    const first = await read()
    expect(first).not.toEqual(ids)
    expect(await read()).not.toEqual(first)
    expect(first.sort()).toEqual([...ids].sort())
  })
})

describe('X13 the wire of the local CloudBase', () => {
  let stop: () => Promise<void>
  const start = async (options: Parameters<typeof startLocal>[1] = {}) => {
    const target = await startLocal('memory', options)
    stop = target.stop
    return target
  }
  afterEach(() => stop())

  it('X13 server dates come from its clock', async () => {
    const now = Date.UTC(2027, 0, 31)
    const target = await start({ clock: () => now })
    const db = target.database()
    await db
      .collection('items')
      .add({ _id: 'x', at: db.serverDate(), later: db.serverDate({ offset: 60_000 }) })
    expect((await db.collection('items').doc('x').get()).data).toEqual([
      { _id: 'x', at: new Date(now), later: new Date(now + 60_000) },
    ])
  })

  it('X13 latency delays each call', async () => {
    const calls: number[] = []
    const target = await start({
      latency: () => {
        calls.push(1)
        return 5
      },
    })
    await target.database().collection('items').get()
    expect(calls).toHaveLength(1)
  })

  it('X13 an unsigned or malformed request is refused with HTTP 200', async () => {
    const { server } = await start()
    const post = async (body: string, authorization?: string) => {
      const headers: Record<string, string> = authorization ? { authorization } : {}
      const response = await fetch(server.url, { method: 'POST', body, headers })
      return { status: response.status, body: (await response.json()) as { code: string } }
    }
    const get = { action: 'database.getDocument', collectionName: 'items', queryType: 'WHERE' }
    const cases: [unknown, string | undefined, string][] = [
      [get, undefined, 'SIGN_PARAM_INVALID'],
      ['no object', 'Bearer x', 'INVALID_PARAM'],
      [{ ...get, limit: 1001 }, 'Bearer x', 'INVALID_PARAM'],
      [{ ...get, query: '{"a":' }, 'Bearer x', 'INVALID_PARAM'],
      [{ ...get, order: '{"a":2}' }, 'Bearer x', 'INVALID_PARAM'],
      [{ ...get, transactionId: 't' }, 'Bearer x', 'TRANSACTIONS_REFUSED'],
      [{ action: 'database.runCommands', collectionName: 'items' }, 'Bearer x', 'INVALID_PARAM'],
      [{ action: 'nothing.known' }, 'Bearer x', 'INVALID_ACTION'],
    ]
    for (const [body, authorization, code] of cases) {
      expect(await post(JSON.stringify(body), authorization)).toMatchObject({ status: 200, body: { code } })
    }
  })

  it('X13 another process reads counters and documents and sets faults by the side door', async () => {
    const { server } = await start()
    const items = connect(server.url).collection('items')
    const door = async (method: string, path: string, body?: object) => {
      const url = new URL(`/_local/${path}`, server.url)
      const response = await fetch(url, { method, body: body && JSON.stringify(body) })
      return (await response.json()) as Record<string, unknown>
    }
    await items.add([{ _id: 'a', n: 1 }, { _id: 'b' }])
    expect(await door('GET', 'documents?collection=items&limit=1')).toEqual({
      documents: [{ _id: 'a', n: 1 }],
    })
    expect(await door('GET', 'counters')).toMatchObject({
      total: 1,
      actions: { 'database.insertDocument': 1 },
    })
    const rule = { collection: 'items', effect: { kind: 'error', code: 'EXCEED_REQUEST_LIMIT' } }
    expect(await door('POST', 'faults', rule)).toEqual({ pending: 1 })
    expect((await failure(items.get())).code).toBe('EXCEED_REQUEST_LIMIT')
    expect(await door('GET', 'faults')).toEqual({ pending: 0, struck: { error: 1 } })
    expect(await door('POST', 'faults', { effect: { kind: 'late' } })).toMatchObject({
      code: 'INVALID_PARAM',
    })
    expect(await door('POST', 'switches', { shuffle: 3 })).toMatchObject({ switches: { shuffle: 3 } })
    expect(await door('GET', 'documents?collection=nope')).toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
    })
  })
})
