import type { LateJob } from '../contract/late-jobs'
import { daysToCompare, LATE_AFTER_MS, lateJobs, owedWalks } from '../domain/late-jobs'
import type { Release } from '../domain/release'
import type { Backend } from '../entry/backend'

interface Asked {
  readonly release: Release
  /** When the owner took the shop over. Epoch ms. */
  readonly claimedAt: number
  /** Days whose payments were compared with WeChat's bill. */
  readonly compared: ReadonlySet<string>
  readonly now: number
}

/** The timers' jobs that are more than a day behind, whatever kept them: nobody else would say so. */
export async function lateJobsOf(
  { jobProgress }: Pick<Backend, 'jobProgress'>,
  { release, claimedAt, compared, now }: Asked,
): Promise<LateJob[]> {
  const owed = owedWalks(release, now)
  const [{ walked, ...kept }, waits, uncomparedDay] = await Promise.all([
    jobProgress.kept({ now, walks: owed.flatMap(({ walks }) => walks) }),
    jobProgress.waits(now - LATE_AFTER_MS),
    jobProgress.firstPaid(daysToCompare(now).filter((day) => !compared.has(day))),
  ])
  const untold = owed.filter(({ walks }) => !walks.some((walk) => walked.has(walk)))
  const progress = {
    ...kept,
    waits,
    uncomparedDay,
    untoldSince: untold.length > 0 ? Math.min(...untold.map(({ since }) => since)) : null,
    forecastDay: release.forecastError?.day ?? null,
  }
  // Before its first release a shop owes nobody anything.
  const openedAt = release.release === 1 ? Math.max(claimedAt, release.releasedAt) : claimedAt
  return lateJobs(progress, { openedAt, now })
}
