import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone, buildStamp, fingerprint } from './fingerprint.mjs'

/** What a build of the mini-program is made from. */
const INPUTS = [
  'src',
  'config',
  'cloudfunctions/contract',
  'babel.config.js',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'project.config.json',
]

const RESULT = { h5: 'index.html', weapp: 'app.json' }

/** The sources don't build: the message holds what the compiler said. */
export class BuildError extends Error {}

/**
 * Builds the mini-program for WeChat (`dist/weapp`) or for a browser (`dist/h5`), unless its
 * inputs are the same as the last time.
 * @param {{ root: string, target: 'h5' | 'weapp', force?: boolean, signal?: AbortSignal }} options
 * @returns {Promise<{ built: boolean }>}
 */
export async function buildMiniProgram({ root, target, force = false, signal }) {
  return alone(root, target, async () => {
    const stamp = buildStamp(root, target)
    const digest = fingerprint(root, INPUTS)
    const result = join(root, 'dist', target, RESULT[target])
    if (!force && existsSync(result) && stamp.matches(digest)) return { built: false }
    stamp.clear()
    await runTaro(root, target, signal)
    if (!existsSync(result)) throw new Error(`taro build said it succeeded, but ${result} is missing`)
    stamp.write(digest)
    return { built: true }
  })
}

async function runTaro(root, target, signal) {
  const logFile = join(root, '.cache', `${target}.log`)
  mkdirSync(join(root, '.cache'), { recursive: true })
  const log = createWriteStream(logFile)
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', target],
    {
      cwd: root,
      // Without `production` React's development build ends up in the package.
      env: { ...process.env, NODE_ENV: 'production', TARO_ENV: target, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  )
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve(status ?? signal))
  })
  await new Promise((resolve) => log.end(resolve))
  if (code !== 0) {
    const tail = readFileSync(logFile, 'utf8').split('\n').slice(-40).join('\n')
    throw new BuildError(`taro build --type ${target} failed (${code}):\n${tail}`)
  }
}
