import type { Output } from '../contract'
import type { SupportRequestView } from '../contract/support'
import { hasPrivilege } from './held-benefits'
import type { MemberState } from './member'
import { afterOpenTime, hoursText, openingHours, openTimeBetween } from './opening-hours'
import type { Release } from './release'
import { rankAt } from './tier-rank'

type Report = Pick<Output<'operations.questions'>, 'medians' | 'ratio'>

/** A question of a member, with what was promised when it was asked (M079). */
export interface SupportRequest {
  /** The operation that asked it. */
  readonly _id: string
  readonly memberId: string
  readonly words: string
  readonly at: number
  readonly promisedBy: number
  /** Promised earlier than to everybody. */
  readonly prioritised: boolean
  readonly tierName: string | null
  readonly state: 'open' | 'answered'
  readonly answeredAt: number | null
  /** Opening minutes until the first answer, rounded up. */
  readonly tookMinutes: number | null
  readonly answer: { readonly operationId: string; readonly words: string; readonly by: string } | null
}

const MINUTE_MS = 60_000

/** Fewer tell nothing. */
const LEAST_COMPARED = 10

/** Minutes in which a rank is promised a first answer; null where the shop takes no questions. */
export function minutesForRank(
  { participation }: Pick<Release, 'participation'>,
  rank: number,
): number | null {
  const promise = participation?.support
  if (!promise) return null
  return promise.byTier.reduce(
    (least, { tierAtLeast, minutes }) => (rank >= tierAtLeast ? Math.min(least, minutes) : least),
    promise.defaultMinutes,
  )
}

/** The same for a person: who holds the privilege of priority has the shortest promise (M037, M079). */
export function promisedMinutes(state: MemberState, release: Release, now: number): number | null {
  const privileged = hasPrivilege(state, release, 'priority_support', now)
  return minutesForRank(release, privileged ? Number.MAX_SAFE_INTEGER : rankAt(state, now))
}

/** What is promised, in one sentence. */
export function promiseWords(minutes: number, release: Release): string {
  return `营业时间(${hoursText(openingHours(release))})内${minutes}分钟内首次答复`
}

/** A question as it is kept; null where the shop takes none. */
export function supportRequest(
  state: MemberState,
  { requestId, words, release, now }: { requestId: string; words: string; release: Release; now: number },
): SupportRequest | null {
  const minutes = promisedMinutes(state, release, now)
  if (minutes === null) return null
  const rank = rankAt(state, now)
  return {
    _id: requestId,
    memberId: state.number,
    words,
    at: now,
    promisedBy: afterOpenTime(now, minutes * MINUTE_MS, openingHours(release)),
    prioritised: minutes < (release.participation?.support?.defaultMinutes ?? minutes),
    tierName: release.loyalty?.growth?.tiers.find((tier) => tier.rank === rank)?.name ?? null,
    state: 'open',
    answeredAt: null,
    tookMinutes: null,
    answer: null,
  }
}

/** Opening minutes that an answer took, rounded up. */
export function minutesTaken(
  { at }: Pick<SupportRequest, 'at'>,
  answeredAt: number,
  release: Release,
): number {
  return Math.ceil(openTimeBetween(at, answeredAt, openingHours(release)) / MINUTE_MS)
}

export function supportView(request: SupportRequest): SupportRequestView {
  const { _id, at, words, promisedBy, answer, answeredAt, state } = request
  return { requestId: _id, at, words, promisedBy, answer: answer?.words ?? null, answeredAt, state }
}

/** How long first answers took, by tier, and how much sooner those came that were promised sooner. */
export function supportReport(answered: readonly SupportRequest[]): Report {
  const byTier = new Map<string, SupportRequest[]>()
  for (const request of answered) {
    const name = request.tierName ?? (request.prioritised ? '优先' : '全部会员')
    byTier.set(name, [...(byTier.get(name) ?? []), request])
  }
  const prioritised = answered.filter((request) => request.prioritised)
  const others = answered.filter((request) => !request.prioritised)
  const enough = prioritised.length >= LEAST_COMPARED && others.length >= LEAST_COMPARED
  return {
    medians: [...byTier].map(([tierName, requests]) => ({
      tierName,
      answered: requests.length,
      medianMinutes: median(requests),
      kept: Math.floor((requests.filter(isKept).length * 10_000) / requests.length),
    })),
    ratio: enough ? Math.floor((median(others) * 100) / Math.max(1, median(prioritised))) : null,
  }
}

function isKept({ answeredAt, promisedBy }: SupportRequest): boolean {
  return answeredAt !== null && answeredAt <= promisedBy
}

/** Of an even number the mean of the middle two, rounded up. */
function median(requests: readonly SupportRequest[]): number {
  const minutes = requests.map(({ tookMinutes }) => tookMinutes ?? 0).sort((a, b) => a - b)
  const middle = Math.floor(minutes.length / 2)
  const upper = minutes[middle] ?? 0
  const lower = minutes.length % 2 === 0 ? (minutes[middle - 1] ?? upper) : upper
  return Math.ceil((lower + upper) / 2)
}
