import { byStacking, faceValue, type FittedCoupon, sharesOf, takenFrom } from './coupon-taking'

/** At most so many coupons on one receipt. */
export const MOST_COUPONS = 3

/** A lawful set in stacking order, and what each of them takes off. */
export interface Combination {
  readonly coupons: readonly FittedCoupon[]
  readonly takes: readonly number[]
  readonly total: number
}

const NOTHING: Combination = { coupons: [], takes: [], total: 0 }

/** True for coupons that may stand on one receipt: alone, or each of another group, three in all. */
export function mayCombine(coupons: readonly FittedCoupon[]): boolean {
  if (coupons.length < 2) return true
  if (coupons.length > MOST_COUPONS) return false
  const groups = coupons.map(groupOf)
  return !groups.includes(null) && new Set(groups).size === groups.length
}

/**
 * What a set takes off in stacking order: each of what the ones before it left, so that no line and
 * no sum goes below zero.
 * @param left fen to be paid of each line
 */
export function takeTogether(coupons: readonly FittedCoupon[], left: readonly number[]): Combination {
  const ordered = [...coupons].sort(byStacking)
  let rest = left
  const takes = ordered.map((coupon) => {
    const amount = takenFrom(coupon, rest)
    rest = lessShares(coupon, amount, rest)
    return amount
  })
  return { coupons: ordered, takes, total: takes.reduce((sum, amount) => sum + amount, 0) }
}

/**
 * The lawful set that takes off most. Of equal ones the one of fewer coupons, then of less face
 * value, then the one that ends first: nothing better is spent, and what takes off nothing isn't
 * used at all (threads 4 and 9). Branch and bound in stacking order, from a set that is good already:
 * alone a coupon takes off the most that it can, so what a branch can still reach is known before it
 * is tried.
 * @param fitting coupons whose threshold is reached
 */
export function bestCombination(fitting: readonly FittedCoupon[], left: readonly number[]): Combination {
  const ordered = withoutCopies([...fitting].sort(byStacking))
  const grouped = ordered.filter((coupon) => groupOf(coupon) !== null)
  const payable = left.reduce((sum, amount) => sum + amount, 0)
  const reach = reachOf(grouped)
  let best = NOTHING

  function offer(found: Combination) {
    if (!found.takes.includes(0) && isBetter(found, best)) best = found
  }

  function extend(from: number, before: Combination, rest: readonly number[]) {
    const size = before.coupons.length + 1
    for (let index = from; index < grouped.length; index += 1) {
      const bound = Math.min(payable, before.total + (reach[index]?.[MOST_COUPONS - size] ?? 0))
      if (bound < best.total || (bound === best.total && size > best.coupons.length)) return
      const coupon = grouped[index] as FittedCoupon
      if (before.coupons.some((one) => groupOf(one) === groupOf(coupon))) continue
      const amount = takenFrom(coupon, rest)
      if (amount === 0) continue
      const total = before.total + amount
      const found = { coupons: [...before.coupons, coupon], takes: [...before.takes, amount], total }
      offer(found)
      if (size < MOST_COUPONS && index + 1 < grouped.length)
        extend(index + 1, found, lessShares(coupon, amount, rest))
    }
  }

  for (const coupon of ordered) offer({ coupons: [coupon], takes: [coupon.most], total: coupon.most })
  offer(takeTogether(greatestOfGroups(grouped), left))
  extend(0, NOTHING, left)
  return best
}

/** The greater total first, then what is spent for it. */
export function isBetter(found: Combination, best: Combination): boolean {
  if (found.total !== best.total) return found.total > best.total
  if (found.coupons.length !== best.coupons.length) return found.coupons.length < best.coupons.length
  const face = ({ coupons }: Combination) => coupons.reduce((sum, coupon) => sum + faceValue(coupon), 0)
  const ends = ({ coupons }: Combination) => coupons.reduce((sum, { lot }) => sum + lot.until, 0)
  const ids = ({ coupons }: Combination) => coupons.map(({ lot }) => lot.id).join(' ')
  return (face(found) - face(best) || ends(found) - ends(best) || (ids(found) < ids(best) ? -1 : 1)) < 0
}

function groupOf({ terms: { combines } }: FittedCoupon): string | null {
  return combines.kind === 'group' ? combines.group : null
}

/** Of lots with the very same terms, which never stand together, the one that ends first. */
function withoutCopies(ordered: readonly FittedCoupon[]): FittedCoupon[] {
  const seen = new Set<string>()
  return ordered.filter(({ lot: { version } }) => {
    if (version === undefined) return true
    const first = !seen.has(version)
    seen.add(version)
    return first
  })
}

/** The three coupons of different groups that alone take off most. */
function greatestOfGroups(grouped: readonly FittedCoupon[]): FittedCoupon[] {
  const greatest: FittedCoupon[] = []
  for (const coupon of [...grouped].sort((a, b) => b.most - a.most))
    if (greatest.length < MOST_COUPONS && greatest.every((one) => groupOf(one) !== groupOf(coupon)))
      greatest.push(coupon)
  return greatest
}

/** What the best one, two or three of different groups from each place on could take off at most. */
function reachOf(grouped: readonly FittedCoupon[]): number[][] {
  const reach = new Array<number[]>(grouped.length)
  const most = new Map<string | null, number>()
  for (let index = grouped.length - 1; index >= 0; index -= 1) {
    const coupon = grouped[index] as FittedCoupon
    most.set(groupOf(coupon), Math.max(coupon.most, most.get(groupOf(coupon)) ?? 0))
    let sum = 0
    reach[index] = [...most.values()]
      .sort((a, b) => b - a)
      .slice(0, MOST_COUPONS)
      .map((one) => (sum += one))
    while ((reach[index]?.length ?? 0) < MOST_COUPONS) reach[index]?.push(sum)
  }
  return reach
}

/** What is left of each line after a coupon took its amount. */
function lessShares(coupon: FittedCoupon, amount: number, left: readonly number[]): number[] {
  const rest = [...left]
  for (const { index, share } of sharesOf(coupon, amount, left)) rest[index] = (rest[index] ?? 0) - share
  return rest
}
