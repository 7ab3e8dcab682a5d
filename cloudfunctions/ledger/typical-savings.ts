import { shanghaiDay } from '../domain/calendar'
import { typicalSaving } from '../domain/savings'
import type { MemberDocument } from './aggregate'
import { type Database, inside, moreThan } from './database'
import type { Releases } from './releases'

/** How often each saved amount was met: exact, and bounded by the amounts, not by the members. */
type Tally = Record<string, number>

interface TypicalProgress {
  readonly _id: string
  readonly revision: number
  /** The last day whose figures were published. */
  readonly publishedDay: string
  /** The pass that is under way: where it stands, and per plan what it has met so far. */
  readonly pass: {
    readonly day: string
    readonly after: string
    readonly saved: Record<string, Tally>
  } | null
}

export interface TypicalSavings {
  /** Once a day, in as many runs as it takes; says whether a pass is unfinished. */
  refresh(run: { now: number; deadline: number }): Promise<{ left: boolean }>
}

export const PROGRESS_ID = 'typical'
const PAGE = 200
const SPARE_MS = 3_000
const MATURE_MS = 30 * 86_400_000

/**
 * "会员一般省多少": what memberships of a plan that are older than 30 days really saved in their
 * running period, as quartiles within the release, so that showing them costs no read.
 */
export function typicalSavings(database: Database, releases: Releases, clock: () => number): TypicalSavings {
  async function progress(): Promise<TypicalProgress> {
    const first: TypicalProgress = { _id: PROGRESS_ID, revision: 1, publishedDay: '', pass: null }
    const standing = await database.read<TypicalProgress>('roll_ups', PROGRESS_ID)
    if (standing) return standing
    await database.insert('roll_ups', first)
    return first
  }

  return {
    async refresh({ now, deadline }) {
      const state = await progress()
      const day = shanghaiDay(now)
      if (state.publishedDay === day) return { left: false }
      const pass = state.pass?.day === day ? state.pass : { day, after: '', saved: {} }
      const saved: Record<string, Tally> = structuredClone(pass.saved)
      let after = pass.after
      let finished = false
      while (!finished && clock() < deadline - SPARE_MS) {
        const page = await database.find<MemberDocument>('members', {
          where: { state: inside({ memberships: inside({ endsAt: moreThan(0) }) }), _id: moreThan(after) },
          orderBy: [['_id', 'asc']],
          limit: PAGE,
          projection: ['state.memberships'],
        })
        for (const { state: member } of page) tally(member, saved, now)
        after = page.at(-1)?._id ?? after
        finished = page.length < PAGE
      }
      if (finished) await releases.amend((release) => ({ ...release, typical: quartiles(saved, now) }))
      await database.replaceWhere(
        'roll_ups',
        { _id: PROGRESS_ID, revision: state.revision },
        {
          revision: state.revision + 1,
          publishedDay: finished ? day : state.publishedDay,
          pass: finished ? null : { day, after, saved },
        },
      )
      return { left: !finished }
    },
  }
}

function tally(member: MemberDocument['state'], saved: Record<string, Tally>, now: number): void {
  for (const { planId, periods } of member.memberships) {
    const period = periods.filter(({ startsAt }) => startsAt <= now - MATURE_MS).at(-1)
    if (!period) continue
    const ofPlan = (saved[planId] ??= {})
    const amount = String(period.saved)
    ofPlan[amount] = (ofPlan[amount] ?? 0) + 1
  }
}

function quartiles(saved: Record<string, Tally>, now: number) {
  return Object.fromEntries(
    Object.entries(saved).flatMap(([planId, amounts]) => {
      const memberships = Object.entries(amounts).flatMap(([amount, count]) =>
        Array.from({ length: count }, () => ({ saved: Number(amount), startsAt: 0 })),
      )
      const typical = typicalSaving(memberships, now)
      return typical ? [[planId, typical]] : []
    }),
  )
}
