import { failure, freshGroup, targets, type Database, type Target } from './cloudbase-targets'

describe.each(targets)('X13 updates and removals on the $name', ({ start }) => {
  let target: Target
  let db: Database
  const items = () => db.collection(target.collection)
  const read = async (id: string) => (await items().doc(id).get()).data[0] as Record<string, unknown>

  beforeAll(async () => {
    target = await start()
    db = target.database()
  })
  afterAll(() => target.stop())

  async function seed(fields: object): Promise<string> {
    const id = freshGroup()
    await items().add({ _id: id, group: id, ...fields })
    return id
  }

  it('X13 updating or removing a missing document is no error and counts 0', async () => {
    const id = freshGroup()
    expect((await items().doc(id).update({ n: 1 })).updated).toBe(0)
    expect((await items().where({ _id: id }).update({ n: 1 })).updated).toBe(0)
    expect((await items().doc(id).remove()).deleted).toBe(0)
    expect((await items().where({ group: id }).remove()).deleted).toBe(0)
    expect((await items().doc(id).get()).data).toEqual([])
  })

  it('X13 set inserts, then replaces the whole document', async () => {
    const id = freshGroup()
    expect(await items().doc(id).set({ n: 1, gone: true })).toMatchObject({ updated: 0, upsertedId: id })
    expect(await items().doc(id).set({ n: 2 })).toMatchObject({ updated: 1 })
    expect(await read(id)).toEqual({ _id: id, n: 2 })
  })

  it('X13 a plain update is flattened and never deletes, _.set writes the object whole', async () => {
    const { command: _ } = db
    const id = await seed({ state: { a: 1, deep: { b: 2, c: 3 } } })
    expect(
      (
        await items()
          .doc(id)
          .update({ state: { deep: { b: 9 } } })
      ).updated,
    ).toBe(1)
    expect((await read(id)).state).toEqual({ a: 1, deep: { b: 9, c: 3 } })
    await items()
      .doc(id)
      .update({ state: _.set({ deep: { b: 5 } }) })
    expect((await read(id)).state).toEqual({ deep: { b: 5 } })
    await items().doc(id).update({ 'state.deep.d.e': 1 })
    expect((await read(id)).state).toEqual({ deep: { b: 5, d: { e: 1 } } })
  })

  it('X13 arithmetic, extremes, removal and renaming of fields', async () => {
    const { command: _ } = db
    const id = await seed({ n: 10, price: 4, low: 5, high: 5, gone: 1, old: 'x' })
    await items()
      .doc(id)
      .update({
        n: _.inc(-3),
        fresh: _.inc(2),
        price: _.mul(3),
        low: _.min(1),
        high: _.max(9),
        gone: _.remove(),
        old: _.rename('renamed'),
      })
    expect(await read(id)).toEqual({
      _id: id,
      group: id,
      n: 7,
      fresh: 2,
      price: 12,
      low: 1,
      high: 9,
      renamed: 'x',
    })
  })

  it('X13 array operators', async () => {
    const { command: _ } = db
    const id = await seed({ list: [3, 1], lots: [{ k: 1 }, { k: 2 }, { k: 2 }] })
    const list = async () => (await read(id)).list
    const update = (value: unknown) => items().doc(id).update({ list: value })
    await update(_.push([5, 6]))
    expect(await list()).toEqual([3, 1, 5, 6])
    await update(_.unshift([0]))
    expect(await list()).toEqual([0, 3, 1, 5, 6])
    await update(_.pop())
    expect(await list()).toEqual([0, 3, 1, 5])
    await update(_.shift())
    expect(await list()).toEqual([3, 1, 5])
    await update(_.addToSet(1))
    await update(_.addToSet(2))
    expect(await list()).toEqual([3, 1, 5, 2])
    await update(_.pull(_.gt(2)))
    expect(await list()).toEqual([1, 2])
    await update(_.push({ each: [9, 7, 8], position: 1, slice: 4 }))
    expect(await list()).toEqual([1, 9, 7, 8])
    await items()
      .doc(id)
      .update({ lots: _.pull({ k: 2 }) })
    expect((await read(id)).lots).toEqual([{ k: 1 }])
    await items()
      .doc(id)
      .update({ fresh: _.push(['first']) })
    expect((await read(id)).fresh).toEqual(['first'])
  })

  it('X13 what MongoDB refuses is refused, and nothing of the update is written', async () => {
    const { command: _ } = db
    const fields = { nothing: null, text: 'x', number: 1, list: [1], object: { a: 1 } }
    const id = await seed(fields)
    const refused = [
      { nothing: _.inc(1) },
      { text: _.inc(1) },
      { number: _.inc('1' as unknown as number) },
      { text: _.mul(2) },
      { 'nothing.a': 1 },
      { 'text.a': 1 },
      { 'object.a.b': 1 },
      { 'list.a': 1 },
      { text: _.push([1]) },
      { nothing: _.push([1]) },
      { object: _.addToSet(1) },
      { number: _.pull(1) },
      { text: _.pop() },
      { object: _.set({}), 'object.b': 2 },
    ]
    for (const update of refused) {
      const { code } = await failure(
        items()
          .doc(id)
          .update({ ...update, touched: true }),
      )
      expect(['DATABASE_REQUEST_FAILED', 'INVALID_PARAM']).toContain(code)
    }
    expect(await read(id)).toEqual({ _id: id, group: id, ...fields })
  })

  it('X13 the SDK itself refuses to change _id', async () => {
    const id = await seed({})
    expect(await failure(items().doc(id).update({ _id: 'other' }))).toMatchObject({ code: 'INVALID_PARAM' })
    expect(await failure(items().doc(id).set({ _id: 'other' }))).toMatchObject({ code: 'INVALID_PARAM' })
  })

  it('X13 where().update changes every match, or one when told so', async () => {
    const { command: _ } = db
    const group = freshGroup()
    await items().add([1, 2, 3].map((n) => ({ _id: `${group}-${n}`, group, n })))
    expect(
      (
        await items()
          .where({ group, n: _.gt(1) })
          .update({ hit: _.inc(1), list: _.push([{ a: 1 }]) })
      ).updated,
    ).toBe(2)
    expect(
      (
        await items()
          .where({ group })
          .options({ multiple: false })
          .update({ hit: _.inc(10) })
      ).updated,
    ).toBe(1)
    const { data } = await items().where({ group }).orderBy('n', 'asc').get()
    const hits = data.map(({ hit }: { hit?: number }) => hit ?? 0)
    expect(hits.reduce((sum: number, hit: number) => sum + hit, 0)).toBe(12)
    expect(data.map(({ list }: { list?: unknown }) => list)).toEqual([undefined, [{ a: 1 }], [{ a: 1 }]])
  })

  it('X13 updateAndReturn answers the document as it became', async () => {
    const { command: _ } = db
    const id = await seed({ state: 'paying', n: 1 })
    const query = items().where({ _id: id, state: 'paying' })
    expect(await query.updateAndReturn({ state: 'paid', n: _.inc(1) })).toMatchObject({
      updated: 1,
      doc: { _id: id, group: id, state: 'paid', n: 2 },
    })
    const again = await query.updateAndReturn({ state: 'paid' })
    expect(again.updated).toBe(0)
    expect(again.doc ?? null).toBeNull()
  })

  it('X13 where().remove removes every match, or one when told so', async () => {
    const group = freshGroup()
    await items().add([1, 2, 3, 4].map((n) => ({ _id: `${group}-${n}`, group, n })))
    expect((await items().where({ group }).options({ multiple: false }).remove()).deleted).toBe(1)
    expect((await items().doc(`${group}-4`).remove()).deleted).toBe(1)
    expect((await items().where({ group }).remove()).deleted).toBe(2)
  })

  it('X13 a write without a condition is refused', async () => {
    expect(await failure(items().update({ n: 1 }))).toMatchObject({ code: 'INVALID_PARAM' })
    expect(await failure(items().remove())).toMatchObject({ code: 'INVALID_PARAM' })
  })

  it('X13 of 32 conditional updates of one version exactly one lands, whoever sends them', async () => {
    const id = await seed({ version: 1, winners: [] })
    const clients = Array.from({ length: 4 }, () => target.database())
    const rounds = 10
    for (let version = 1; version <= rounds; version++) {
      const updates = Array.from({ length: 32 }, (_unused, number) => {
        const client = clients[number % clients.length]!
        return client
          .collection(target.collection)
          .where({ _id: id, version })
          .update({ version: version + 1, winners: client.command.push([`${version}:${number}`]) })
      })
      const results = await Promise.all(updates)
      expect(results.filter(({ updated }) => updated === 1)).toHaveLength(1)
      expect(results.filter(({ updated }) => updated === 0)).toHaveLength(31)
    }
    const final = await read(id)
    expect(final.version).toBe(rounds + 1)
    expect(final.winners).toHaveLength(rounds)
  })

  it('X13 of 32 equal inserts exactly one lands', async () => {
    const id = freshGroup()
    const inserts = Array.from({ length: 32 }, (_unused, n) => items().add({ _id: id, n }))
    const outcomes = await Promise.allSettled(inserts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('X13 32 parallel increments all count', async () => {
    const { command: _ } = db
    const id = await seed({ n: 0 })
    await Promise.all(
      Array.from({ length: 32 }, () =>
        items()
          .doc(id)
          .update({ n: _.inc(1) }),
      ),
    )
    expect((await read(id)).n).toBe(32)
  })
})
