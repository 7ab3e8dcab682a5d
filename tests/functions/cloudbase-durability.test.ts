import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Manifest } from '../../cloudfunctions/manifest'
import { startCloudBase, type CloudBase } from '../../local/cloudbase/server'
import { connect, failure, testManifest, type Database } from './cloudbase-targets'

describe('X13 the libsql store keeps what it acknowledged', () => {
  let folder: string
  let path: string
  const processes: ChildProcess[] = []
  const servers: CloudBase[] = []

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'huika-durability-'))
    path = join(folder, 'data.db')
  })
  afterEach(async () => {
    processes.splice(0).forEach((process) => process.kill('SIGKILL'))
    for (const server of servers.splice(0)) await server.close()
    rmSync(folder, { recursive: true })
  })

  /** Starts the server in a process of its own. */
  async function launch(phase?: 'before' | 'after'): Promise<{ child: ChildProcess; db: Database }> {
    const script = join(__dirname, 'cloudbase-process.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, path, ...(phase ? [phase] : [])], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    processes.push(child)
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    return { child, db: connect(line.toString().trim()) }
  }

  async function open(manifest: Manifest = testManifest): Promise<{ server: CloudBase; db: Database }> {
    const server = await startCloudBase({ store: { kind: 'file', path }, manifest, clock: Date.now })
    servers.push(server)
    return { server, db: connect(server.url) }
  }

  async function close(server: CloudBase): Promise<void> {
    servers.splice(servers.indexOf(server), 1)
    await server.close()
  }

  it('X13 after kill -9 every acknowledged write is there, and indexes agree with documents', async () => {
    const acknowledged: string[] = []
    let versions = 0
    for (let round = 0; round < 3; round++) {
      const { child, db } = await launch()
      const items = db.collection('items')
      if (round === 0) await items.add({ _id: 'counter', version: 0 })
      let alive = true
      const enough = acknowledged.length + 40
      const insert = async (worker: number) => {
        for (let n = 0; alive; n++) {
          const _id = `${round}-${worker}-${n}`
          await items.add({ _id, group: `w${worker}`, rank: n, tail: [{ branchId: `b${n % 3}`, day: 'd' }] })
          acknowledged.push(_id)
          if (acknowledged.length === enough) child.kill('SIGKILL')
        }
      }
      const count = async () => {
        while (alive) {
          const { updated } = await items
            .where({ _id: 'counter', version: versions })
            .update({ version: versions + 1 })
          // A lost answer of the round before may have counted one more.
          versions = updated ? versions + 1 : ((await items.doc('counter').get()).data[0].version as number)
        }
      }
      const work = Promise.allSettled([...Array.from({ length: 8 }, (_, worker) => insert(worker)), count()])
      await once(child, 'exit')
      alive = false
      await work
    }
    const { server, db } = await open()
    const items = db.collection('items')
    const stored = [...server.store.scan('items')].map(({ text }) => JSON.parse(text) as Stored)
    const present = new Set(stored.map(({ _id }) => _id))
    expect(acknowledged.length).toBeGreaterThanOrEqual(120)
    expect(acknowledged.filter((id) => !present.has(id))).toEqual([])
    expect((await items.doc('counter').get()).data[0].version).toBeGreaterThanOrEqual(versions)
    for (const branchId of ['b0', 'b1', 'b2']) {
      const expected = stored.filter(({ tail }) => tail?.[0]?.branchId === branchId).length
      expect((await items.where({ 'tail.branchId': branchId }).count()).total).toBe(expected)
    }
    for (let worker = 0; worker < 8; worker++) {
      const expected = stored.filter(({ group }) => group === `w${worker}`).length
      expect((await items.where({ group: `w${worker}` }).count()).total).toBe(expected)
    }
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('X13 a process killed %s the effect leaves %i documents', async (phase, documents) => {
    const { child, db } = await launch(phase)
    await db.collection('items').add({ _id: 'first' })
    const call = failure(db.collection('items').add({ _id: 'fatal' }))
    await once(child, 'exit')
    expect((await call).code).toBe('ECONNRESET')
    const reopened = await open()
    expect((await reopened.db.collection('items').where({ _id: 'fatal' }).count()).total).toBe(documents)
    expect((await reopened.db.collection('items').where({ _id: 'first' }).count()).total).toBe(1)
  })

  it('X13 collections, order of insertion and unique keys survive a restart', async () => {
    const first = await open()
    await first.db.createCollection('made_later')
    await first.db.collection('items').add(['c', 'a', 'b'].map((_id) => ({ _id, at: new Date(0) })))
    await first.db.collection('items').doc('c').update({ n: 1 })
    await first.db.collection('items').doc('a').remove()
    await first.db.collection('unique_items').add({ shop: 1, number: 1 })
    await close(first.server)
    const { server, db } = await open()
    expect(server.collections()).toEqual(['items', 'unique_items', 'made_later'])
    await db.collection('items').add({ _id: 'a' })
    expect((await db.collection('items').get()).data).toEqual([
      { _id: 'c', at: new Date(0), n: 1 },
      { _id: 'b', at: new Date(0) },
      { _id: 'a' },
    ])
    expect((await failure(db.collection('unique_items').add({ shop: 1, number: 1 }))).message).toMatch(
      /E11000/,
    )
  })

  it('X13 an index that the manifest adds or changes is built over what is there', async () => {
    const collections = (field: string): Manifest => ({
      collections: [
        {
          name: 'items',
          rule: 'deny',
          indexes: [{ name: 'one', unique: false, keys: [{ field, direction: 1 }] }],
        },
      ],
    })
    const documents = Array.from({ length: 60 }, (_, n) => ({ _id: `i${n}`, a: n % 6, b: [n % 10, 'x'] }))
    const first = await open({ collections: [{ name: 'items', rule: 'deny', indexes: [] }] })
    await first.db.collection('items').add(documents)
    await close(first.server)
    for (const [field, matches] of [
      ['a', 10],
      ['b', 6],
    ] as const) {
      const { server, db } = await open(collections(field))
      expect(
        (
          await db
            .collection('items')
            .where({ [field]: 3 })
            .get()
        ).data,
      ).toHaveLength(matches)
      expect(server.counters.log.at(-1)!.examined).toBe(matches)
      await close(server)
    }
  })
})

interface Stored {
  _id: string
  group?: string
  tail?: { branchId: string }[]
}
