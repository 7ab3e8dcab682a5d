import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const ROOT = join(__dirname, '../../..')
const SOURCES = ['instance.ts', 'date-offset.ts', 'protocol.ts']

let built: string | null = null

/**
 * The script that instances run: plain JavaScript, so that a cold start pays for no compiler.
 * Built once per version of its sources, into `.cache/`.
 */
export function instanceRunner(): string {
  if (built && existsSync(built)) return built
  const hash = createHash('sha256')
  for (const source of SOURCES) hash.update(readFileSync(join(__dirname, source)))
  const file = join(ROOT, '.cache', `instance-${hash.digest('hex').slice(0, 16)}.cjs`)
  if (!existsSync(file)) {
    mkdirSync(join(ROOT, '.cache'), { recursive: true })
    const fresh = `${file}.${process.pid}`
    buildSync({
      entryPoints: [join(__dirname, 'instance.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      outfile: fresh,
    })
    renameSync(fresh, file)
  }
  built = file
  return file
}
