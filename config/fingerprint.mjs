import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Digest of files and folders by path and content, so that a build is skipped exactly when its
 * inputs are the same: times of files say nothing after a checkout.
 * @param {string} root absolute path that the names are relative to
 * @param {readonly string[]} inputs files or folders below root; those that don't exist count as such
 */
export function fingerprint(root, inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of filesOf(join(root, input))) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
    hash.update(`${input}\n`)
  }
  return hash.digest('hex')
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesOf(join(path, entry.name)))
}

/**
 * Remembers under `.cache/` what a build was made from.
 * @param {string} root
 * @param {string} name
 */
export function buildStamp(root, name) {
  const file = join(root, '.cache', `${name}.stamp`)
  return {
    matches: (digest) => existsSync(file) && readFileSync(file, 'utf8') === digest,
    write(digest) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, digest)
    },
    clear: () => rmSync(file, { force: true }),
  }
}

/**
 * Runs `work` while no other process on this machine builds the same thing: `npm start` and
 * `npm test` may be started together. A lock whose process has gone is taken over.
 * @param {string} root
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function alone(root, name, work) {
  const lock = join(root, '.cache', `${name}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isAlive(ownerOf(lock))) rmSync(lock, { force: true })
      else await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
