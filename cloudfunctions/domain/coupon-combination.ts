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
  const rest = [...left]
  const takes = ordered.map((coupon) => {
    const amount = takenFrom(coupon, rest)
    for (const { index, share } of sharesOf(coupon, amount, rest)) rest[index] = (rest[index] ?? 0) - share
    return amount
  })
  return { coupons: ordered, takes, total: takes.reduce((sum, amount) => sum + amount, 0) }
}

/**
 * The lawful set that takes off most. Of equal ones the one of fewer coupons, then of less face
 * value, then the one that ends first: nothing better is spent, and what takes off nothing isn't
 * used at all (threads 4 and 9). Branch and bound in stacking order: alone a coupon takes off the
 * most that it can, so what a branch can still reach is known before it is tried.
 * @param fitting coupons whose threshold is reached
 */
export function bestCombination(fitting: readonly FittedCoupon[], left: readonly number[]): Combination {
  const ordered = withoutCopies([...fitting].sort(byStacking))
  const payable = left.reduce((sum, amount) => sum + amount, 0)
  const reach = reachOf(ordered)
  let best = NOTHING

  function offer(found: Combination) {
    if (isBetter(found, best)) best = found
  }

  function extend(from: number, before: Combination, rest: readonly number[]) {
    const size = before.coupons.length + 1
    for (let index = from; index < ordered.length; index += 1) {
      const bound = Math.min(payable, before.total + (reach[index]?.[MOST_COUPONS - size + 1] ?? 0))
      if (bound < best.total || (bound === best.total && size > best.coupons.length)) return
      const coupon = ordered[index] as FittedCoupon
      const group = groupOf(coupon)
      if (size > 1 && (group === null || before.coupons.some((one) => groupOf(one) === group))) continue
      const amount = takenFrom(coupon, rest)
      if (amount === 0) continue
      const found: Combination = {
        coupons: [...before.coupons, coupon],
        takes: [...before.takes, amount],
        total: before.total + amount,
      }
      offer(found)
      if (size === MOST_COUPONS || group === null || index + 1 === ordered.length) continue
      const after = [...rest]
      for (const { index: line, share } of sharesOf(coupon, amount, rest))
        after[line] = (after[line] ?? 0) - share
      extend(index + 1, found, after)
    }
  }

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

/** What the best one, two or three from each place on could take off if they didn't meet. */
function reachOf(ordered: readonly FittedCoupon[]): number[][] {
  const reach = new Array<number[]>(ordered.length)
  let top: number[] = []
  for (let index = ordered.length - 1; index >= 0; index -= 1) {
    top = [...top, ordered[index]?.most ?? 0].sort((a, b) => b - a).slice(0, MOST_COUPONS)
    const sums = [0]
    for (let size = 1; size <= MOST_COUPONS; size += 1)
      sums.push((sums[size - 1] ?? 0) + (top[size - 1] ?? 0))
    reach[index] = sums
  }
  return reach
}
