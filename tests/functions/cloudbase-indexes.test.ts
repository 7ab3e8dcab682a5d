import fc from 'fast-check'
import type { CollectionManifest, IndexManifest } from '../../cloudfunctions/manifest'
import { DatabaseActions } from '../../local/cloudbase/database/actions'
import type { Switches } from '../../local/cloudbase/database/collection'
import { LibsqlStore } from '../../local/cloudbase/database/libsql-store'
import { MemoryStore } from '../../local/cloudbase/database/memory-store'
import { keyOf } from '../../local/cloudbase/database/ordered-keys'
import { announceSeed } from '../seed'
import { localTargets, type Database, type Target } from './cloudbase-targets'

describe.each(localTargets)('X13 indexes of the $name narrow what is read', ({ start }) => {
  let target: Target
  let db: Database
  const items = () => db.collection('items')
  const documents = 600

  beforeAll(async () => {
    target = await start()
    db = target.database()
    await items().add(
      Array.from({ length: documents }, (_, n) => ({
        _id: `i${n}`,
        group: `g${n % 3}`,
        rank: n,
        tail:
          n % 2 === 0
            ? []
            : [
                { branchId: `b${n % 5}`, day: `d${n % 7}` },
                { branchId: 'b9', day: 'd9' },
              ],
      })),
    )
  })
  afterAll(() => target.stop())

  /** How many documents were read for a call, and its answer. */
  async function examined<T>(call: Promise<T>): Promise<[number, T]> {
    const answer = await call
    return [target.server!.counters.log.at(-1)!.examined, answer]
  }

  it('X13 several ids are read by the primary key', async () => {
    const { command: _ } = db
    const [count, { data }] = await examined(
      items()
        .where({ _id: _.in(['i7', 'i3', 'none']) })
        .get(),
    )
    expect(count).toBe(2)
    expect(data.map((item: { _id: string }) => item._id)).toEqual(['i3', 'i7'])
  })

  it('X13 a conditional write reads its one document', async () => {
    expect(await examined(items().where({ _id: 'i5', rank: 5 }).update({ seen: true }))).toMatchObject([
      1,
      { updated: 1 },
    ])
    expect(await examined(items().doc('i5').update({ seen: 1 }))).toMatchObject([1, { updated: 1 }])
  })

  it('X13 elements of an array are found by their fields, alone or together', async () => {
    const { command: _ } = db
    const wanted = Array.from({ length: documents }, (_unused, n) => n).filter(
      (n) => n % 2 === 1 && n % 5 === 3 && n % 7 === 2,
    ).length
    for (const query of [
      { 'tail.branchId': 'b3', 'tail.day': 'd2' },
      { tail: _.elemMatch({ branchId: 'b3', day: 'd2' }) },
    ]) {
      const [count, { data }] = await examined(items().where(query).get())
      expect([count, data.length]).toEqual([wanted, wanted])
    }
    const [, { data }] = await examined(items().where({ 'tail.branchId': 'b3', 'tail.day': 'd9' }).get())
    expect(data.length).toBeGreaterThan(wanted)
  })

  it('X13 an ordered range stops reading once there is enough', async () => {
    const { command: _ } = db
    const newest = items().where({ group: 'g1' }).orderBy('rank', 'desc').limit(5)
    const [count, { data }] = await examined(newest.get())
    expect(data.map(({ rank }: { rank: number }) => rank)).toEqual([598, 595, 592, 589, 586])
    expect(count).toBe(5)
    const next = items()
      .where({ group: 'g1', rank: _.lt(586) })
      .orderBy('rank', 'desc')
      .limit(3)
    const [nextCount, { data: page }] = await examined(next.get())
    expect(page.map(({ rank }: { rank: number }) => rank)).toEqual([583, 580, 577])
    expect(nextCount).toBe(3)
    const [all, { data: long }] = await examined(
      items()
        .where({ group: 'g1', rank: _.gte(100).and(_.lt(400)) })
        .orderBy('rank', 'asc')
        .skip(20)
        .limit(60)
        .get(),
    )
    expect(long.map(({ rank }: { rank: number }) => rank)).toEqual(
      Array.from({ length: 60 }, (_unused, n) => 160 + 3 * n),
    )
    expect(all).toBe(80)
  })

  it('X13 a walk by _id reads each document once, in either direction', async () => {
    const { command: _ } = db
    const ids = Array.from({ length: documents }, (_unused, n) => `i${n}`).sort()
    for (const direction of ['asc', 'desc'] as const) {
      const expected = direction === 'asc' ? ids : [...ids].reverse()
      const seen: string[] = []
      let read = 0
      for (;;) {
        const last = seen.at(-1)
        const after = direction === 'asc' ? _.gt(last ?? '') : _.lt(last ?? 'j')
        const page = items().where({ _id: after }).orderBy('_id', direction).limit(70)
        const [count, { data }] = await examined(page.get())
        seen.push(...data.map(({ _id }: { _id: string }) => _id))
        read += count
        if (data.length < 70) break
      }
      expect(seen).toEqual(expected)
      expect(read).toBe(documents)
    }
  })

  it('X13 a field without index reads everything', async () => {
    const [count] = await examined(items().where({ seen: 'never' }).get())
    expect(count).toBe(documents)
  })
})

