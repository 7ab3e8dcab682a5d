import cloudbase from '@cloudbase/node-sdk'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Manifest } from '../../cloudfunctions/manifest'
import { startCloudBase, type CloudBase, type CloudBaseOptions } from '../../local/cloudbase/server'

// Without it the SDK looks for a metadata service at each call.
process.env.TENCENTCLOUD = 'true'
// Its warning about slow calls is a timer that outlives a call that failed.
process.env.SILENCE = 'true'

export type Database = ReturnType<cloudbase.CloudBase['database']>

/** What a suite needs of a CloudBase: databases of independent clients, and a collection to play in. */
export interface Target {
  /** Null for a real environment. */
  server: CloudBase | null
  collection: string
  database(): Database
  stop(): Promise<void>
}

export const testManifest: Manifest = {
  collections: [
    {
      name: 'items',
      rule: 'deny',
      indexes: [
        { name: 'by_group', unique: false, keys: [{ field: 'group', direction: 1 }] },
        {
          name: 'by_group_rank',
          unique: false,
          keys: [
            { field: 'group', direction: 1 },
            { field: 'rank', direction: 1 },
          ],
        },
        {
          name: 'by_tail',
          unique: false,
          keys: [
            { field: 'tail.branchId', direction: 1 },
            { field: 'tail.day', direction: 1 },
          ],
        },
      ],
    },
    {
      name: 'unique_items',
      rule: 'deny',
      indexes: [
        {
          name: 'by_shop_number',
          unique: true,
          keys: [
            { field: 'shop', direction: 1 },
            { field: 'number', direction: 1 },
          ],
        },
      ],
    },
  ],
}

export function connect(serviceUrl: string, env = 'local'): Database {
  return cloudbase.init({ env, serviceUrl, secretId: 'local', secretKey: 'local' }).database()
}

export async function startLocal(
  kind: 'memory' | 'file',
  options: Partial<CloudBaseOptions> = {},
): Promise<Target & { server: CloudBase }> {
  const folder = kind === 'file' ? mkdtempSync(join(tmpdir(), 'huika-cloudbase-')) : null
  const server = await startCloudBase({
    store: folder ? { kind: 'file', path: join(folder, 'data.db') } : { kind: 'memory' },
    manifest: testManifest,
    clock: Date.now,
    ...options,
  })
  return {
    server,
    collection: 'items',
    database: () => connect(server.url),
    stop: async () => {
      await server.close()
      if (folder) rmSync(folder, { recursive: true })
    },
  }
}

const conformanceCollection = 'huika_conformance'

/** A real environment: credentials come from TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY. */
async function startEnvironment(env: string, serviceUrl: string | undefined): Promise<Target> {
  const database = () =>
    cloudbase.init({ env, serviceUrl, secretId: undefined, secretKey: undefined, timeout: 20_000 }).database()
  try {
    await database().createCollection(conformanceCollection)
  } catch {
    // It is there from an earlier run; if it is not, every test says so.
  }
  return {
    server: null,
    collection: conformanceCollection,
    database,
    stop: async () => {
      await database().collection(conformanceCollection).where({ _id: /./ }).remove()
    },
  }
}

interface NamedTarget {
  name: string
  real: boolean
  start(): Promise<Target>
}

const environment = process.env.HUIKA_CONFORMANCE_ENV
const serviceUrl = process.env.HUIKA_CONFORMANCE_SERVICE_URL

/** Both local stores, and a real environment if HUIKA_CONFORMANCE_ENV names one. */
export const targets: NamedTarget[] = [
  { name: 'memory store', real: false, start: () => startLocal('memory') },
  { name: 'libsql store', real: false, start: () => startLocal('file') },
  ...(environment
    ? [{ name: 'real environment', real: true, start: () => startEnvironment(environment, serviceUrl) }]
    : []),
]

export const localTargets = targets.filter(({ real }) => !real)

/** The code and message of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    return { code, message }
  }
  throw new Error('the call was expected to fail')
}

let groups = 0

/** A value that no other test uses, so that tests share a collection undisturbed. */
export function freshGroup(): string {
  return `g${Date.now().toString(36)}-${process.pid}-${groups++}`
}
