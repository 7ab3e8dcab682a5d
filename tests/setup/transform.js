const { createHash } = require('node:crypto')
const { readFileSync } = require('node:fs')
const { version } = require('esbuild/package.json')

/**
 * Sources for the tests. esbuild takes a fraction of Babel's time, and a worker that finds everything
 * in the cache needn't load it at all: the key asks for no settings. Babel is kept for what mocks
 * modules, as it lifts those calls above the imports.
 */
const own = createHash('sha256').update(readFileSync(__filename)).update(version).digest('hex')
const TARGET = `node${process.versions.node}`

/**
 * esbuild exports a copy whose getters reach through one shared, slow function to the module's own.
 * The module's own getters serve as well, and the engine inlines them.
 */
const COPIED = /^module\.exports = __toCommonJS\((\w+)\);$/m
const DIRECT = 'module.exports = __defProp($1, "__esModule", { value: true });'

const mocks = (source) => source.includes('jest.mock(')

let babel
function babelJest() {
  babel ??= require('babel-jest').default.createTransformer()
  return babel
}

module.exports = {
  canInstrument: false,

  getCacheKey(source, file, options) {
    if (mocks(source)) return babelJest().getCacheKey(source, file, options)
    return createHash('sha256')
      .update(`${own}\n${TARGET}\n${file}\n`)
      .update(source)
      .digest('hex')
      .slice(0, 32)
  },

  process(source, file, options) {
    if (mocks(source)) return babelJest().process(source, file, options)
    const { code, map } = require('esbuild').transformSync(source, {
      sourcefile: file,
      loader: file.endsWith('x') ? 'tsx' : /\.[cm]?ts$/.test(file) ? 'ts' : 'js',
      format: 'cjs',
      target: TARGET,
      platform: 'node',
      // Jest's realm can't load modules by import().
      supported: { 'dynamic-import': false },
      jsx: 'automatic',
      sourcemap: true,
      sourcesContent: false,
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    })
    return { code: code.replace(COPIED, DIRECT), map }
  },
}
