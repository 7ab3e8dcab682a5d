import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { addDays, dayWords, lastDayOf, shanghaiDay, startOfDay } from './calendar'
import type { Decision, Due, Posting } from './decision'
import type { MemberState } from './member'
import type { MemberStep } from './member-steps'
import { pointAccounts, type PointFacts } from './point-account'
import { nextDecay } from './point-decay'
import { settlePoints } from './points'

/** Told so many days before points expire (M065); of a decay once, a week before each (M073). */
const EXPIRY_NOTICE_DAYS = [30, 7, 1]
const DECAY_NOTICE_DAYS = 7

/** When the timer has to look: expiries, decays, and the notices before them. */
export function pointMoments(state: MemberState): number[] {
  const expiries = state.points.lots.flatMap(({ expiresAt }) => expiresAt ?? [])
  const decay = nextDecay(state)
  return [...expiries, ...(decay === null ? [] : [decay]), ...notices(state).map(({ at }) => at)]
}

/** What is due at once is one step: whoever comes late does no more than who came in time. */
export function pointSteps(state: MemberState, { now }: { readonly now: number }): readonly MemberStep[] {
  const [moment] = pointMoments(state)
    .filter((at) => at <= now)
    .sort((a, b) => a - b)
  if (moment === undefined) return []
  return [
    {
      operationId: `points:${derivedOperationId(`points:${state.number}:${moment}`, moment)}`,
      command: 'points.settle',
      input: { moment },
      decide: (current) => settleByClock(current, now),
    },
  ]
}

/**
 * Lets expire and decay what has to by now, and tells what comes. Refuses NOT_FOUND when somebody did
 * it in between.
 */
export function settleByClock(
  state: MemberState,
  now: number,
): Decision<Extract<PointFacts, { kind: 'points_settled' }>> {
  if (!pointMoments(state).some((at) => at <= now)) return refuse('NOT_FOUND')
  const settled = settlePoints(state, now)
  const due = notices(state)
    .filter(({ at, until }) => at <= now && now < until)
    .flatMap((notice) => reminderOf(settled.state, notice))
  const left = (reason: 'expired' | 'decayed') => sumOn(settled.postings, pointAccounts.shop(reason))
  return {
    ok: true,
    state: { ...settled.state, points: { ...settled.state.points, remindedThrough: now } },
    postings: settled.postings,
    facts: {
      kind: 'points_settled',
      expired: left('expired'),
      decayed: left('decayed'),
      debtPaid: state.points.debt - settled.state.points.debt,
      at: now,
    },
    due: [...new Map(due.map((reminder) => [reminder.key, reminder])).values()],
  }
}

interface Notice {
  readonly at: number
  /** When what it tells of happens. */
  readonly until: number
  readonly reminder: 'points_expiry' | 'decay'
}

/** Notices whose moment nobody has acted on yet, the latest of each event last. */
function notices(state: MemberState): Notice[] {
  const { lots, remindedThrough } = state.points
  const ends = [...new Set(lots.flatMap(({ expiresAt }) => expiresAt ?? []))]
  const decay = nextDecay(state)
  const before = (until: number, days: number) => startOfDay(addDays(shanghaiDay(until), -days))
  const all: Notice[] = [
    ...ends.flatMap((until) =>
      EXPIRY_NOTICE_DAYS.map((days): Notice => ({
        at: before(until, days),
        until,
        reminder: 'points_expiry',
      })),
    ),
    ...(decay === null
      ? []
      : [{ at: before(decay, DECAY_NOTICE_DAYS), until: decay, reminder: 'decay' as const }]),
  ]
  return all.filter(({ at }) => at > remindedThrough)
}

/** None where nothing is lost, such as what a debt takes before. */
function reminderOf(state: MemberState, { until, reminder }: Notice): Extract<Due, { kind: 'message' }>[] {
  const lost = leaving(state, until, reminder === 'decay' ? 'decayed' : 'expired')
  if (lost === 0) return []
  const day = reminder === 'decay' ? shanghaiDay(until) : lastDayOf(until)
  const words = dayWords(day, until)
  return [
    {
      kind: 'message',
      key: `${reminder}:${state.number}:${until}:${state.points.remindedThrough}`,
      owner: 'renewal',
      flow: reminder,
      memberId: state.number,
      about: {
        id: null,
        amount: null,
        day,
        title: reminder === 'decay' ? `${words}起赠送积分减少${lost}` : `${lost}积分将于${words}到期`,
      },
      until,
    },
  ]
}

/** What leaves at this very instant for this reason alone: others may fall on the same midnight. */
function leaving(state: MemberState, until: number, reason: 'expired' | 'decayed'): number {
  const by = (instant: number) => sumOn(settlePoints(state, instant).postings, pointAccounts.shop(reason))
  return by(until) - by(until - 1)
}

function sumOn(postings: readonly Posting[], account: string): number {
  return postings.reduce((sum, posting) => (posting.account === account ? sum + posting.amount : sum), 0)
}