describe('X13 index use never changes an answer', () => {
  const seed = announceSeed('cloudbase indexes')
  const switches: Switches = {
    duplicateForm: 'DATABASE_DUPLICATE_WRITE',
    updatedCounts: 'modified',
    shuffle: null,
  }
  const fields = ['a', 'b', 'o.x', 'l.x', 'l.y']
  const number = fc.integer({ min: 0, max: 6 })
  const odd = fc.constantFrom<unknown>(
    null,
    -1,
    2.5,
    -1e9,
    'a',
    'ab',
    '',
    '\u0001',
    '惠',
    '😀',
    '\uffee',
    true,
    false,
  )
  const scalar = fc.oneof({ weight: 3, arbitrary: number }, { weight: 1, arbitrary: odd })
  const element = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] })
  const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }))
  const document = fc.record(
    {
      a: value,
      b: scalar,
      o: fc.oneof(scalar, element),
      l: fc.oneof(scalar, element, fc.array(element, { maxLength: 3 })),
    },
    { requiredKeys: [] },
  )
  const comparison = fc.oneof(
    scalar,
    fc.array(scalar, { minLength: 1, maxLength: 3 }).map(($in) => ({ $in })),
    ...['$gt', '$gte', '$lt', '$lte', '$eq', '$ne'].map((operator) =>
      scalar.map((operand) => ({ [operator]: operand })),
    ),
    fc.tuple(scalar, scalar).map(([low, high]) => ({ $gte: low, $lt: high })),
    fc.tuple(number, number).map(([low, wide]) => ({ $gt: low, $lte: low + (wide % 3) })),
  )
  const id = fc.integer({ min: 0, max: 79 }).map((n) => `i${n}`)
  const idBounds = fc.oneof(
    ...['$gt', '$gte', '$lt', '$lte'].map((operator) => id.map((operand) => ({ [operator]: operand }))),
    fc.tuple(id, id).map(([low, high]) => ({ $gt: low, $lte: high })),
  )
  const query = fc.oneof(
    fc.tuple(idBounds, comparison).map(([_id, b]) => ({ _id, b })),
    idBounds.map((_id) => ({ _id })),
    fc.dictionary(fc.constantFrom(...fields), comparison, { maxKeys: 3 }),
    fc.tuple(scalar, scalar).map(([x, y]) => ({ l: { $elemMatch: { x, y } } })),
    fc.tuple(comparison, comparison).map(([a, b]) => ({ $and: [{ a }, { b }] })),
    fc.tuple(comparison, comparison).map(([a, b]) => ({ $or: [{ a }, { b }] })),
  )
  const order = fc.option(
    fc.dictionary(fc.constantFrom('a', 'b', 'o.x', '_id'), fc.constantFrom(1, -1), {
      minKeys: 1,
      maxKeys: 2,
    }),
  )
  const step = fc.oneof(
    { weight: 3, arbitrary: document.map((data) => ({ kind: 'insert' as const, data })) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('update' as const),
        query,
        set: fc.record({ b: scalar, l: fc.array(element) }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), query }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        query,
        order,
        offset: fc.nat(3),
        limit: fc.integer({ min: 1, max: 6 }),
      }),
    },
  )

  function index(name: string, ...keys: string[]): IndexManifest {
    return { name, unique: false, keys: keys.map((field) => ({ field, direction: 1 })) }
  }
  const bare: CollectionManifest = { name: 'c', indexes: [], rule: 'deny' }
  const indexed: CollectionManifest = {
    ...bare,
    indexes: [index('a_b', 'a', 'b'), index('b', 'b', 'o.x'), index('l', 'l.x', 'l.y'), index('o', 'o.x')],
  }

  it('X13 both stores, with and without indexes, answer any sequence of calls alike', () => {
    const run = (steps: (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) => {
      const stores = [new MemoryStore(), new MemoryStore(), new LibsqlStore(':memory:')]
      const [reference, ...others] = stores.map(
        (store, number) => new DatabaseActions(store, [number === 0 ? bare : indexed], switches, () => 0),
      )
      steps.forEach((current, number) => {
        const [action, parameters] = call(current, number)
        const expected = outcome(reference!, action, parameters)
        for (const other of others) expect(outcome(other, action, parameters)).toEqual(expected)
      })
      stores.forEach((store) => store.close())
    }
    fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), run), {
      seed,
      numRuns: Number(process.env.HUIKA_RUNS ?? 150),
    })
  })

  function call(current: typeof step extends fc.Arbitrary<infer S> ? S : never, number: number) {
    const base = { collectionName: 'c' }
    switch (current.kind) {
      case 'insert':
        return [
          'insertDocument',
          { ...base, data: [JSON.stringify({ _id: `i${number % 7}${number}`, ...current.data })] },
        ] as const
      case 'update': {
        const data = JSON.stringify({ $set: current.set })
        return [
          'modifyDocument',
          { ...base, query: guarded(current.query), data, merge: true, multi: true },
        ] as const
      }
      case 'remove':
        return [
          'removeDocument',
          { ...base, query: guarded({ b: 1, ...current.query }), multi: true },
        ] as const
      case 'read': {
        const { offset, limit } = current
        const sorted = current.order ? { order: JSON.stringify(current.order) } : {}
        return [
          'getDocument',
          { ...base, query: JSON.stringify(current.query), offset, limit, ...sorted },
        ] as const
      }
    }
  }

  /** A write needs a condition, an empty one is refused. */
  function guarded(condition: object): string {
    return JSON.stringify({ _id: { $exists: true }, ...condition })
  }

  function outcome(database: DatabaseActions, action: string, parameters: Record<string, unknown>): unknown {
    try {
      return database.run(action, parameters)
    } catch (error) {
      return (error as Error).message
    }
  }

  it('X13 keys sort like their values in JavaScript and in UTF-8', () => {
    const ordered = [
      null,
      -1e300,
      -5,
      -0.5,
      0,
      1e-9,
      1,
      2,
      1700000000000,
      '',
      '\u0000',
      '\u0001',
      '\u0003',
      'a',
      'a\u0000',
      'ab',
      'b',
      '惠',
      '\ud7ff',
      '😀',
      '\ue000',
      '\uffff',
      false,
      true,
      new Date(-1),
      new Date(5),
    ]
    const keys = ordered.map((value) => keyOf([value]))
    expect([...keys].sort()).toEqual(keys)
    expect([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))).toEqual(keys)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keyOf([-0])).toBe(keyOf([0]))
  })
})
