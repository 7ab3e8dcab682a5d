import { transfer } from './balances'
import { lastDayOf, shanghaiDay } from './calendar'
import type { Posting } from './decision'
import type { MemberState } from './member'
import { percentOf, splitByLargestRemainder } from './money'
import {
  type PointAccount,
  pointAccounts,
  type PointLot,
  type PointReason,
  type PointShare,
  type PointTerms,
} from './point-account'
import { decayMoments } from './point-decay'

/** One operation's hold on an account of points: it collects the postings of all that it moves. */
export interface PointBook {
  available(): number
  add(terms: PointTerms, points: number, reason: PointReason): void
  /** Of what can be spent, the soonest to expire first: at most `points`. */
  take(points: number, reason: PointReason): PointShare[]
  /** From the lot of these terms, then from what can be spent. @returns the debt that is left */
  takeBack(terms: PointTerms, points: number): number
  close(): { state: MemberState; postings: Posting[] }
}

/** Names a lot by its terms: what is pending is apart until it becomes usable, then it joins its like. */
export function lotIdOf({ usableFrom, expiresAt, bonus }: PointTerms, now: number): string {
  const through = expiresAt === null ? 'never' : lastDayOf(expiresAt)
  const pending = usableFrom > now ? `@${shanghaiDay(usableFrom)}` : ''
  return `${through}${pending}${bonus ? `~${bonus.keepBasisPoints}-${bonus.afterDays}` : ''}`
}

/** In the order in which they are spent (M063). */
export function usableLots({ lots }: Pick<PointAccount, 'lots'>, now: number): PointLot[] {
  return lots.filter((lot) => isUsable(lot, now)).sort(soonestFirst)
}

/** Brings the account to `now`, in the order in which things happened meanwhile, and opens it. */
export function open(state: MemberState, now: number): PointBook {
  const lots = new Map(state.points.lots.map((lot) => [lot.id, lot]))
  const postings: Posting[] = []
  const { decayedThrough } = state.points
  let { debt } = state.points
  const usable = (at: number) => usableLots({ lots: [...lots.values()] }, at)

  for (const moment of decayMoments(state, decayedThrough, now)) {
    settle(moment.at)
    decay(moment)
  }
  settle(now)

  function put(lot: PointLot, left: number): void {
    if (left === 0) lots.delete(lot.id)
    else lots.set(lot.id, { ...lot, left })
  }

  function leave(lot: PointLot, points: number, to: string): void {
    put(lot, lot.left - points)
    postings.push(...transfer('points', pointAccounts.lot(lot.id), to, points))
  }

  /** What became usable pays the debt and joins its like; what has expired leaves. */
  function settle(at: number): void {
    const become = [...lots.values()].filter(({ usableFrom }) => usableFrom <= at)
    for (const lot of become.sort((a, b) => a.usableFrom - b.usableFrom || soonestFirst(a, b))) {
      const paid = Math.min(debt, lot.left)
      debt -= paid
      leave(lot, paid, pointAccounts.debt)
      const rest = lots.get(lot.id)
      if (rest && rest.usableFrom > 0) {
        const terms = { ...termsOf(rest), usableFrom: 0 }
        leave(rest, rest.left, pointAccounts.lot(lotIdOf(terms, at)))
        join(terms, rest.left, at)
      }
    }
    for (const lot of [...lots.values()])
      if (lot.expiresAt !== null && lot.expiresAt <= at) leave(lot, lot.left, pointAccounts.shop('expired'))
  }

  function join(terms: PointTerms, points: number, at: number): void {
    const id = lotIdOf(terms, at)
    lots.set(id, { id, ...terms, left: (lots.get(id)?.left ?? 0) + points })
  }

  /** Of all bonus points with the same terms one floor, so that many small lots lose no more (F11). */
  function decay({ at, bonus }: ReturnType<typeof decayMoments>[number]): void {
    const alike = usable(at).filter((lot) => sameBonus(lot.bonus, bonus))
    const total = alike.reduce((sum, { left }) => sum + left, 0)
    if (total === 0) return
    const kept = splitByLargestRemainder(
      percentOf(total, bonus.keepBasisPoints),
      alike.map(({ left }) => left),
    )
    for (const [index, lot] of alike.entries())
      leave(lot, lot.left - (kept[index] ?? 0), pointAccounts.shop('decayed'))
  }

  function take(points: number, reason: PointReason): PointShare[] {
    const shares: PointShare[] = []
    let wanted = points
    for (const lot of usable(now)) {
      const part = Math.min(wanted, lot.left)
      if (part === 0) break
      leave(lot, part, pointAccounts.shop(reason))
      shares.push({ ...termsOf(lot), points: part })
      wanted -= part
    }
    return shares
  }

  function promised(terms: PointTerms): PointTerms {
    return terms.usableFrom > now ? terms : { ...terms, usableFrom: 0 }
  }

  return {
    available: () => usable(now).reduce((sum, { left }) => sum + left, 0),
    take,

    add(terms, points, reason) {
      if (points === 0) return
      const lotId = lotIdOf(promised(terms), now)
      postings.push(...transfer('points', pointAccounts.shop(reason), pointAccounts.lot(lotId), points))
      join(promised(terms), points, now)
      settle(now)
    },

    takeBack(terms, points) {
      const own = lots.get(lotIdOf(promised(terms), now))
      const first = own ? Math.min(own.left, points) : 0
      if (own) leave(own, first, pointAccounts.shop('taken_back'))
      const then = take(points - first, 'taken_back').reduce((sum, share) => sum + share.points, 0)
      const owed = points - first - then
      debt += owed
      postings.push(...transfer('points', pointAccounts.debt, pointAccounts.shop('taken_back'), owed))
      return owed
    },

    close() {
      const left = [...lots.values()].sort(soonestFirst)
      const points: PointAccount = {
        ...state.points,
        lots: left,
        debt,
        decayedThrough: left.some(({ bonus }) => bonus) ? shanghaiDay(now) : null,
      }
      return { state: { ...state, points }, postings }
    },
  }
}

function termsOf({ usableFrom, expiresAt, bonus }: PointTerms): PointTerms {
  return { usableFrom, expiresAt, ...(bonus ? { bonus } : {}) }
}

function isUsable({ usableFrom, expiresAt }: PointTerms, at: number): boolean {
  return usableFrom <= at && (expiresAt === null || at < expiresAt)
}

function soonestFirst(a: PointLot, b: PointLot): number {
  return endOf(a) - endOf(b) || a.usableFrom - b.usableFrom || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function endOf({ expiresAt }: PointTerms): number {
  return expiresAt ?? Number.MAX_SAFE_INTEGER
}

function sameBonus(one: PointTerms['bonus'], other: PointTerms['bonus']): boolean {
  return one?.keepBasisPoints === other?.keepBasisPoints && one?.afterDays === other?.afterDays
}
