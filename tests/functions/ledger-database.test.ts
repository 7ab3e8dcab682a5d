import {
  BusyError,
  type Database,
  DatabaseError,
  UnknownOutcomeError,
  UnsafeValueError,
  absent,
  atLeast,
  between,
  dueBy,
  inside,
  lessThan,
  not,
  oneOf,
  present,
} from '../../cloudfunctions/ledger/database'
import { type Shop, connect, openShop } from './ledger-setup'

let shop: Shop
let database: Database

beforeEach(async () => {
  shop = await openShop()
  database = shop.database
})
afterEach(() => shop.close())

/** A document of any shape, as the wrapper's callers have them. */
const any = (fields: Record<string, unknown>) => fields as { _id: string }

describe('what leaves for the database', () => {
  const unsafe: [string, unknown][] = [
    ['undefined', undefined],
    ['an operator', { $gt: '' }],
    ['an operator within', { a: [{ b: { $where: '1' } }] }],
    ['a dotted key', { 'a.b': 1 }],
    ['a prototype', JSON.parse('{"__proto__":{"admin":true}}')],
    ['a constructor', { constructor: 1 }],
    ['NaN', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['a number beyond 2^53', 2 ** 53],
    ['a function', () => 1],
    ['a class instance', new Date(0)],
    ['a regular expression', /a/],
    ['a big integer', 1n],
    ['a symbol', Symbol('a')],
  ]

  test.each(unsafe)('refuses %s as a value, before any call', async (_name, value) => {
    await expect(database.insert('members', any({ _id: 'a', value }))).rejects.toThrow(UnsafeValueError)
    await expect(database.replaceWhere('members', { _id: 'a' }, { value })).rejects.toThrow(UnsafeValueError)
    await expect(
      database.updateWhere('members', { _id: 'a' }, { setInside: { map: { key: value } } }),
    ).rejects.toThrow(UnsafeValueError)
    expect(shop.cloud.counters.total).toBe(0)
  })

  test.each(unsafe)('refuses %s as a condition, before any call', async (_name, value) => {
    const where = { _id: 'a', owner: value } as never
    await expect(database.replaceWhere('members', where, { a: 1 })).rejects.toThrow(UnsafeValueError)
    await expect(database.count('members', where)).rejects.toThrow(UnsafeValueError)
    await expect(database.find('members', { where, orderBy: [['_id', 'asc']], limit: 1 })).rejects.toThrow(
      UnsafeValueError,
    )
    expect(shop.cloud.counters.total).toBe(0)
  })

  test('refuses conditions that input could have made: plain objects, arrays, dotted and operator keys', async () => {
    const conditions = [
      { _id: { $ne: '' } },
      { _id: ['a'] },
      { _id: 'a', 'state.x': 1 },
      { _id: 'a', $or: 1 },
    ]
    for (const where of conditions)
      await expect(database.updateWhere('members', where as never, { set: { a: 1 } })).rejects.toThrow(
        UnsafeValueError,
      )
    await expect(database.read('members', { $ne: '' } as never)).rejects.toThrow(UnsafeValueError)
    await expect(database.read('members', '')).rejects.toThrow(UnsafeValueError)
    await expect(database.readMany('members', ['a', undefined as never])).rejects.toThrow(UnsafeValueError)
    expect(() => inside({ 'a.b': 1 })).not.toThrow()
    await expect(database.count('members', { a: inside({ 'b.c': 1 }) })).rejects.toThrow(UnsafeValueError)
    expect(shop.cloud.counters.total).toBe(0)
  })

  test('refuses an order that does not end in _id, a limit beyond 1000, a removal of everything', async () => {
    const where = {}
    await expect(database.find('members', { where, orderBy: [['at', 'asc']], limit: 5 })).rejects.toThrow(
      '_id',
    )
    for (const limit of [0, 1001, 1.5, Number.NaN])
      await expect(database.find('members', { where, orderBy: [['_id', 'asc']], limit })).rejects.toThrow(
        'limit',
      )
    await expect(database.remove('outbox', {})).rejects.toThrow('condition')
    await expect(
      database.readMany(
        'members',
        Array.from({ length: 1001 }, (_, index) => `m${index}`),
      ),
    ).rejects.toThrow('1000')
    expect(shop.cloud.counters.total).toBe(0)
  })
})

test('an object is written whole: what is no longer in it is gone', async () => {
  await database.insert('members', any({ _id: 'a', version: 1, state: { kept: 1, gone: { deep: 1 } } }))
  const replaced = await database.replaceWhere(
    'members',
    { _id: 'a', version: 1 },
    { version: 2, state: { kept: 2 } },
  )
  expect(replaced).toBe(true)
  expect(await database.read('members', 'a')).toEqual({ _id: 'a', version: 2, state: { kept: 2 } })
})

test('a conditional write happens only where every condition holds', async () => {
  await database.insert('members', any({ _id: 'a', version: 3, owner: 'x' }))
  expect(await database.replaceWhere('members', { _id: 'a', version: 2 }, { version: 9 })).toBe(false)
  expect(await database.replaceWhere('members', { _id: 'a', version: 3, owner: 'y' }, { version: 9 })).toBe(
    false,
  )
  expect(await database.replaceWhere('members', { _id: 'b', version: 3 }, { version: 9 })).toBe(false)
  expect(
    await database.updateAndReturn('members', { _id: 'a', version: 2 }, { set: { version: 9 } }),
  ).toBeNull()
  expect(await database.read('members', 'a')).toEqual({ _id: 'a', version: 3, owner: 'x' })
  expect(
    await database.updateAndReturn('members', { _id: 'a', version: 3 }, { set: { version: 4 } }),
  ).toEqual({ _id: 'a', version: 4, owner: 'x' })
})

test('maps change key by key, numbers by difference, lists at their end', async () => {
  await database.insert('stock', any({ _id: 's', left: 5, holds: { old: 1 }, log: ['a'] }))
  const changed = await database.updateWhere(
    'stock',
    { _id: 's', left: atLeast(2), holds: inside({ mine: absent, old: present }) },
    {
      increase: { left: -2 },
      setInside: { holds: { mine: { quantity: 2 } } },
      dropInside: { holds: ['old'] },
      append: { log: ['b', 'c'] },
    },
  )
  expect(changed).toBe(true)
  expect(await database.read('stock', 's')).toEqual({
    _id: 's',
    left: 3,
    holds: { mine: { quantity: 2 } },
    log: ['a', 'b', 'c'],
  })
  expect(
    await database.updateWhere(
      'stock',
      { _id: 's', holds: inside({ mine: absent }) },
      { increase: { left: 1 } },
    ),
  ).toBe(false)
})

test('paging by key loses and repeats nothing among equals, in both directions', async () => {
  const rows = Array.from({ length: 57 }, (_, index) =>
    any({ _id: `r${(index * 37) % 57}`, at: index % 4, n: index }),
  )
  expect(await database.insertMany('orders', rows)).toBe('inserted')
  for (const direction of ['asc', 'desc'] as const) {
    const seen: { _id: string; at: number }[] = []
    for (;;) {
      const last = seen.at(-1)
      const page = await database.find<{ _id: string; at: number }>('orders', {
        where: { at: between(0, 4) },
        orderBy: [
          ['at', direction],
          ['_id', direction],
        ],
        limit: 10,
        ...(last ? { after: [last.at, last._id] } : {}),
      })
      seen.push(...page)
      if (page.length < 10) break
    }
    expect(new Set(seen.map(({ _id }) => _id)).size).toBe(57)
    expect(seen).toHaveLength(57)
    const sorted = [...seen].sort((a, b) => a.at - b.at || (a._id < b._id ? -1 : 1))
    expect(seen.map(({ _id }) => _id)).toEqual(
      (direction === 'asc' ? sorted : sorted.reverse()).map(({ _id }) => _id),
    )
  }
})

test('conditions choose as they say, and leave out null where something must be due', async () => {
  const rows = [
    any({ _id: 'a', dueAt: 10, state: 'x', tail: [{ day: 'd1', branchId: 'b1' }] }),
    any({ _id: 'b', dueAt: null, state: 'y', tail: [{ day: 'd2', branchId: 'b1' }] }),
    any({ _id: 'c', dueAt: 30, state: 'z', tail: [] }),
  ]
  await database.insertMany('outbox', rows)
  const ids = async (where: Parameters<Database['count']>[1]) =>
    (
      await database.find('outbox', { where, orderBy: [['_id', 'asc']], limit: 9, projection: ['state'] })
    ).map(({ _id }) => _id)
  expect(await ids({ dueAt: dueBy(20) })).toEqual(['a'])
  expect(await ids({ dueAt: dueBy(30) })).toEqual(['a', 'c'])
  expect(await ids({ dueAt: lessThan(10) })).toEqual([])
  expect(await ids({ dueAt: null })).toEqual(['b'])
  expect(await ids({ state: oneOf(['x', 'z']) })).toEqual(['a', 'c'])
  expect(await ids({ state: not('x') })).toEqual(['b', 'c'])
  expect(await ids({ tail: inside({ day: 'd1', branchId: 'b1' }) })).toEqual(['a'])
  expect(await database.count('outbox', { tail: inside({ branchId: 'b1' }) })).toBe(2)
  expect(await database.remove('outbox', { dueAt: between(10, 30) })).toBe(1)
  expect(await ids({})).toEqual(['b', 'c'])
})

test('each method is one call', async () => {
  const steps: [string, () => Promise<unknown>][] = [
    ['insert', () => database.insert('members', any({ _id: 'a', version: 1 }))],
    ['insertMany', () => database.insertMany('journal', [any({ _id: 'a:1' }), any({ _id: 'a:2' })])],
    ['read', () => database.read('members', 'a')],
    ['readMany', () => database.readMany('members', ['a', 'b', 'a'])],
    ['find', () => database.find('members', { where: {}, orderBy: [['_id', 'asc']], limit: 1 })],
    ['count', () => database.count('members', {})],
    ['replaceWhere', () => database.replaceWhere('members', { _id: 'a' }, { version: 2 })],
    ['updateWhere', () => database.updateWhere('members', { _id: 'a' }, { increase: { version: 1 } })],
    ['updateAndReturn', () => database.updateAndReturn('members', { _id: 'a' }, { set: { version: 9 } })],
    ['remove', () => database.remove('outbox', { doneAt: between(1, 2) })],
  ]
  const before = database.calls
  const calls: Record<string, number> = {}
  for (const [name, step] of steps) calls[name] = (await shop.counted(step)).calls
  expect(calls).toEqual(Object.fromEntries(steps.map(([name]) => [name, 1])))
  expect(database.calls - before).toBe(steps.length)
  expect(await database.readMany('members', [])).toEqual([])
  expect(database.calls - before).toBe(steps.length)
})

describe('what can be concluded from a failure', () => {
  test.each(['DATABASE_DUPLICATE_WRITE', 'DATABASE_REQUEST_FAILED'] as const)(
    'a duplicate is told in both forms of the service (%s)',
    async (duplicateForm) => {
      shop.cloud.switches.duplicateForm = duplicateForm
      expect(await database.insert('members', any({ _id: 'a', n: 1 }))).toBe('inserted')
      expect(await database.insert('members', any({ _id: 'a', n: 2 }))).toBe('duplicate')
      expect(await database.read('members', 'a')).toEqual({ _id: 'a', n: 1 })
    },
  )

  const write = () => database.replaceWhere('members', { _id: 'a' }, { n: 2 })
  const writes: [string, () => Promise<unknown>][] = [
    ['insert', () => database.insert('members', any({ _id: 'b' }))],
    ['replaceWhere', () => write()],
    ['updateAndReturn', () => database.updateAndReturn('members', { _id: 'a' }, { set: { n: 3 } })],
    ['remove', () => database.remove('members', { n: 1 })],
  ]
  const lost = [{ kind: 'drop_before' }, { kind: 'drop_after' }, { kind: 'status', status: 502 }] as const

  test.each(writes.flatMap(([name, run]) => lost.map((effect) => [name, effect.kind, run, effect] as const)))(
    '%s with %s is an unknown outcome',
    async (_name, _kind, run, effect) => {
      await database.insert('members', any({ _id: 'a', n: 1 }))
      shop.cloud.faults.add({ effect })
      await expect(run()).rejects.toThrow(UnknownOutcomeError)
      expect(shop.cloud.faults.pending()).toBe(0)
    },
  )

  test('a write answered after the time-out is an unknown outcome, and may well have happened', async () => {
    const impatient = connect(shop.cloud, 50).database
    await database.insert('members', any({ _id: 'a', n: 1 }))
    shop.cloud.faults.add({ effect: { kind: 'late', ms: 200 } })
    await expect(impatient.replaceWhere('members', { _id: 'a' }, { n: 2 })).rejects.toThrow(
      UnknownOutcomeError,
    )
    expect(await database.read('members', 'a')).toEqual({ _id: 'a', n: 2 })
  })

  test('an unfamiliar code of a write is an unknown outcome; of a read it is only a failure to read', async () => {
    const effect = { kind: 'error', code: 'DATABASE_TIMEOUT' } as const
    shop.cloud.faults.add({ effect })
    await expect(write()).rejects.toThrow(UnknownOutcomeError)
    shop.cloud.faults.add({ effect })
    await expect(database.read('members', 'a')).rejects.toThrow(BusyError)
  })

  test.each(['EXCEED_CONCURRENT_REQUEST_LIMIT', 'EXCEED_RATELIMIT', 'EXCEED_REQUEST_LIMIT'])(
    '%s means that nothing happened',
    async (code) => {
      shop.cloud.faults.add({ effect: { kind: 'error', code } })
      await expect(write()).rejects.toThrow(BusyError)
    },
  )

  test('reads that fail are only failures to read', async () => {
    for (const effect of lost) {
      shop.cloud.faults.add({ effect })
      await expect(database.readMany('members', ['a'])).rejects.toThrow(BusyError)
    }
  })

  test('a refused request is a bug and says which', async () => {
    await expect(database.insert('no_such_collection', any({ _id: 'a' }))).rejects.toThrow(DatabaseError)
    await expect(database.read('no_such_collection', 'a')).rejects.toThrow('DATABASE_COLLECTION_NOT_EXIST')
  })

  test('a service that is not there was not reached: nothing happened', async () => {
    const { database: orphan } = connect(shop.cloud)
    await shop.cloud.close()
    await expect(orphan.insert('members', any({ _id: 'a' }))).rejects.toThrow(BusyError)
    shop = await openShop()
  })
})
