import type { LateJob, TimerJob } from '../contract/late-jobs'
import { announcementsAt } from './announcements'
import { addDays, shanghaiDay, shanghaiMonth, startOfDay } from './calendar'
import { careListOpensAt, careListWalk } from './care-list'
import type { Release } from './release'

/**
 * Which of the timers' jobs are behind by more than a day, known by the progress that each keeps in
 * any case. Nothing is written for it: a job that fails in each run, has no turn or whose timer
 * stands still leaves its progress as it is, and the next success ends it by itself.
 */
export interface JobProgress {
  /** Every entry before this is in the journal; null: the archive never ran. Epoch ms. */
  readonly archivedThrough: number | null
  /** Since when the longest due work waits untouched; null: none has waited for a day. Epoch ms. */
  readonly waits: Readonly<Record<'payments' | 'members' | 'follow_ups', number | null>>
  /** The last day whose expired data was erased. */
  readonly erasedDay: string | null
  /** Whether the bills of the month before this one are out. */
  readonly billed: boolean
  /** The last day for which it was worked out what members save. */
  readonly typicalDay: string | null
  /** The last day whose deals are kept as evidence. */
  readonly evidenceDay: string | null
  /** The first day whose messages aren't wholly counted; null: none was ever counted. */
  readonly uncountedDay: string | null
  /** The day on which forecasts were last compared with what came. */
  readonly forecastDay: string | null
  /** The first day within the last week with payments that nobody compared with WeChat's bill. */
  readonly uncomparedDay: string | null
  /** Since when all members should have been told of something; null: they were. Epoch ms. */
  readonly untoldSince: number | null
}

const DAY_MS = 86_400_000
/** What was due may take a day, in as many runs as it needs. */
export const LATE_AFTER_MS = DAY_MS
/** WeChat has the bill of a day from 10:00 of the next one on. */
const BILL_READY_MS = 10 * 3_600_000

const WORDS: Record<TimerJob, Pick<LateJob, 'title' | 'means'>> = {
  payments: {
    title: '付款收尾和退款',
    means: '个别顾客会晚收到买的卡,退款会晚到账;每一笔都记着,不会少。',
  },
  members: {
    title: '到期提醒和续费',
    means: '到期提醒会晚发,到期要办的续费、退补会晚办;会员到店照常用卡。',
  },
  follow_ups: {
    title: '通知和奖励发放',
    means: '给会员的通知、奖励会晚到;都排着队,不会漏。',
  },
  announcements: {
    title: '公告和关怀名单',
    means: '停业公告会晚通知到持卡会员,店员看到的关怀名单不全。',
  },
  reconciliation: {
    title: '与微信对账',
    means: '顾客不受影响;有收款还没跟微信的账单核对,差错会晚些才知道。',
  },
  archive: {
    title: '流水归档',
    means: '顾客付款、用卡不受影响;账目里较早的数字停在那时。',
  },
  bills: {
    title: '月账单',
    means: '会员还没收到上个月的账单通知,账单里没有排名;金额照常能看。',
  },
  personal_data: {
    title: '到期资料清除',
    means: '保存期满、该删的会员资料会晚删;顾客买卡、用卡不受影响。',
  },
  price_evidence: {
    title: '成交价记录',
    means: '新的划线价没有凭据,先不显示;售价照常。',
  },
  typical_savings: {
    title: '会员一般省多少',
    means: '卡的页面上「一般省多少」还是那天的数字;价格和优惠照常。',
  },
  forecast_errors: {
    title: '预估准不准',
    means: '续卡时看到的预估误差还是以前算的;价格和优惠照常。',
  },
  message_counts: {
    title: '消息统计',
    means: '消息照常发给会员;您看到的消息数字停在那天。',
  },
}

/**
 * The jobs that are late, those with money first.
 * @param openedAt before this nothing was owed. Epoch ms
 * @param now epoch ms
 */
export function lateJobs(progress: JobProgress, { openedAt, now }: { openedAt: number; now: number }) {
  const due = dueSince(progress, now)
  return (Object.keys(WORDS) as TimerJob[]).flatMap((job): LateJob[] => {
    const at = due[job]
    if (at === null) return []
    const since = Math.max(at, openedAt)
    return since + LATE_AFTER_MS < now ? [{ job, since, ...WORDS[job] }] : []
  })
}

/** From when each job has owed something that isn't done; null: nothing. */
function dueSince(progress: JobProgress, now: number): Record<TimerJob, number | null> {
  const monthStart = startOfDay(`${shanghaiMonth(now)}-01`)
  const isComparedThisMonth = progress.forecastDay?.startsWith(shanghaiMonth(now)) === true
  return {
    ...progress.waits,
    announcements: progress.untoldSince,
    reconciliation:
      progress.uncomparedDay === null ? null : startOfDay(addDays(progress.uncomparedDay, 1)) + BILL_READY_MS,
    archive: progress.archivedThrough ?? 0,
    bills: progress.billed ? null : monthStart,
    // These look at a day while it runs.
    personal_data: afterDay(progress.erasedDay, now),
    typical_savings: afterDay(progress.typicalDay, now),
    // These look at a day once it is over: what is owed is the day after the last one, at its end.
    price_evidence: progress.evidenceDay === null ? 0 : startOfDay(addDays(progress.evidenceDay, 2)),
    message_counts: progress.uncountedDay === null ? null : startOfDay(addDays(progress.uncountedDay, 1)),
    forecast_errors: isComparedThisMonth ? null : monthStart,
  }
}

function afterDay(day: string | null, now: number): number | null {
  if (day === null) return 0
  return day >= shanghaiDay(now) ? null : startOfDay(addDays(day, 1))
}

/** The days that should have been compared with WeChat's bill by now, the earliest first. */
export function daysToCompare(now: number): string[] {
  const today = shanghaiDay(now)
  return [7, 6, 5, 4, 3, 2]
    .map((back) => addDays(today, -back))
    .filter((day) => startOfDay(addDays(day, 1)) + BILL_READY_MS + LATE_AFTER_MS < now)
}

/**
 * What all members have to be walked through for each day (L6, M104): since when, and the walks any of
 * which does it. Greetings of a day aren't here: once it is over they are of no use to anybody.
 */
export function owedWalks(release: Release, now: number): { since: number; walks: string[] }[] {
  const yesterday = now - DAY_MS
  const owed: { since: number; walks: string[] }[] = []
  const closing = [yesterday, now]
    .flatMap((at) => announcementsAt(release, at))
    .filter(({ flow }) => flow === 'closing_notice')
    .map(({ id }) => id)
  // Once the shop has closed nobody is told any more.
  if (release.closing && closing.length === 2)
    owed.push({
      since: Math.max(release.closing.announcedAt, startOfDay(shanghaiDay(yesterday))),
      walks: closing,
    })
  if (release.care?.careList)
    owed.push({
      since: Math.max(release.releasedAt, careListOpensAt(yesterday)),
      walks: [careListWalk(yesterday), careListWalk(now)],
    })
  return owed
}
