/**
 * Seeds each demo shop in a folder of its own, verifies its books, and holds the owner's reports of
 * prepaid money, settlement, reconciliation, coupons, benefits and points against the ledger: part of
 * `.ci/run`, as is that its staff has somebody to greet, whatever the day. The histories
 * are made by acting as the demo's people, so whatever breaks the books shows here.
 *
 *   node tests/verify-demo.mjs            all shops
 *   node tests/verify-demo.mjs fruit      one of them
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
const { DEMO_SHOPS } = require('../local/demo/shops.ts')
const { checkCare } = require('./demo-care.ts')
const { checkReports } = require('./demo-reports.ts')

const wanted = process.argv.slice(2)
for (const shop of DEMO_SHOPS) {
  if (wanted.length === 0 || wanted.includes(shop.id)) await verifyShop(shop)
}

async function verifyShop(shop) {
  const began = Date.now()
  const dir = mkdtempSync(path.join(tmpdir(), 'huika-demo-'))
  try {
    const { stack, seeded } = await launch({ dir, port: 0, shop })
    const checked = []
    try {
      await seeded
      checked.push(await checkReports(stack, shop), await checkCare(stack))
    } finally {
      await stack.close()
    }
    console.log(`${shop.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    const differences = checked.flatMap((each) => each.differences)
    for (const line of checked.flatMap(({ lines }) => lines)) console.log(`  ${line}`)
    for (const line of differences) console.error(`  DIFFERENCE ${line}`)
    const { status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'local/verify.ts', '--store', path.join(dir, 'cloudbase.db')],
      { cwd: root, stdio: 'inherit' },
    )
    if (status !== 0 || differences.length > 0) process.exitCode = status || 1
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
