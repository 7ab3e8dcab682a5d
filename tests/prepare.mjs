/**
 * Gets a machine ready to run the tests: packages, browser, builds. Each step does nothing when
 * there is nothing to do. Also a command: node tests/prepare.mjs packages|browser|builds ...
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const OLDEST_NODE = [20, 19]

const CHROMIUM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Why the steps failed is already on the screen when this is thrown. */
export class NotReady extends Error {}

/** Node 20.19 is the oldest that all packages run on. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new NotReady(`Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.versions.node}.`)
  }
}

/** `npm ci`, if what is installed is not what the lock file says. */
export function installPackages() {
  const missing = firstDifference()
  if (missing === undefined) return
  console.log(`Installing packages: ${missing}`)
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new NotReady('npm ci failed.')
}

/** The first way in which node_modules differs from the lock file; undefined when it does not. */
function firstDifference() {
  const installedFile = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return 'node_modules is missing'
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  for (const [name, entry] of Object.entries(locked)) {
    // What is optional (bindings of other platforms) may rightly be absent.
    if (name === '' || entry.optional || entry.devOptional || entry.peer || entry.link) continue
    if (installed[name]?.version !== entry.version) return `${name} should be ${entry.version}`
  }
  return undefined
}

/** Path of a Chromium, or undefined. `CHROMIUM_PATH` goes before the usual places. */
export function findChromium() {
  return [process.env.CHROMIUM_PATH, ...CHROMIUM_PLACES].find((place) => place && existsSync(place))
}

/** True if some font can draw Chinese: without one, screenshots are full of boxes. */
function hasChineseFont() {
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return typeof stdout === 'string' && stdout.trim() !== ''
}

/** Chromium and a Chinese font, installed from Debian's archive where that is possible. */
export function ensureBrowser() {
  const packages = []
  if (!findChromium()) packages.push('chromium')
  if (process.platform === 'linux' && !hasChineseFont()) packages.push('fonts-noto-cjk')
  if (packages.length === 0) return
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new NotReady(
      `The browser tests need ${packages.join(' and ')}. Install them (on Debian: ` +
        `apt-get install ${packages.join(' ')}) or name a browser in CHROMIUM_PATH.`,
    )
  }
  console.log(`Installing ${packages.join(' and ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    if (status !== 0) throw new NotReady(`apt-get ${args[0]} failed.`)
  }
  if (!findChromium()) throw new NotReady('Chromium was installed, but is not in any of the usual places.')
}

/** Builds the targets (`functions`, `weapp`, `h5`) whose inputs have changed. */
export function build(targets) {
  for (const target of targets) {
    const { status } = spawnSync(process.execPath, ['config/build.mjs', target], {
      cwd: root,
      stdio: 'inherit',
    })
    if (status !== 0) throw new NotReady(`Building ${target} failed.`)
  }
}

const STEPS = {
  packages: installPackages,
  browser: ensureBrowser,
  builds: () => build(['functions', 'weapp', 'h5']),
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    requireNode()
    for (const name of process.argv.slice(2)) {
      if (!(name in STEPS))
        throw new NotReady(`Unknown step ${name}; there are ${Object.keys(STEPS).join(', ')}.`)
      STEPS[name]()
    }
  } catch (error) {
    if (!(error instanceof NotReady)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
