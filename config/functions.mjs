import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { alone, buildStamp, fingerprint } from './fingerprint.mjs'

/** Folders below cloudfunctions/ that functions are made from; none of them is deployed itself. */
const FLOORS = new Set(['contract', 'domain', 'ledger', 'gateways', 'entry'])

/** CloudBase's default runtime is Node 18.15: nothing newer may be assumed by the bundle. */
const TARGET = 'node18'

/**
 * Names of the functions: each folder with an `index.ts` that is not a floor.
 * @param {string} sourceDir absolute path of cloudfunctions/
 */
export function functionNames(sourceDir) {
  return readdirSync(sourceDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !FLOORS.has(entry.name))
    .filter((entry) => existsSync(join(sourceDir, entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .sort()
}

/**
 * Bundles each function to one `index.js` beside its `package.json` and `config.json`: a deployed
 * function sees only its own folder, so everything it needs is inside, the SDK included.
 * @param {{ root: string, sourceDir?: string, outDir?: string, force?: boolean }} options
 * @returns {Promise<{ names: string[], built: boolean }>}
 */
export async function buildFunctions({ root, sourceDir, outDir, force = false }) {
  const from = sourceDir ?? join(root, 'cloudfunctions')
  const to = outDir ?? join(root, 'dist/functions')
  const names = functionNames(from)
  const isTheProduct = sourceDir === undefined && outDir === undefined
  if (!isTheProduct) {
    await bundle(root, from, to, names)
    return { names, built: true }
  }
  return alone(root, 'functions', async () => {
    const stamp = buildStamp(root, 'functions')
    const digest = fingerprint(root, ['cloudfunctions', 'config/functions.mjs', 'package-lock.json'])
    const complete = names.every((name) => existsSync(join(to, name, 'index.js')))
    if (!force && complete && stamp.matches(digest)) return { names, built: false }
    stamp.clear()
    await bundle(root, from, to, names)
    stamp.write(digest)
    return { names, built: true }
  })
}

/** Builds beside the target and then takes its place: a failed build leaves the old one usable. */
async function bundle(root, from, to, names) {
  const fresh = `${to}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  if (names.length > 0) await bundleInto(root, from, fresh, names)
  rmSync(to, { recursive: true, force: true })
  renameSync(fresh, to)
}

async function bundleInto(root, from, to, names) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, join(from, name, 'index.ts')])),
    outdir: to,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: TARGET,
    // `strict` of our own tsconfig would put whole packages into strict mode that were not written for it.
    tsconfigRaw: '{}',
    charset: 'utf8',
    sourcemap: 'linked',
    sourcesContent: false,
    absWorkingDir: root,
    nodePaths: [join(root, 'node_modules')],
    logLevel: 'warning',
  })
  for (const name of names) finish(join(from, name), join(to, name), name)
}

function finish(source, target, name) {
  if (!/\bmain: \(\) => main\b/.test(readFileSync(join(target, 'index.js'), 'utf8'))) {
    throw new Error(`cloudfunctions/${name}/index.ts must export main(event, context)`)
  }
  writeJson(join(target, 'package.json'), { name, version: '0.0.0', private: true, main: 'index.js' })
  const config = join(source, 'config.json')
  writeJson(join(target, 'config.json'), {
    triggers: [],
    ...(existsSync(config) ? JSON.parse(readFileSync(config, 'utf8')) : {}),
  })
  // Public keys and certificates are too big for the 4 KB of a function's environment.
  const assets = join(source, 'assets')
  if (existsSync(assets)) cpSync(assets, join(target, 'assets'), { recursive: true })
}

function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
}
