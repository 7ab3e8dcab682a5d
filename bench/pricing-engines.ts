import { Engine } from 'json-rules-engine'
import { Rools, Rule } from 'rools'

/**
 * The same card in two public rule engines and by hand, each written as its own documentation
 * advises and asked for the least: what each line costs. No proofs, no evidence, no receipts.
 */

export interface PlainLine {
  readonly productId: string
  readonly categoryId: string
  readonly quantity: number
  readonly list: number
  readonly cost: number
}

/** What each line costs, in fen. */
export type PaidPerLine = (lines: readonly PlainLine[]) => number[] | Promise<number[]>

export interface CardRules {
  /** Category at cost times this. */
  readonly costPlus: { readonly categoryId: string; readonly basisPoints: number }
  /** Category at this share of the list price. */
  readonly percent: { readonly categoryId: string; readonly basisPoints: number }
  readonly fixed: { readonly productId: string; readonly price: number }
  /** Taken off the whole category on the order, where that is better. */
  readonly discount: { readonly categoryId: string; readonly basisPoints: number }
}

interface Working extends PlainLine {
  unit: number
  saved: number
}

const working = (lines: readonly PlainLine[]): Working[] =>
  lines.map((line) => ({ ...line, unit: line.list, saved: 0 }))

/** The arithmetic of the order discount, the same for every engine: floored once, split by largest remainder. */
function discountOrder(lines: Working[], { categoryId, basisPoints }: CardRules['discount']): void {
  const chosen = lines.filter(
    (line) =>
      line.categoryId === categoryId &&
      line.list * line.quantity * basisPoints > (line.list - line.unit) * line.quantity * 10_000,
  )
  const sum = chosen.reduce((total, line) => total + line.list * line.quantity, 0)
  if (sum === 0) return
  const total = Math.floor((sum * basisPoints) / 10_000)
  const shares = chosen.map((line) => {
    const weight = line.list * line.quantity
    return { line, share: Math.floor((total * weight) / sum), rest: (total * weight) % sum }
  })
  let left = shares.reduce((rest, { share }) => rest - share, total)
  for (const one of [...shares].sort((a, b) => b.rest - a.rest)) {
    one.line.unit = one.line.list
    one.line.saved = one.share + (left > 0 ? 1 : 0)
    left -= left > 0 ? 1 : 0
  }
}

const paid = (lines: readonly Working[]): number[] =>
  lines.map((line) => line.unit * line.quantity - line.saved)

function lower(
  lines: Working[],
  applies: (line: Working) => boolean,
  price: (line: Working) => number,
): void {
  for (const line of lines) if (applies(line)) line.unit = Math.min(line.unit, price(line))
}

export async function roolsEngine(rules: CardRules): Promise<PaidPerLine> {
  interface Facts {
    lines: Working[]
  }
  const engine = new Rools({ logging: { error: false, debug: false } })
  await engine.register([
    new Rule({
      name: 'cost plus',
      priority: 3,
      when: (facts: Facts) => facts.lines.some((line) => line.categoryId === rules.costPlus.categoryId),
      then: (facts: Facts) =>
        lower(
          facts.lines,
          (line) => line.categoryId === rules.costPlus.categoryId,
          (line) => Math.floor((line.cost * rules.costPlus.basisPoints) / 10_000),
        ),
    }),
    new Rule({
      name: 'percent',
      priority: 2,
      when: (facts: Facts) => facts.lines.some((line) => line.categoryId === rules.percent.categoryId),
      then: (facts: Facts) =>
        lower(
          facts.lines,
          (line) => line.categoryId === rules.percent.categoryId,
          (line) => Math.floor((line.list * rules.percent.basisPoints) / 10_000),
        ),
    }),
    new Rule({
      name: 'fixed',
      priority: 1,
      when: (facts: Facts) => facts.lines.some((line) => line.productId === rules.fixed.productId),
      then: (facts: Facts) =>
        lower(
          facts.lines,
          (line) => line.productId === rules.fixed.productId,
          () => rules.fixed.price,
        ),
    }),
    new Rule({
      name: 'category discount',
      priority: 0,
      when: (facts: Facts) => facts.lines.some((line) => line.categoryId === rules.discount.categoryId),
      then: (facts: Facts) => discountOrder(facts.lines, rules.discount),
    }),
  ])
  return async (lines) => {
    const facts: Facts = { lines: working(lines) }
    await engine.evaluate(facts)
    return paid(facts.lines)
  }
}

