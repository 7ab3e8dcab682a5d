import fc from 'fast-check'
import { announceSeed } from '../seed'

const seed = announceSeed('rules')

/**
 * Checks a property on random inputs; HUIKA_SEED replays a run, HUIKA_RUNS makes it longer. A
 * failure says the seed and the smallest input that shows it.
 */
export function holds<T>(property: fc.IProperty<T>, runs = 300): void {
  const outcome = fc.check(property, { seed, numRuns: Number(process.env.HUIKA_RUNS ?? runs) })
  if (outcome instanceof Promise) throw new Error('a rule answers at once')
  if (outcome.failed) throw new Error(`HUIKA_SEED=${seed}\n${fc.defaultReportMessage(outcome) ?? ''}`)
}
