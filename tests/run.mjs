/**
 * `npm test`: gets the machine ready, runs every suite once with the process in UTC and the rules
 * again in two other time zones, and ends with what failed and why, a line for each run, and one
 * line `N passed, N failed`. `npm test -- domain/money` runs only test files whose path contains a
 * pattern; options such as `-t name` go to jest. What the tests print is left out (faults are logged
 * as they should be), unless `--output` is given.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { coverageIsStale } from './coverage.mjs'
import { NotReady, build, ensureBrowser, findChromium, installPackages, requireNode } from './prepare.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const resultsFolder = path.join(root, '.cache/results')

/** Suites that start processes and browsers of their own, so that they must have the machine alone. */
const ALONE = /^tests\/(browser\/|faults\/processes\.)/

/** What a suite looks at must be built before it runs. */
const BUILDS = {
  functions: ['functions'],
  weapp: ['functions', 'weapp'],
  browser: ['functions', 'h5'],
  faults: ['functions'],
  attacks: ['functions', 'weapp', 'h5'],
}

/** The rules must give the same answers wherever the process believes to be. */
const OTHER_ZONES = ['America/Los_Angeles', 'Asia/Shanghai']

const suiteOf = (file) => file.split('/')[1]

function testFiles(folder = 'tests') {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) return testFiles(name)
      return /\.test\.tsx?$/.test(entry.name) ? [name] : []
    })
    .sort()
}

/** The jest runs that the files need: `{ name, zone, files, workers }`. */
function plan(files) {
  const shared = files.filter((file) => !ALONE.test(file))
  const alone = files.filter((file) => ALONE.test(file))
  const domain = files.filter((file) => suiteOf(file) === 'domain')
  const workers = Math.max(1, Math.min(4, availableParallelism()))
  return [
    { name: 'all', zone: 'UTC', files: shared, workers },
    ...OTHER_ZONES.map((zone) => ({ name: 'rules', zone, files: domain, workers })),
    { name: 'alone', zone: 'UTC', files: alone, workers: 1 },
  ].filter((run) => run.files.length > 0)
}

/** Runs jest on the files; resolves to its JSON result, or to null if it died. */
async function jest(run, index, options) {
  const outputFile = path.join(resultsFolder, `${index}.json`)
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/jest/bin/jest.js'),
      '--ci',
      '--json',
      `--outputFile=${outputFile}`,
      run.workers === 1 ? '--runInBand' : `--maxWorkers=${run.workers}`,
      ...options,
      '--runTestsByPath',
      ...run.files,
    ],
    {
      cwd: root,
      // jest prints the JSON to stdout as well; people read stderr.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, TZ: run.zone, CHROMIUM_PATH: findChromium() ?? '', NODE_ENV: 'test' },
    },
  )
  const status = await new Promise((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  )
  try {
    return { status, ...JSON.parse(readFileSync(outputFile, 'utf8')) }
  } catch {
    return null
  }
}

/** Passed and failed tests of a run; a file that could not even be loaded counts as a failed test. */
function count(result) {
  if (result === null) return { passed: 0, failed: 1 }
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites
  // Jest may fail as a whole though every test passed.
  return { passed: result.numPassedTests, failed: failed === 0 && result.status !== 0 ? 1 : failed }
}

const MOST_LINES = 15

/** What failed in a run and why, in few lines: the end of a log is what people see. */
function failures(run, result) {
  if (result === null) return [`jest came to no result in the run ${run.name} in ${run.zone}`]
  const found = result.testResults.flatMap((file) => {
    const place = `${path.relative(root, file.name)} (TZ=${run.zone})`
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length > 0)
      return failed.map((test) => describe(place, test.fullName, test.failureMessages.join('\n')))
    return file.status === 'failed' ? [describe(place, 'the file could not be run', file.message)] : []
  })
  if (found.length > 0 || result.status === 0) return found
  return [`jest ended with ${result.status} in the run ${run.name} in ${run.zone}, though every test passed`]
}

function describe(place, title, message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return [`${place}\n  ${title}`, ...lines.slice(0, MOST_LINES).map((line) => `    ${line}`)].join('\n')
}

/** What coverage.mjs needs to know of each test. */
function titles(result, zone) {
  return (result?.testResults ?? []).flatMap((file) =>
    file.assertionResults.map((test) => ({
      file: path.relative(root, file.name).split(path.sep).join('/'),
      title: test.fullName,
      own: test.title,
      passed: test.status === 'passed',
      zone,
    })),
  )
}

async function main() {
  const patterns = []
  const options = []
  let silent = true
  const given = process.argv.slice(2)
  for (let index = 0; index < given.length; index += 1) {
    if (given[index] === '--output') silent = false
    else if (!given[index].startsWith('-')) patterns.push(given[index])
    else if (/^(-t|--testNamePattern)$/.test(given[index])) options.push(given[index], given[(index += 1)])
    else options.push(given[index])
  }

  requireNode()
  installPackages()
  const all = testFiles()
  const files = all.filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
  )
  if (files.length === 0) throw new NotReady(`No test file matches ${patterns.join(' ')}.`)
  if (files.some((file) => suiteOf(file) === 'browser')) ensureBrowser()
  build([...new Set(files.flatMap((file) => BUILDS[suiteOf(file)] ?? []))])

  rmSync(resultsFolder, { recursive: true, force: true })
  mkdirSync(resultsFolder, { recursive: true })
  const tests = []
  const sum = { passed: 0, failed: 0 }
  const lines = []
  const failed = []
  for (const [index, run] of plan(files).entries()) {
    const started = performance.now()
    const result = await jest(run, index, silent ? ['--silent', ...options] : options)
    const counted = count(result)
    sum.passed += counted.passed
    sum.failed += counted.failed
    failed.push(...failures(run, result))
    tests.push(...titles(result, run.zone))
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    lines.push(`${run.name} in ${run.zone}: ${counted.passed} passed, ${counted.failed} failed, ${seconds} s`)
  }

  if (failed.length > 0) console.log(`\nWhat failed:\n\n${failed.join('\n\n')}`)
  console.log(`\n${lines.join('\n')}`)
  if (files.length === all.length && options.length === 0) {
    writeFileSync(path.join(root, '.cache/test-results.json'), JSON.stringify(tests))
    if (coverageIsStale()) console.log('docs/coverage.md is out of date: npm run coverage:checklist')
  }
  return sum
}

let sum = { passed: 0, failed: 1 }
try {
  sum = await main()
} catch (error) {
  if (!(error instanceof NotReady)) throw error
  console.error(error.message)
}
console.log(`${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed === 0 ? 0 : 1
