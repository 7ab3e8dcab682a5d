/**
 * `npm start`: the whole product on this machine. Installs and builds what is missing, starts
 * everything, and says where it is. Plain Node until the packages are there.
 *
 *   npm start                 http://127.0.0.1:8787, state in .local/
 *   PORT=9000 npm start       another port
 *   npm start -- --reset      throws .local/ away first
 */
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NotReady, installPackages, requireNode } from '../tests/prepare.mjs'

const DEFAULT_PORT = 8787
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dir = join(root, '.local')
const stopping = new AbortController()
let shops = null

try {
  await start()
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error instanceof NotReady ? error.message : error)
    await stop(1)
  }
}

async function start() {
  requireNode()
  const { port, reset } = readArguments()
  await requireFreePort(port)
  installPackages()
  if (reset) rmSync(dir, { recursive: true, force: true })

  const { buildFunctions } = await import('../config/functions.mjs')
  const { BuildError, buildMiniProgram } = await import('../config/mini-program.mjs')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0))

  const h5 = told('app', buildMiniProgram({ root, target: 'h5', signal: stopping.signal })).catch((error) => {
    throw error instanceof BuildError ? new NotReady(error.message) : error
  })
  // Handled below; without this a build that fails early would end the process unexplained.
  h5.catch(() => undefined)
  await told('functions', buildFunctions({ root }))

  const require = createRequire(import.meta.url)
  require('tsx/cjs/api').register()
  const { openShops } = require('./shops.ts')
  shops = await openShops({ dir, port })
  const { first } = shops
  await Promise.all([h5, first.seeded])
  first.ready()
  // Since the process began, npm's own start included.
  console.log(`惠卡 ${first.stack.url} (${process.uptime().toFixed(1)} s)`)
}

/** Says what took its time, and nothing when there was nothing to do. */
async function told(name, build) {
  const began = Date.now()
  const { built } = await build
  if (built) console.log(`built ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
}

function readArguments() {
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--reset')
  if (unknown.length > 0) throw new NotReady(`Unknown: ${unknown.join(' ')}. There is --reset, and PORT=…`)
  const port = Number(process.env.PORT || DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new NotReady(`PORT=${process.env.PORT} is no port`)
  return { port, reset: process.argv.includes('--reset') }
}

/** Asked before anything is installed or built: nobody wants to learn it after a minute. */
async function requireFreePort(port) {
  const server = createServer()
  await new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(new NotReady(`Port ${port} is taken. Another one: PORT=${port + 1} npm start`)),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  await new Promise((resolve) => server.close(resolve))
}

async function stop(code) {
  if (stopping.signal.aborted) process.exit(1)
  stopping.abort()
  await shops?.close()
  process.exit(code)
}
