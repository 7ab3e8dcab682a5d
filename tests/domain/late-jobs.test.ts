import type { TimerJob } from '../../cloudfunctions/contract/late-jobs'
import { startOfDay } from '../../cloudfunctions/domain/calendar'
import { daysToCompare, type JobProgress, lateJobs, owedWalks } from '../../cloudfunctions/domain/late-jobs'
import type { Release } from '../../cloudfunctions/domain/release'

const DAY = 86_400_000
const HOUR = 3_600_000
const NOW = startOfDay('2027-03-20') + 12 * HOUR
const GOING: JobProgress = {
  archivedThrough: NOW - 120_000,
  waits: { payments: null, members: null, follow_ups: null },
  erasedDay: '2027-03-20',
  billed: true,
  typicalDay: '2027-03-20',
  evidenceDay: '2027-03-19',
  uncountedDay: '2027-03-20',
  forecastDay: '2027-03-01',
  uncomparedDay: null,
  untoldSince: null,
}
const late = (progress: Partial<JobProgress>, openedAt = 0, now = NOW) =>
  lateJobs({ ...GOING, ...progress }, { openedAt, now }).map(({ job, since }) => [job, since])

describe('jobs of the timers that are behind', () => {
  it('none is where all come on', () => {
    expect(late({})).toEqual([])
  })

  const CASES: [TimerJob, Partial<JobProgress>, since: number][] = [
    ['archive', { archivedThrough: NOW - 3 * DAY }, NOW - 3 * DAY],
    ['payments', { waits: { ...GOING.waits, payments: NOW - 2 * DAY } }, NOW - 2 * DAY],
    ['members', { waits: { ...GOING.waits, members: NOW - 2 * DAY } }, NOW - 2 * DAY],
    ['follow_ups', { waits: { ...GOING.waits, follow_ups: NOW - 2 * DAY } }, NOW - 2 * DAY],
    ['announcements', { untoldSince: NOW - 2 * DAY }, NOW - 2 * DAY],
    ['reconciliation', { uncomparedDay: '2027-03-16' }, startOfDay('2027-03-17') + 10 * HOUR],
    ['bills', { billed: false }, startOfDay('2027-03-01')],
    ['personal_data', { erasedDay: '2027-03-17' }, startOfDay('2027-03-18')],
    ['typical_savings', { typicalDay: '2027-03-17' }, startOfDay('2027-03-18')],
    ['price_evidence', { evidenceDay: '2027-03-16' }, startOfDay('2027-03-18')],
    ['message_counts', { uncountedDay: '2027-03-17' }, startOfDay('2027-03-18')],
    ['forecast_errors', { forecastDay: '2027-02-01' }, startOfDay('2027-03-01')],
  ]
  it.each(CASES)('%s is late a day after it owed something, and not before', (job, progress, since) => {
    expect(late(progress)).toEqual([[job, since]])
    // By then others owe something too: this is about the one.
    const jobsAt = (now: number) => late(progress, 0, now).map(([one]) => one)
    expect(jobsAt(since + DAY)).not.toContain(job)
    expect(jobsAt(since + DAY + 1)).toContain(job)
  })

  it('each has its own words: what it is, and what it means', () => {
    const all: JobProgress = Object.assign({}, GOING, ...CASES.map(([, part]) => part))
    const waits = { payments: 1, members: 1, follow_ups: 1 }
    const found = lateJobs({ ...all, waits }, { openedAt: 0, now: NOW })
    expect(found).toHaveLength(CASES.length)
    expect(new Set(found.map(({ title }) => title)).size).toBe(CASES.length)
    expect(found.every(({ means }) => /^[^a-z_]+。$/.test(means))).toBe(true)
  })

  it('a shop that has just opened is behind with nothing, and a day later with all that never came', () => {
    const never: Partial<JobProgress> = {
      ...{ archivedThrough: null, erasedDay: null, billed: false, typicalDay: null },
      ...{ evidenceDay: null, forecastDay: null, uncountedDay: null },
    }
    expect(late(never, NOW - DAY)).toEqual([])
    expect(late(never, NOW - DAY - 1)).toEqual(
      (
        ['archive', 'bills', 'personal_data', 'price_evidence', 'typical_savings', 'forecast_errors'] as const
      ).map((job) => [job, NOW - DAY - 1]),
    )
  })

  it('a day is compared with WeChat’s bill from ten of the next one on: a day later it is late', () => {
    const ten = startOfDay('2027-03-20') + 10 * HOUR
    expect(daysToCompare(ten).at(-1)).toBe('2027-03-17')
    expect(daysToCompare(ten + 1).at(-1)).toBe('2027-03-18')
    expect(daysToCompare(NOW)[0]).toBe('2027-03-13')
  })

  it('a closing has to be told each day until it is over, by yesterday’s walk or by today’s', () => {
    const closing = { day: '2027-04-01', text: '', call: '', announcedAt: NOW - 30 * DAY }
    const release = { releasedAt: NOW - 30 * DAY, closing } as unknown as Release
    expect(owedWalks(release, NOW)).toEqual([
      {
        since: startOfDay('2027-03-19'),
        walks: ['19', '20'].map((day) => `closing:2027-04-01:${closing.announcedAt}:2027-03-${day}`),
      },
    ])
    const justNow = { ...release, closing: { ...closing, announcedAt: NOW - 1 } } as Release
    expect(owedWalks(justNow, NOW)).toMatchObject([{ since: NOW - 1 }])
    expect(owedWalks(release, startOfDay('2027-04-02'))).toEqual([])
    const cared = { releasedAt: 0, care: { careList: {} } } as unknown as Release
    expect(owedWalks(cared, NOW)).toEqual([
      {
        since: startOfDay('2027-03-19') + 8 * HOUR,
        walks: ['care_list:2027-03-19', 'care_list:2027-03-20'],
      },
    ])
  })
})
