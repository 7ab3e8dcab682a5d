import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import cloudbase from '@cloudbase/node-sdk'
import Libsql from 'libsql'
import { openDatabase } from '../cloudfunctions/ledger/database'
import { type VerifiedBooks, verifyBooks } from '../cloudfunctions/ledger/verify'
import { manifest } from '../cloudfunctions/manifest'
import { startCloudBase } from './cloudbase/server'

/**
 * `npm run verify`: folds the journal and compares it with the balances, the chain of hashes with
 * the entries, orders and refunds with both.
 *
 *   npm run verify                        the demo's shops on this machine, running or not
 *   npm run verify -- --store some.db     another store
 *   npm run verify -- --env my-env-id     a CloudBase environment, with TENCENTCLOUD_SECRETID and
 *                                         TENCENTCLOUD_SECRETKEY in the environment
 *
 * Exits with 0 when nothing differs, 1 with the first difference, 2 when there was nothing to read.
 */
const STATE = join(__dirname, '..', '.local')

/** Verifies a snapshot of the store, so that a shop may go on selling meanwhile. */
export async function verifyStore(path: string): Promise<VerifiedBooks> {
  const directory = mkdtempSync(join(tmpdir(), 'huika-verify-'))
  const copy = join(directory, 'books.db')
  try {
    const original = new Libsql(path)
    original.prepare('VACUUM INTO ?').run(copy)
    original.close()
    const server = await startCloudBase({ store: { kind: 'file', path: copy }, manifest, clock: Date.now })
    try {
      // Without it the SDK looks for a metadata service at each call.
      process.env.TENCENTCLOUD = 'true'
      return await verifyEnvironment({ env: 'local', serviceUrl: server.url, secretId: 'x', secretKey: 'x' })
    } finally {
      await server.close()
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function verifyEnvironment(config: Parameters<typeof cloudbase.init>[0]): Promise<VerifiedBooks> {
  return verifyBooks(openDatabase(cloudbase.init(config)))
}

export function describe({ difference, ...counts }: VerifiedBooks): string {
  const { members, entries, archived, orders, refunds, open } = counts
  const summary =
    `${members} members, ${entries} entries (${archived} in the journal), ` +
    `${orders} orders (${open} open), ${refunds} refunds`
  return difference
    ? `DIFFERENCE at ${difference.where}: ${difference.what}\nuntil then: ${summary}`
    : `${summary}: no difference`
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { store: { type: 'string' }, env: { type: 'string' } } })
  if (values.env !== undefined) return report(await verifyEnvironment({ env: values.env }))
  const stores = values.store === undefined ? storesOf(STATE) : [values.store]
  if (!stores.some((store) => statSync(store, { throwIfNoEntry: false }))) {
    console.error(`there are no books at ${stores.join(', ')}; npm start makes some`)
    return 2
  }
  let worst = 0
  for (const store of stores) worst = Math.max(worst, report(await verifyStore(store)))
  return worst
}

/** The first shop's store, and those of the others that were opened. */
function storesOf(directory: string): string[] {
  const others = join(directory, 'shops')
  const names = statSync(others, { throwIfNoEntry: false }) ? readdirSync(others).sort() : []
  const stores = names.map((name) => join(others, name, 'cloudbase.db'))
  return [
    join(directory, 'cloudbase.db'),
    ...stores.filter((store) => statSync(store, { throwIfNoEntry: false })),
  ]
}

function report(books: VerifiedBooks): number {
  console.log(describe(books))
  return books.difference ? 1 : 0
}

if (require.main === module)
  main()
    .then((code) => {
      process.exitCode = code
    })
    .catch((error: unknown) => {
      console.error(error)
      process.exitCode = 2
    })
