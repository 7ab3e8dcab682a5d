import type { PlanTerms } from '../contract/catalogue'
import type { DraftProblem } from './compliance'
import { costOfSavings } from './guarantee-outlook'
import { yuanText } from './money'
import { livePrice } from './plan-offers'
import type { Release } from './release'

/** What a plan means for the shop, before a single one is sold. Fen. */
export interface PlanEconomics {
  readonly fee: number
  /** What comes with each card costs at most, whatever members buy. */
  readonly fixedCost: number
  readonly left: number
  readonly lines: { readonly title: string; readonly amount: number }[]
  /** F3: from this real cost of one yuan saved on, the guarantee loses money; null without one. */
  readonly guaranteeBreakEvenBasisPoints: number | null
}

const WHOLE = 10_000

/** @param fee fen that a card is sold for now */
export function planEconomics(terms: PlanTerms, fee: number): PlanEconomics {
  const lines = [
    ...(terms.gifts ?? []).map(({ name, cost }) => ({ title: `赠品:${name}`, amount: cost })),
    ...(terms.coupons ?? []).map(({ title, amount, count }) => ({
      title: `券:${title}×${count},全部用掉`,
      amount: amount * count,
    })),
    ...(terms.partnerPerks ?? [])
      .filter(({ substituteOnly }) => !substituteOnly)
      .map(({ title, settlement }) => ({ title: `合作方:${title}`, amount: settlement })),
  ]
  const fixedCost = lines.reduce((sum, { amount }) => sum + amount, 0)
  return {
    fee,
    fixedCost,
    left: fee - fixedCost,
    lines,
    guaranteeBreakEvenBasisPoints: terms.guarantee ? breakEven(terms.guarantee.basisPoints) : null,
  }
}

/** F3: fee - refund - cost is saved x (1 / share - cost), so it is lost from 1 / share on. */
function breakEven(basisPoints: number): number {
  return Math.floor((WHOLE * WHOLE) / basisPoints)
}

/** What an owner should know, though it may be published (M008, M047). */
export function planAdvice(
  terms: PlanTerms,
  { release, fee, at, now }: { release: Release; fee: number; at: string; now: number },
): (DraftProblem & { advice: true })[] {
  const advice: (DraftProblem & { advice: true })[] = []
  for (const [index, { label, productId }] of (terms.valueParts ?? []).entries())
    if (productId === undefined || livePrice(release, productId, now) === null)
      advice.push({
        path: `${at}.valueParts.${index}`,
        code: 'VALUE_PART_UNCOUNTED',
        sentence: `“${label}”没有对应的在售商品,不计入合计,会员也看不到`,
        law: 'L4',
        advice: true,
      })
  const { left, guaranteeBreakEvenBasisPoints } = planEconomics(terms, fee)
  if (left < 0)
    advice.push({
      path: `${at}.price`,
      code: 'COSTS_ABOVE_FEE',
      sentence: `随卡的赠品、券和合作权益最多要花掉比卡价多${yuanText(-left)},请确认是有意的`,
      advice: true,
    })
  const cost = costOfSavings(terms, release)
  if (guaranteeBreakEvenBasisPoints !== null && cost !== null && cost >= guaranteeBreakEvenBasisPoints)
    advice.push({
      path: `${at}.guarantee`,
      code: 'GUARANTEE_LOSES',
      sentence: '按商品成本估算,会员每省一元门店的成本已高于补差能承受的比例,用得越多亏得越多',
      advice: true,
    })
  return advice
}
