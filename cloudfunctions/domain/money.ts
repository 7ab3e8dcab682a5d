import { MOST_FEN } from '../contract/primitives'

/** An amount of money: a non-negative integer number of fen (1/100 yuan). */
export type Fen = number

const BASIS = 10_000

/** True for an amount that a price, a payment or a receipt may have: integer fen, 0 to ten million yuan. */
export function isFen(value: unknown): value is Fen {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MOST_FEN
}

/** Passes an amount on, or throws: wrong money is a bug, never a case to go on from. */
export function checkFen(value: number, what = 'amount'): Fen {
  if (!isFen(value)) throw new RangeError(`${what} is not an amount in fen: ${value}`)
  return value
}

/**
 * This share of an amount, floored to the fen: 9000 basis points of 1200 are 1080. Exact for all
 * safe integers, because the product is never formed whole.
 */
export function percentOf(amount: Fen, basisPoints: number): Fen {
  const rest = amount % BASIS
  return ((amount - rest) / BASIS) * basisPoints + Math.floor((rest * basisPoints) / BASIS)
}

/**
 * Splits a total over lines in proportion to their weights, every fen allocated: each line gets
 * the floor of its share, and what is left goes to the largest remainders, ties to the lowest
 * index. With `total` at most the sum of the weights no line gets more than its weight.
 */
export function splitByLargestRemainder(total: Fen, weights: readonly number[]): Fen[] {
  let sum = 0
  let greatest = 0
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`weight ${weight}`)
    sum += weight
    if (weight > greatest) greatest = weight
  }
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError(`total ${total}`)
  if (total === 0) return weights.map(() => 0)
  if (sum === 0) throw new RangeError('nothing to split a total over')
  if (!Number.isSafeInteger(sum)) throw new RangeError(`sum of weights ${sum}`)

  const shares: Fen[] = []
  const remainders: number[] = []
  let left = total
  for (const weight of weights) {
    const [share, remainder] = divided(total, weight, sum, total * greatest)
    shares.push(share)
    remainders.push(remainder)
    left -= share
  }
  for (; left > 0; left -= 1) {
    let best = 0
    for (let index = 1; index < remainders.length; index += 1) {
      if ((remainders[index] ?? 0) > (remainders[best] ?? 0)) best = index
    }
    shares[best] = (shares[best] ?? 0) + 1
    remainders[best] = -1
  }
  return shares
}

/**
 * What k of n units have come to of a total so far: floor(total * k / n). A partial refund is this
 * less what was refunded before, so that the parts always add up (never rounded per unit).
 */
export function cumulativeShare(total: Fen, k: number, n: number): Fen {
  if (!(n > 0 && k >= 0 && k <= n)) throw new RangeError(`share ${k} of ${n}`)
  return divided(total, k, n, total * k)[0]
}

/** total * part / whole, rounded up: what is owed to the member is never rounded down. */
export function shareRoundedUp(total: Fen, part: number, whole: number): Fen {
  const [share, remainder] = divided(total, part, whole, total * part)
  return remainder > 0 ? share + 1 : share
}

/** amount / parts, rounded up to the fen. */
export function ceilDivide(amount: number, parts: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0 || !Number.isSafeInteger(parts) || parts <= 0) {
    throw new RangeError(`${amount} / ${parts}`)
  }
  const rest = amount % parts
  return (amount - rest) / parts + (rest > 0 ? 1 : 0)
}

/**
 * Yuan as typed by a person, to fen: digits with at most two decimals. Null for anything else;
 * never by floating point, where 19.99 * 100 is not 1999.
 */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text)
  if (!match) return null
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return fen <= MOST_FEN ? fen : null
}

/** Fen in yuan for a sentence: ¥199.00. */
export function yuanText(fen: Fen): string {
  return `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/** [floor(a * b / c), remainder]; in big integers once `largest`, the greatest product, is unsafe. */
function divided(a: number, b: number, c: number, largest: number): [number, number] {
  if (largest <= Number.MAX_SAFE_INTEGER) {
    const product = a * b
    const remainder = product % c
    return [(product - remainder) / c, remainder]
  }
  const product = BigInt(a) * BigInt(b)
  const whole = BigInt(c)
  return [Number(product / whole), Number(product % whole)]
}
