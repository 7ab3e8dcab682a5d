/**
 * `npm run coverage:checklist`: writes docs/coverage.md from the results of the last full
 * `npm test`: each id of the checklist with the passing tests whose titles name it, or as open.
 * With `--check` it writes nothing and fails if the page calls another set of ids proven.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const page = path.join(root, 'docs/coverage.md')
const resultsFile = path.join(root, '.cache/test-results.json')
const ID = /\b(?:M\d{3}|[LFHXPI]\d{1,2})\b/g
const MOST_TITLES = 12

const SECTIONS = {
  M: 'Mechanisms',
  L: 'Legal and platform gates',
  F: 'Formulas and vectors',
  H: 'Holes found in other products',
  X: 'Faults',
  P: 'Measures',
  I: 'Invariants',
}

/** Titles by id; a title counts only if it passed in every run that it was part of. */
function proofs(tests) {
  const failed = new Set(tests.filter((test) => !test.passed).map((test) => `${test.file}\n${test.title}`))
  const byId = new Map()
  for (const { file, title, own, passed } of tests) {
    if (!passed || failed.has(`${file}\n${title}`)) continue
    for (const [id] of title.matchAll(ID)) {
      if (!byId.has(id)) byId.set(id, new Map())
      const byFile = byId.get(id)
      if (!byFile.has(file)) byFile.set(file, new Set())
      // A title that names the id speaks for itself; otherwise its group's names it.
      byFile.get(file).add(idsOf(own).includes(id) ? own : title)
    }
  }
  return byId
}

const idsOf = (title) => [...title.matchAll(ID)].map(([id]) => id)

/** One cell: files in order, the titles of each, the rest as a number. */
function cell(byFile) {
  if (!byFile) return 'open'
  let left = MOST_TITLES
  return [...byFile.keys()]
    .sort()
    .map((file) => {
      const titles = [...byFile.get(file)].sort()
      const shown = titles.slice(0, Math.max(1, left))
      left -= shown.length
      const more = titles.length > shown.length ? `; and ${titles.length - shown.length} more` : ''
      return `${shown.map(escape).join('; ')}${more} (${file})`
    })
    .join('<br>')
}

/** Titles as they stand in a table; the seed of a run is not part of what was proven. */
const escape = (title) =>
  title
    .replace(/\s*\(?\w*seed[ =:]*\d+\)?/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/[|<>]/g, (character) => `\\${character}`)

function render(tests) {
  const checklist = JSON.parse(readFileSync(path.join(root, 'tests/checklist.json'), 'utf8'))
  const byId = proofs(tests)
  const ids = Object.keys(checklist)
  const proven = ids.filter((id) => byId.has(id)).length
  const lines = [
    '# Coverage of the checklist',
    '',
    'Written by `npm run coverage:checklist` from the last full `npm test`: which passing tests name',
    'an id in their title. An id without one is open, whatever the sources say.',
    '',
    `${proven} of ${ids.length} are proven.`,
  ]
  for (const [letter, heading] of Object.entries(SECTIONS)) {
    const own = ids.filter((id) => id.startsWith(letter))
    const count = own.filter((id) => byId.has(id)).length
    lines.push(
      '',
      `## ${heading}: ${count} of ${own.length}`,
      '',
      '| id | what | proven by |',
      '|---|---|---|',
    )
    for (const id of own) lines.push(`| ${id} | ${escape(checklist[id])} | ${cell(byId.get(id))} |`)
  }
  return `${lines.join('\n')}\n`
}

function readResults() {
  return existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : undefined
}

const openIds = (text) => [...text.matchAll(/^\| ([A-Z]\d+) \|.*\| open \|$/gm)].map(([, id]) => id).join()

/** True if the last full run proved other ids than the committed page says. */
export function coverageIsStale() {
  const tests = readResults()
  if (tests === undefined) return false
  return !existsSync(page) || openIds(readFileSync(page, 'utf8')) !== openIds(render(tests))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tests = readResults()
  if (tests === undefined) {
    console.error('There are no results yet: run npm test first, without a pattern.')
    process.exitCode = 1
  } else if (process.argv.includes('--check')) {
    if (coverageIsStale()) {
      console.error('docs/coverage.md is out of date: npm run coverage:checklist')
      process.exitCode = 1
    }
  } else {
    writeFileSync(page, render(tests))
    console.log('Wrote docs/coverage.md')
  }
}
