import fc from 'fast-check'

/**
 * Runs a property with a seed that is printed when it fails; `SEED=…` replays one run,
 * `RUNS=…` makes it longer.
 */
export function seeded<T>(property: fc.IProperty<T>, runs = 300): void {
  const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31)
  const numRuns = process.env.RUNS ? Number(process.env.RUNS) : runs
  const outcome = fc.check(property, { seed, numRuns })
  if (outcome instanceof Promise) throw new Error('a pure property is synchronous')
  if (outcome.failed) throw new Error(`SEED=${seed}\n${fc.defaultReportMessage(outcome) ?? ''}`)
}
