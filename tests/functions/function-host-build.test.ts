import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alone, buildStamp, fingerprint } from '../../config/fingerprint.mjs'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'huika-build-'))
  mkdirSync(join(root, 'src/pages'), { recursive: true })
  writeFileSync(join(root, 'src/pages/home.ts'), 'one')
  writeFileSync(join(root, 'lock.json'), '{}')
})

afterEach(() => rmSync(root, { recursive: true }))

test('a fingerprint changes with content, name and absence, and with nothing else', () => {
  const inputs = ['src', 'lock.json', 'absent.json']
  const first = fingerprint(root, inputs)
  writeFileSync(join(root, 'src/pages/home.ts'), 'one')
  mkdirSync(join(root, 'src/.cache'))
  writeFileSync(join(root, 'src/.cache/x'), 'ignored')
  writeFileSync(join(root, 'other.ts'), 'not an input')
  expect(fingerprint(root, inputs)).toBe(first)
  const seen = new Set([first])
  for (const change of [
    () => writeFileSync(join(root, 'src/pages/home.ts'), 'two'),
    () => writeFileSync(join(root, 'src/pages/more.ts'), ''),
    () => rmSync(join(root, 'lock.json')),
    () => writeFileSync(join(root, 'absent.json'), ''),
  ]) {
    change()
    seen.add(fingerprint(root, inputs))
  }
  expect(seen.size).toBe(5)
})

test('a stamp matches only what it was written for', () => {
  const stamp = buildStamp(root, 'h5')
  expect(stamp.matches('a')).toBe(false)
  stamp.write('a')
  expect(stamp.matches('a')).toBe(true)
  expect(stamp.matches('b')).toBe(false)
  stamp.clear()
  expect(stamp.matches('a')).toBe(false)
})

test('the same thing is built by one at a time, and a lock of the dead is taken over', async () => {
  let inside = 0
  let most = 0
  const work = async (): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setTimeout(resolve, 20))
    inside -= 1
  }
  await Promise.all([alone(root, 'h5', work), alone(root, 'h5', work), alone(root, 'weapp', async () => {})])
  expect(most).toBe(1)

  const dead = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => dead.once('exit', resolve))
  const lock = join(root, '.cache/h5.lock')
  writeFileSync(lock, String(dead.pid))
  expect(await alone(root, 'h5', () => Promise.resolve(readFileSync(lock, 'utf8')))).toBe(String(process.pid))
  await expect(alone(root, 'h5', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
})
