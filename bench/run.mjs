/**
 * `npm run bench`: runs every `bench/*.bench.ts` in a process of its own, one after the other, so
 * that none shares its heap or its compiled code with another. `npm run bench -- pricing` runs
 * those whose name contains a word; numbers are sizes for those that take them: `-- bills 1000000`.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = path.dirname(fileURLToPath(import.meta.url))
const sizes = process.argv.slice(2).filter((word) => /^\d+$/.test(word))
const words = process.argv.slice(2).filter((word) => !sizes.includes(word))
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort()

let failed = files.length === 0
for (const file of files) {
  console.log(`\n== ${file}`)
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path.join(folder, file), ...sizes], {
    stdio: 'inherit',
  })
  failed ||= status !== 0
}
process.exitCode = failed ? 1 : 0
