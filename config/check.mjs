/**
 * `npm run check`: everything that can be said about the sources without running them. Prints one
 * line per check, and what is wrong below it. `npm run check -- cloudfunctions/domain src` looks
 * only at files below the named paths; `--fix` mends what linter and formatter can mend.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  checkCoverage,
  checkLockFile,
  checkNames,
  checkSizes,
  checkTexts,
  listFiles,
} from './check-files.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
const fix = process.argv.includes('--fix')
const paths = process.argv.slice(2).filter((argument) => argument !== '--fix')
const only = paths.map((name) => path.relative(root, path.resolve(name)) || '.')

/** The script behind a package's command, so that no shell and no npx stands between. */
function command(packageName, name = packageName) {
  const manifest = path.join(root, 'node_modules', packageName, 'package.json')
  const { bin } = require(manifest)
  return path.join(path.dirname(manifest), typeof bin === 'string' ? bin : bin[name])
}

/** Runs a tool to its end: `{ ok, output }`. */
function run(script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ ok: false, output: String(error) }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

const isWanted = (file) => only.length === 0 || only.some((name) => name === '.' || isBelow(file, name))
const isBelow = (file, folder) => file === folder || file.startsWith(`${folder}/`)

async function types() {
  const { ok, output } = await run(command('typescript', 'tsc'), [
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    '.cache/types.tsbuildinfo',
    '--pretty',
    'false',
  ])
  if (only.length === 0 || ok) return { ok, output }
  // The compiler sees the whole program; a narrowed check reports only what it was asked for.
  const lines = output.split('\n').filter((line) => isWanted(line.split('(')[0]))
  return { ok: lines.length === 0, output: lines.join('\n') }
}

function lint(files) {
  const sources = only.length === 0 ? ['.'] : files.filter((file) => /\.(tsx?|[cm]?js)$/.test(file))
  return sources.length === 0
    ? Promise.resolve({ ok: true, output: '' })
    : run(command('eslint'), ['--max-warnings', '0', ...(fix ? ['--fix'] : []), ...sources])
}

function format(files) {
  const names = only.length === 0 ? ['.'] : files
  return run(command('prettier'), [
    fix ? '--write' : '--check',
    '--ignore-unknown',
    '--log-level',
    'warn',
    ...names,
  ])
}

async function floors() {
  const folders = [...new Set(listFiles(root).map((file) => file.split('/')[0]))].filter((folder) =>
    ['src', 'cloudfunctions', 'local', 'tests', 'bench', 'config'].includes(folder),
  )
  const { ok, output } = await run(command('dependency-cruiser', 'depcruise'), [
    ...folders,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
  ])
  if (only.length === 0 || ok) return { ok, output }
  const lines = output.split('\n').filter((line) => isWanted(/: (\S+) →/.exec(line)?.[1] ?? ''))
  return { ok: lines.length === 0, output: lines.join('\n') }
}

/** A check of our own: its findings, one a line. */
const own = (findings) => ({ ok: findings.length === 0, output: findings.join('\n') })

async function main() {
  mkdirSync(path.join(root, '.cache'), { recursive: true })
  const files = listFiles(root).filter(isWanted)
  const checks = [
    ['names', async () => own(checkNames(files))],
    ['sizes', async () => own(checkSizes(root, files))],
    ['texts', async () => own(checkTexts(root, files))],
    ['lock file', async () => own(checkLockFile(root))],
    ['coverage', async () => own(only.length === 0 ? checkCoverage(root) : [])],
    ['types', types],
    ['lint', () => lint(files)],
    ['floors', floors],
    ['format', () => format(files)],
  ]
  let failed = 0
  const work = [...checks]
  const worker = async () => {
    for (let check = work.shift(); check; check = work.shift()) {
      const [name, perform] = check
      const started = performance.now()
      const { ok, output } = await perform()
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds} s\n`)
      if (!ok) {
        failed += 1
        process.stdout.write(`${output.trim().replace(/^/gm, '     ')}\n`)
      }
    }
  }
  // Types and lint are the long ones: each gets a core, the others run beside them. Two that mend
  // files must not meet in one.
  await Promise.all(fix ? [worker()] : [worker(), worker()])
  process.exitCode = failed === 0 ? 0 : 1
}

await main()
