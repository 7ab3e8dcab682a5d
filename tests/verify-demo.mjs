/**
 * Seeds the demo shop in a folder of its own and verifies its books: part of `.ci/run`. The history
 * is made by acting as the demo's people, so whatever breaks the books shows here.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
require('tsx/cjs/api').register()
const { launch } = require('../local/launch.ts')

const dir = mkdtempSync(path.join(tmpdir(), 'huika-demo-'))
try {
  const { stack, seeded } = await launch({ dir, port: 0 })
  try {
    await seeded
  } finally {
    await stack.close()
  }
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'local/verify.ts', '--store', path.join(dir, 'cloudbase.db')],
    { cwd: root, stdio: 'inherit' },
  )
  process.exitCode = status ?? 1
} finally {
  rmSync(dir, { recursive: true, force: true })
}
