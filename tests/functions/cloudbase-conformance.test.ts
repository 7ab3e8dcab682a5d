import { failure, freshGroup, targets, type Database, type Target } from './cloudbase-targets'

/**
 * The documented semantics that the product relies on (X13), asked of both local stores and, when
 * HUIKA_CONFORMANCE_ENV names one, of a real environment.
 */
describe.each(targets)('X13 reads and inserts on the $name', ({ start }) => {
  let target: Target
  let db: Database
  const items = () => db.collection(target.collection)

  beforeAll(async () => {
    target = await start()
    db = target.database()
  })
  afterAll(() => target.stop())

  /** Inserts documents of one new group, with ids `{group}-0`, `{group}-1`, … */
  async function seed(documents: object[]): Promise<string> {
    const group = freshGroup()
    await items().add(documents.map((fields, number) => ({ _id: `${group}-${number}`, group, ...fields })))
    return group
  }

  async function numbersOf(query: object): Promise<unknown[]> {
    const { data } = await items().where(query).orderBy('n', 'asc').get()
    return data.map(({ n }: { n: unknown }) => n)
  }

  it('X13 add answers the id, and makes one up when there is none', async () => {
    const group = freshGroup()
    expect(await items().add({ _id: group, group })).toMatchObject({ id: group })
    const { id } = await items().add({ group })
    expect(typeof id).toBe('string')
    expect((await items().doc(id!).get()).data).toEqual([{ _id: id, group }])
    const { ids } = await items().add([
      { _id: `${group}-b`, group },
      { _id: `${group}-a`, group },
    ])
    expect(ids).toEqual([`${group}-b`, `${group}-a`])
  })

  it('X13 values come back as they were written', async () => {
    const group = freshGroup()
    const document = {
      _id: group,
      small: 1,
      negative: -7,
      large: 1_700_000_000_123,
      largest: Number.MAX_SAFE_INTEGER,
      fraction: 0.1,
      text: '惠卡 "quoted" $ \\ \u0001 🍞',
      empty: '',
      yes: true,
      nothing: null,
      date: new Date('2026-02-28T16:00:00.000Z'),
      list: [1, [2, 'three'], { four: [] }],
      nested: { object: {}, deeper: { value: 5 } },
    }
    await items().add(document)
    expect((await items().doc(group).get()).data).toEqual([document])
  })

  it('X13 a field that is undefined is not written', async () => {
    const group = freshGroup()
    await items().add({ _id: group, gone: undefined, nested: { gone: undefined, kept: 1 } })
    expect((await items().doc(group).get()).data).toEqual([{ _id: group, nested: { kept: 1 } }])
  })

  it('X13 a second document with the same _id is a duplicate and changes nothing', async () => {
    const group = await seed([{ n: 1 }])
    const { code, message } = await failure(items().add({ _id: `${group}-0`, n: 2 }))
    expect(['DATABASE_DUPLICATE_WRITE', 'DATABASE_REQUEST_FAILED']).toContain(code)
    expect(code === 'DATABASE_DUPLICATE_WRITE' || /E11000|duplicate key/.test(message)).toBe(true)
    expect((await items().doc(`${group}-0`).get()).data).toEqual([{ _id: `${group}-0`, group, n: 1 }])
  })

  it('X13 a batch is not atomic: documents before the failing one stay', async () => {
    const group = await seed([{ n: 0 }])
    const batch = ['a', '0', 'b'].map((suffix) => ({ _id: `${group}-${suffix}`, group }))
    await failure(items().add(batch))
    const { data } = await items().where({ group }).orderBy('_id', 'asc').get()
    expect(data.map(({ _id }: { _id: string }) => _id)).toEqual([`${group}-0`, `${group}-a`])
  })

  it('X13 a missing document reads as an empty list', async () => {
    expect((await items().doc(freshGroup()).get()).data).toEqual([])
    expect((await items().where({ group: freshGroup() }).get()).data).toEqual([])
    expect((await items().where({ group: freshGroup() }).count()).total).toBe(0)
  })

  it('X13 a missing collection fails for reads and writes, and is not created on the way', async () => {
    const missing = db.collection(`missing_${freshGroup().replace(/-/g, '_')}`)
    const calls = [
      () => missing.add({ n: 1 }),
      () => missing.doc('x').get(),
      () => missing.where({ n: 1 }).get(),
      () => missing.where({ n: 1 }).update({ n: 2 }),
      () => missing.doc('x').set({ n: 1 }),
      () => missing.doc('x').remove(),
      () => missing.count(),
    ]
    for (const call of calls)
      expect(await failure(call())).toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' })
  })

  it('X13 limit is 100 unless told, at most 1000, and 0 counts as untold', async () => {
    const group = freshGroup()
    const documents = Array.from({ length: 1005 }, (_, n) => ({ _id: `${group}-${n}`, group, n }))
    await items().add(documents)
    const length = async (limit?: number) => {
      const query = items().where({ group }).orderBy('n', 'asc')
      return (await (limit === undefined ? query : query.limit(limit)).get()).data.length
    }
    expect(await length()).toBe(100)
    expect(await length(0)).toBe(100)
    expect(await length(3)).toBe(3)
    expect(await length(1000)).toBe(1000)
    expect(await length(5000)).toBe(1000)
    expect((await items().where({ group }).count()).total).toBe(1005)
  })

  it('X13 orderBy sorts by several fields, skip and limit cut afterwards', async () => {
    const group = await seed([
      { rank: 2, n: 1 },
      { rank: 1, n: 2 },
      { rank: 2, n: 3 },
      { rank: 1, n: 4 },
      { rank: 3, n: 5 },
    ])
    const ordered = items().where({ group }).orderBy('rank', 'desc').orderBy('n', 'asc')
    const numbers = (data: { n: number }[]) => data.map(({ n }) => n)
    expect(numbers((await ordered.get()).data)).toEqual([5, 1, 3, 2, 4])
    expect(numbers((await ordered.skip(1).limit(3).get()).data)).toEqual([1, 3, 2])
    expect(numbers((await ordered.skip(9).get()).data)).toEqual([])
    const ascending = await items().where({ group }).orderBy('rank', 'asc').orderBy('n', 'asc').limit(2).get()
    expect(numbers(ascending.data)).toEqual([2, 4])
  })

  it('X13 values of different types sort null, numbers, strings', async () => {
    const group = await seed([{ rank: 'b' }, { rank: 10 }, { rank: null }, { rank: 9 }, { rank: 'a' }])
    const { data } = await items().where({ group }).orderBy('rank', 'asc').get()
    expect(data.map(({ rank }: { rank: unknown }) => rank)).toEqual([null, 9, 10, 'a', 'b'])
  })

  it('X13 a projection includes or excludes fields', async () => {
    const group = await seed([{ n: 1, nested: { a: 1, b: 2 } }])
    const read = async (projection: object) => (await items().where({ group }).field(projection).get()).data
    expect(await read({ n: true })).toEqual([{ _id: `${group}-0`, n: 1 }])
    expect(await read({ 'nested.b': 1 })).toEqual([{ _id: `${group}-0`, nested: { b: 2 } }])
    expect(await read({ group: false, nested: false })).toEqual([{ _id: `${group}-0`, n: 1 }])
  })

  it('X13 null in a query meets a missing field, other values do not', async () => {
    const { command: _ } = db
    const group = await seed([{ n: 1, value: null }, { n: 2 }, { n: 3, value: 0 }, { n: 4, value: '' }])
    expect(await numbersOf({ group, value: null })).toEqual([1, 2])
    expect(await numbersOf({ group, value: _.neq(null) })).toEqual([3, 4])
    expect(await numbersOf({ group, value: _.exists(true) })).toEqual([1, 3, 4])
    expect(await numbersOf({ group, value: _.neq(0) })).toEqual([1, 2, 4])
  })

  it('X13 an undefined condition is dropped, so it guards nothing', async () => {
    const group = await seed([{ n: 1, owner: 'a' }])
    expect(await numbersOf({ group, owner: undefined })).toEqual([1])
  })

  it('X13 comparisons stay within one type', async () => {
    const { command: _ } = db
    const date = new Date(5)
    const group = await seed([
      { n: 1, v: 5 },
      { n: 2, v: '5' },
      { n: 3, v: null },
      { n: 4, v: date },
      { n: 5, v: 6 },
    ])
    expect(await numbersOf({ group, v: _.gte(5) })).toEqual([1, 5])
    expect(await numbersOf({ group, v: _.lt(6) })).toEqual([1])
    expect(await numbersOf({ group, v: _.gt('1') })).toEqual([2])
    expect(await numbersOf({ group, v: _.lte(date) })).toEqual([4])
    expect(await numbersOf({ group, v: _.gt(4).and(_.lt(6)) })).toEqual([1])
    expect(await numbersOf({ group, v: 5 })).toEqual([1])
  })

  it('X13 arrays are met by their elements, objects by dotted paths', async () => {
    const { command: _ } = db
    const group = await seed([
      {
        n: 1,
        tags: ['a', 'b'],
        lines: [
          { id: 'x', amount: 1 },
          { id: 'y', amount: 9 },
        ],
      },
      { n: 2, tags: [], lines: [{ id: 'x', amount: 9 }] },
      { n: 3, tags: ['b', 'c'], lines: [] },
    ])
    expect(await numbersOf({ group, tags: 'b' })).toEqual([1, 3])
    expect(await numbersOf({ group, tags: _.all(['a', 'b']) })).toEqual([1])
    expect(await numbersOf({ group, tags: _.in(['c', 'a']) })).toEqual([1, 3])
    expect(await numbersOf({ group, tags: _.size(0) })).toEqual([2])
    expect(await numbersOf({ group, 'lines.id': 'x', 'lines.amount': 9 })).toEqual([1, 2])
    expect(await numbersOf({ group, lines: _.elemMatch({ id: 'x', amount: 9 }) })).toEqual([2])
  })

  it('X13 lists, alternatives, negations and patterns', async () => {
    const { command: _ } = db
    const group = await seed([{ n: 1, v: 'bread' }, { n: 2, v: 'Bun' }, { n: 3, v: 'milk' }, { n: 4 }])
    const ids = [`${group}-2`, `${group}-0`, `${group}-9`]
    expect(await numbersOf({ _id: _.in(ids) })).toEqual([1, 3])
    expect(await numbersOf({ group, v: _.nin(['milk', 'Bun']) })).toEqual([1, 4])
    expect(await numbersOf({ group, v: /^b/i })).toEqual([1, 2])
    expect(await numbersOf(_.and([{ group }, _.or([{ n: 1 }, { v: 'milk' }])]))).toEqual([1, 3])
    expect(await numbersOf({ group, n: _.not(_.gt(2)) })).toEqual([1, 2])
    expect(await numbersOf(_.and([{ group }, _.nor([{ n: 1 }, { v: 'milk' }])]))).toEqual([2, 4])
  })

  it('X13 aggregation matches, groups, sorts and cuts', async () => {
    const { command: _ } = db
    const group = await seed([
      { shop: 'a', fen: 100, lines: [1, 2] },
      { shop: 'b', fen: 250, lines: [3] },
      { shop: 'a', fen: 50, lines: [] },
    ])
    const sums = await items()
      .aggregate()
      .match({ group, fen: _.gt(10) })
      .group({ _id: '$shop', fen: { $sum: '$fen' }, count: { $sum: 1 } })
      .sort({ fen: -1, _id: 1 })
      .end()
    expect(sums.data).toEqual([
      { _id: 'b', fen: 250, count: 1 },
      { _id: 'a', fen: 150, count: 2 },
    ])
    const unwound = await items()
      .aggregate()
      .match({ group })
      .unwind('$lines')
      .project({ _id: 0, line: '$lines' })
      .sort({ line: -1 })
      .limit(2)
      .end()
    expect(unwound.data).toEqual([{ line: 3 }, { line: 2 }])
  })
})
