/** Checks of the repository's files that no tool knows: names, sizes, texts, the lock file. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const MOST_LINES = 350
const EMPTY_WORDS = new Set([
  ...['util', 'utils', 'utilities', 'helper', 'helpers', 'common', 'misc', 'shared', 'lib', 'libs', 'stuff'],
])

/** Files of the repository, committed or about to be, without what git ignores. */
export function listFiles(root) {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(root, file)))
    .sort()
}

/** Names say what is inside: no empty words, and kebab-case except for the customary capitals. */
export function checkNames(files) {
  const findings = []
  for (const file of files) {
    const segments = file.split('/')
    for (const segment of segments) {
      const word = segment.split('.').find((part) => part !== '') ?? ''
      if (EMPTY_WORDS.has(word.toLowerCase()))
        findings.push(`${file}: "${word}" says nothing about what is inside`)
    }
    const isCustomary = /^[A-Z][A-Z-]*(\.[a-zA-Z-]+)*$/.test(segments.at(-1))
    const isKebab = segments.every((segment) => /^\.?[a-z0-9]+([.-][a-zA-Z0-9]+)*$/.test(segment))
    if (!isKebab && !isCustomary) findings.push(`${file}: names are kebab-case`)
  }
  return [...new Set(findings)]
}

/** Files split by subject; the linter counts code, this counts style sheets and scripts. */
export function checkSizes(root, files) {
  return files
    .filter((file) => /\.(scss|css|sh|wxml|wxs)$/.test(file) || file === '.ci/run')
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8').split('\n').length - 1])
    .filter(([, lines]) => lines > MOST_LINES)
    .map(([file, lines]) => `${file}: ${lines} lines, at most ${MOST_LINES}`)
}

/** Nothing of one machine or one registry: what is committed works wherever it is cloned. */
export function checkTexts(root, files) {
  const forbidden = [
    [/(^|[\s"'`(=:])\/(work|root|Users|home\/[a-z][a-z0-9-]*)\/[a-z.]/im, 'path of one machine'],
    [/bash_job[s]/, 'path of one machine'],
    [
      /\bregistry\.([a-z0-9-]+\.)+(com|org|net|io|cn|dev|local|internal)\b/i,
      'host name of a package registry',
    ],
    [/\b(npmmirror|npmjs)\.(com|org)\b/i, 'host name of a package registry'],
    [/^(<{7}|>{7}) /m, 'unresolved merge'],
  ]
  const registry = registryHost(root)
  const findings = []
  for (const file of files) {
    const bytes = readFileSync(path.join(root, file))
    if (bytes.includes(0)) continue
    const text = bytes.toString('utf8')
    if (text.includes('\uFFFD')) findings.push(`${file}: not UTF-8`)
    if (registry && text.includes(registry)) findings.push(`${file}: host name of a package registry`)
    for (const [pattern, what] of forbidden) {
      const match = pattern.exec(text)
      if (!match) continue
      const line = text.slice(0, match.index).split('\n').length
      findings.push(`${file}:${line}: ${what}`)
    }
  }
  return [...new Set(findings)]
}

/** The registry that this machine happens to use: its name must not get into a file. */
function registryHost(root) {
  const configured = process.env.npm_config_registry ?? readRegistry(path.join(root, '.npmrc'))
  return configured && URL.canParse(configured) ? new URL(configured).host : ''
}

function readRegistry(file) {
  return existsSync(file) ? /^registry=(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined
}

/** The lock file names no download address and agrees with package.json. */
export function checkLockFile(root) {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const findings = []
  const own = lock.packages[''] ?? {}
  for (const kind of ['dependencies', 'devDependencies']) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      if (own[kind]?.[name] !== range) findings.push(`package-lock.json: ${name} is not locked as ${range}`)
    }
    for (const name of Object.keys(own[kind] ?? {})) {
      if (!manifest[kind]?.[name]) findings.push(`package-lock.json: ${name} is not in package.json`)
    }
  }
  for (const [name, entry] of Object.entries(lock.packages)) {
    if (entry.resolved) findings.push(`package-lock.json: ${name} names a download address`)
  }
  return findings
}

/** docs/coverage.md lists every id of the checklist, and says "proven" only of ids that tests name. */
export function checkCoverage(root) {
  const checklist = JSON.parse(readFileSync(path.join(root, 'tests/checklist.json'), 'utf8'))
  const page = path.join(root, 'docs/coverage.md')
  if (!existsSync(page)) return ['docs/coverage.md is missing: npm test, then npm run coverage:checklist']
  const rows = new Map()
  for (const [, id, proof] of readFileSync(page, 'utf8').matchAll(/^\| ([A-Z]\d+) \| [^|]* \| (.*) \|$/gm)) {
    rows.set(id, proof)
  }
  const { inTitles, anywhere } = idsInTests(root)
  const findings = []
  for (const id of Object.keys(checklist)) {
    const proof = rows.get(id)
    if (proof === undefined) findings.push(`docs/coverage.md: ${id} is missing`)
    else if (proof !== 'open' && !anywhere.has(id))
      findings.push(`docs/coverage.md: no test names ${id} any more`)
    else if (proof === 'open' && inTitles.has(id))
      findings.push(`docs/coverage.md: a test names ${id}, still open`)
  }
  for (const id of rows.keys()) {
    if (!(id in checklist)) findings.push(`docs/coverage.md: ${id} is not in the checklist`)
  }
  return findings
}

/** Ids of the checklist in written-out titles of tests, and those anywhere in test files (tables). */
function idsInTests(root) {
  const inTitles = new Set()
  const anywhere = new Set()
  const idsOf = (text) => [...text.matchAll(/\b(?:M\d{3}|[LFHXPI]\d{1,2})\b/g)].map(([id]) => id)
  for (const file of listFiles(root).filter((name) => /^tests\/.*\.test\.tsx?$/.test(name))) {
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const id of idsOf(text)) anywhere.add(id)
    const titles = text.matchAll(/\b(?:test|it|describe)\(\s*(['"`])([\s\S]*?)\1/g)
    for (const [, , title] of titles) for (const id of idsOf(title)) inTitles.add(id)
  }
  return { inTitles, anywhere }
}