export function jsonRulesEngine(rules: CardRules): PaidPerLine {
  const engine = new Engine()
  const rule = (fact: 'categories' | 'products', value: string, type: keyof CardRules, priority: number) =>
    engine.addRule({
      conditions: { all: [{ fact, operator: 'contains', value }] },
      event: { type },
      priority,
    })
  rule('categories', rules.costPlus.categoryId, 'costPlus', 4)
  rule('categories', rules.percent.categoryId, 'percent', 3)
  rule('products', rules.fixed.productId, 'fixed', 2)
  rule('categories', rules.discount.categoryId, 'discount', 1)
  const effects: Record<keyof CardRules, (lines: Working[]) => void> = {
    costPlus: (lines) =>
      lower(
        lines,
        (line) => line.categoryId === rules.costPlus.categoryId,
        (line) => Math.floor((line.cost * rules.costPlus.basisPoints) / 10_000),
      ),
    percent: (lines) =>
      lower(
        lines,
        (line) => line.categoryId === rules.percent.categoryId,
        (line) => Math.floor((line.list * rules.percent.basisPoints) / 10_000),
      ),
    fixed: (lines) =>
      lower(
        lines,
        (line) => line.productId === rules.fixed.productId,
        () => rules.fixed.price,
      ),
    discount: (lines) => discountOrder(lines, rules.discount),
  }
  return async (lines) => {
    const order = working(lines)
    const { events } = await engine.run({
      categories: order.map(({ categoryId }) => categoryId),
      products: order.map(({ productId }) => productId),
    })
    for (const { type } of events) effects[type as keyof CardRules](order)
    return paid(order)
  }
}

/** The ceiling: this card and nothing else, in plain loops over numbers, explaining nothing. */
export function byHand({ costPlus, percent, fixed, discount }: CardRules): PaidPerLine {
  return (lines) => {
    const result = new Array<number>(lines.length)
    let sum = 0
    let first = -1
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] as PlainLine
      let unit = line.list
      if (line.categoryId === costPlus.categoryId) {
        unit = Math.min(unit, Math.floor((line.cost * costPlus.basisPoints) / 10_000))
      }
      if (line.categoryId === percent.categoryId) {
        unit = Math.min(unit, Math.floor((line.list * percent.basisPoints) / 10_000))
      }
      if (line.productId === fixed.productId && fixed.price < unit) unit = fixed.price
      const list = line.list * line.quantity
      result[index] = unit * line.quantity
      if (
        line.categoryId === discount.categoryId &&
        list * discount.basisPoints > (list - unit * line.quantity) * 10_000
      ) {
        result[index] = -list
        sum += list
        first = first < 0 ? index : first
      }
    }
    if (sum === 0) return result
    const total = Math.floor((sum * discount.basisPoints) / 10_000)
    let left = total
    for (let index = first; index < lines.length; index += 1) {
      const list = -(result[index] as number)
      if (list > 0) left -= Math.floor((total * list) / sum)
    }
    // Who gets a left-over fen: the largest remainder, found anew for each of the few there are.
    const shares = new Array<number>(lines.length).fill(0)
    for (; left > 0; left -= 1) {
      let best = -1
      for (let index = first; index < lines.length; index += 1) {
        const list = -(result[index] as number)
        if (
          list > 0 &&
          shares[index] === 0 &&
          (best < 0 || (total * list) % sum > (total * -(result[best] as number)) % sum)
        ) {
          best = index
        }
      }
      shares[best] = 1
    }
    for (let index = first; index < lines.length; index += 1) {
      const list = -(result[index] as number)
      if (list > 0) result[index] = list - Math.floor((total * list) / sum) - (shares[index] as number)
    }
    return result
  }
}
