import { failure, freshGroup, localTargets, type Database, type Target } from './cloudbase-targets'

describe.each(localTargets)('X13 what only the $name can be asked', ({ start }) => {
  let target: Target
  let db: Database
  const items = () => db.collection(target.collection)

  beforeAll(async () => {
    target = await start()
    db = target.database()
  })
  afterAll(() => target.stop())

  it('X13 transactions are refused with a code of their own', async () => {
    expect(await failure(db.startTransaction())).toMatchObject({ code: 'TRANSACTIONS_REFUSED' })
    expect(await failure(db.runTransaction(async () => undefined))).toMatchObject({
      code: 'TRANSACTIONS_REFUSED',
    })
  })

  it('X13 a failing multi-update keeps what it changed before', async () => {
    const { command: _ } = db
    const group = freshGroup()
    await items().add([1, 'x', 3].map((value, n) => ({ _id: `${group}-${n}`, group, value })))
    await failure(
      items()
        .where({ group })
        .update({ value: _.inc(1) }),
    )
    const { data } = await items().where({ group }).get()
    expect(data.map(({ value }: { value: unknown }) => value)).toEqual([2, 'x', 3])
  })

  it('X13 names that could never be reached again are refused', async () => {
    const id = freshGroup()
    for (const fields of [{ 'a.b': 1 }, { $a: 1 }, { nested: { 'a.b': 1 } }, { list: [{ $a: 1 }] }]) {
      expect(await failure(items().add({ _id: id, ...fields }))).toMatchObject({
        code: 'DATABASE_REQUEST_FAILED',
      })
    }
    await items().add({ _id: id })
    const update = items()
      .doc(id)
      .update({ nested: db.command.set({ 'a.b': 1 }) })
    expect(await failure(update)).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
  })

  it('X13 an empty condition is no condition for writes', async () => {
    expect(await failure(items().where({}).update({ n: 1 }))).toMatchObject({ code: 'INVALID_PARAM' })
    expect(await failure(items().where({}).remove())).toMatchObject({ code: 'INVALID_PARAM' })
  })

  it('X13 scripts and unknown operators in a query are refused', async () => {
    for (const query of [{ $where: 'true' }, { n: { $unheard: 1 } }]) {
      expect(await failure(items().where(query).get())).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
    }
  })

  it('X13 a document of more than 16 MB is refused', async () => {
    const { code } = await failure(items().add({ _id: freshGroup(), text: 'x'.repeat(17 * 1024 * 1024) }))
    expect(code).toBe('DATABASE_REQUEST_FAILED')
  })

  it('X13 a collection is created once and is empty', async () => {
    await db.createCollection('created_here')
    expect((await db.collection('created_here').get()).data).toEqual([])
    expect(await failure(db.createCollection('created_here'))).toMatchObject({
      code: 'DATABASE_COLLECTION_EXIST',
    })
  })

  it('X13 a unique index counts missing as null and is kept by inserts and updates', async () => {
    const unique = db.collection('unique_items')
    await unique.add({ _id: 'a', shop: 1, number: 1 })
    await unique.add({ _id: 'b', shop: 1, number: 2 })
    await unique.add({ _id: 'c', shop: 2 })
    for (const document of [{ shop: 1, number: 1 }, { shop: 2 }, { shop: 2, number: null }]) {
      expect((await failure(unique.add(document))).message).toMatch(/E11000.*by_shop_number/)
    }
    expect((await failure(unique.doc('b').update({ number: 1 }))).code).toBe('DATABASE_DUPLICATE_WRITE')
    expect((await unique.doc('b').update({ number: 2, other: 1 })).updated).toBe(1)
    expect((await unique.doc('a').remove()).deleted).toBe(1)
    expect((await unique.doc('b').update({ number: 1 })).updated).toBe(1)
    expect((await unique.count()).total).toBe(2)
  })
})
