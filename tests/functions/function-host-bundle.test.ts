import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions, functionNames } from '../../config/functions.mjs'
import { createFunctionHost } from '../../local/cloudbase/functions/host'

const ROOT = join(__dirname, '../..')
const SOURCE = join(__dirname, 'fixtures/bundle')

let dir: string
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'huika-bundle-'))))
afterEach(() => rmSync(dir, { recursive: true }))

test('functions are the folders with an index.ts that are not floors', () => {
  expect(functionNames(SOURCE)).toEqual(['greeting'])
})

test('a bundle runs from a folder that has no node_modules, the SDK inside', async () => {
  const outDir = join(dir, 'functions')
  await buildFunctions({ root: ROOT, sourceDir: SOURCE, outDir })
  expect(readdirSync(outDir)).toEqual(['greeting'])
  expect(readdirSync(join(outDir, 'greeting')).sort()).toEqual([
    'config.json',
    'index.js',
    'index.js.map',
    'package.json',
  ])
  const config: unknown = JSON.parse(readFileSync(join(outDir, 'greeting/config.json'), 'utf8'))
  expect(config).toEqual({
    timeout: 10,
    triggers: [{ name: 'daily', type: 'timer', config: '0 0 3 * * * *' }],
  })
  expect(readFileSync(join(outDir, 'greeting/index.js'), 'utf8')).not.toContain(ROOT)
  const host = createFunctionHost({
    functionsDir: outDir,
    serviceUrl: 'http://127.0.0.1:1/',
    env: () => ({}),
    clock: { now: () => Date.now(), offset: () => 0 },
  })
  expect(await host.invoke('greeting', {}, { openid: 'oUser-9' })).toEqual({
    word: '惠卡',
    openid: 'oUser-9',
    init: 'function',
  })
  await host.close()
})

test('a function without main is refused, and the build before it stays', async () => {
  const sourceDir = join(dir, 'source')
  const outDir = join(dir, 'functions')
  cpSync(SOURCE, sourceDir, { recursive: true })
  await buildFunctions({ root: ROOT, sourceDir, outDir })
  writeFileSync(join(sourceDir, 'greeting/index.ts'), 'export const handler = 1\n')
  await expect(buildFunctions({ root: ROOT, sourceDir, outDir })).rejects.toThrow(/must export main/)
  expect(readFileSync(join(outDir, 'greeting/index.js'), 'utf8')).toContain('惠卡')
})
