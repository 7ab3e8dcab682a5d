import { join } from 'node:path'
import { buildFunctions } from './functions.mjs'
import { buildMiniProgram } from './mini-program.mjs'

const root = join(import.meta.dirname, '..')
const USAGE = 'usage: node config/build.mjs functions|weapp|h5 [--force]'

const [target, ...flags] = process.argv.slice(2)
const force = flags.includes('--force')
const started = Date.now()

if (!['functions', 'weapp', 'h5'].includes(target)) {
  console.error(USAGE)
  process.exit(2)
}
try {
  if (target === 'functions') {
    const { names, built } = await buildFunctions({ root, force })
    report(built, `dist/functions: ${names.join(', ')}`)
  } else {
    const { built } = await buildMiniProgram({ root, target, force })
    report(built, `dist/${target}`)
  }
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

function report(built, what) {
  console.log(built ? `built ${what} in ${Date.now() - started} ms` : `unchanged ${what}`)
}
