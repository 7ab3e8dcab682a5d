import { strict as assert } from 'node:assert'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { BasketLine } from '../cloudfunctions/contract/counter'
import { releaseCatalogue } from '../cloudfunctions/domain/catalogue'
import { priceBasket, type PricedBasket } from '../cloudfunctions/domain/pricing'
import { BAKERY } from '../local/demo/bakery'
import { bareLoop, fullReceipt } from './full-wallet'
import { measure, printRatios } from './measure'
import {
  byHand,
  type CardRules,
  jsonRulesEngine,
  type PaidPerLine,
  type PlainLine,
  roolsEngine,
} from './pricing-engines'

/**
 * P2: one basket of three lines with a card: coffee at cost x 150 %, bakery at 9折, one product at
 * a fixed price, and 12 % off the bakery category on the order where that is better. Ours makes
 * the whole receipt with its proofs and evidence; the others only say what each line costs.
 */
const RULES: CardRules = {
  costPlus: { categoryId: 'coffee', basisPoints: 15_000 },
  percent: { categoryId: 'bakery', basisPoints: 9000 },
  fixed: { productId: 'niujiaobao', price: 1000 },
  discount: { categoryId: 'bakery', basisPoints: 1200 },
}

function draft(): CatalogueDraft {
  const copy = structuredClone(BAKERY)
  const terms = copy.plans[0]?.terms
  assert(terms)
  terms.memberPrices.push({
    id: 'croissant',
    title: '牛角包会员价',
    scope: { kind: 'products', productIds: [RULES.fixed.productId] },
    rule: { kind: 'fixed', price: RULES.fixed.price },
    lossLeader: false,
  })
  terms.categoryDiscounts.push({ id: 'bakery-order', title: '烘焙整单减12%', ...RULES.discount })
  return copy
}

const now = Date.UTC(2027, 2, 10, 2)
const released = releaseCatalogue(null, draft(), now, (text) => `v${text.length}`)
assert(released.ok)
const { release } = released
const version = release.versions['nianka@1']
assert(version)
const terms = { versionId: version.id, terms: version.terms }

/** Sixty-four baskets, so that no engine can settle down on one. */
const baskets: BasketLine[][] = Array.from({ length: 64 }, (_, index) => [
  { productId: index % 2 === 0 ? 'meishi' : 'natie', quantity: 1 + (index % 3) },
  { productId: 'niujiaobao', quantity: 1 + (index % 5) },
  { productId: index % 3 === 0 ? 'tusi' : 'doushabao', quantity: 1 + (index % 4) },
])
const plain: PlainLine[][] = baskets.map((lines) =>
  lines.map((line) => {
    assert('productId' in line)
    const product = release.products.find(({ id }) => id === line.productId)
    const price = product?.prices.at(-1)?.price
    assert(product && price !== undefined)
    const { id: productId, categoryId, cost } = product
    return { productId, categoryId, cost, list: price, quantity: line.quantity }
  }),
)

function ours(index: number): PricedBasket {
  const basket = priceBasket({ release, terms, lines: baskets[index % 64] as BasketLine[], at: now })
  if ('ok' in basket) throw new Error(basket.code)
  return basket
}

const total = (amounts: readonly number[]) => {
  let sum = 0
  for (const amount of amounts) sum += amount
  return sum
}

async function main(): Promise<void> {
  const others: Record<string, PaidPerLine> = {
    rools: await roolsEngine(RULES),
    'json-rules-engine': jsonRulesEngine(RULES),
    'by hand, no proofs': byHand(RULES),
  }
  for (const [index, lines] of plain.entries()) {
    const expected = ours(index).lines.map(({ paid }) => paid)
    for (const [name, engine] of Object.entries(others)) assert.deepEqual(await engine(lines), expected, name)
  }
  const sources = ours(0).lines.map(({ proofs }) => proofs[0]?.source)
  assert.deepEqual(sources, ['member_price', 'member_price', 'benefit'])

  const measured = [
    await measure('Huika, with proofs', 400_000, (index) => {
      const { paid, lines } = ours(index)
      return paid + lines.length
    }),
  ]
  for (const [name, engine] of Object.entries(others)) {
    const rounds = name.startsWith('by hand') ? 1_000_000 : 20_000
    measured.push(
      await measure(name, rounds, (index) => {
        const paid = engine(plain[index % 64] as PlainLine[])
        return Array.isArray(paid) ? total(paid) : paid.then(total)
      }),
    )
  }

  console.log('Pricing one basket of three lines: the same answer from each, 64 baskets checked')
  printRatios(measured)
  const [huika, rools, json] = measured.map(({ perCpuSecond }) => perCpuSecond)
  const best = Math.max(rools ?? 0, json ?? 0)
  console.log(
    `P2 (at least 400,000 and 4 times the best of the rule engines): ${Math.round(huika ?? 0).toLocaleString('en-US')}, ` +
      `${((huika ?? 0) / best).toFixed(1)} times`,
  )
  await fullWallet()
}

/** Twenty lines, thirty coupons, five benefits and points: whole receipts on one core. */
async function fullWallet(): Promise<void> {
  const { coupons = [], points, delivery, lines } = fullReceipt(0)
  assert(coupons.length > 1 && points && points.off > 0 && (delivery?.waived ?? 0) > 0)
  assert(lines.some(({ proofs }) => proofs.some(({ rule }) => rule.kind === 'first_of_day')))
  const measured = [
    await measure('Huika, a whole receipt', 4000, (index) => fullReceipt(index).paid),
    await measure('a bare loop over the same figures', 200_000, bareLoop),
  ]
  console.log(
    `\nA basket of 20 lines, 30 coupons in the wallet, 5 benefits and points: ${coupons.length} coupons chosen`,
  )
  printRatios(measured)
}

void main()
