import type { ReceiptLine, SavingProof } from '@/services/contract'
import { SOURCE_NAMES, dayOf, discountText, money } from '@/services/format'

/**
 * The proof of one line in words, from the numbers that the back end settled with: since when the
 * list price stood and under which record, the rule, and the arithmetic. It computes no price.
 */
export function proofText(line: ReceiptLine, now: number): string {
  const { unitListPrice, listPriceSince, listPriceId, proofs, list, paid, saved, quantity } = line
  const since = listPriceSince === null ? '' : `,${dayOf(listPriceSince, now)}起`
  const price = `标价:${money(unitListPrice)}${since}\n价格记录:${listPriceId}`
  if (proofs.length === 0) return `${price}\n这一行没有会员优惠,按标价结算。`
  const rules = proofs.map(
    (proof) => `依据:${proof.title}(${SOURCE_NAMES[proof.source]}),${ruleText(proof, quantity)}`,
  )
  const sums = proofs.length > 1 ? proofs.map((proof) => `${proof.title}省 ${money(proof.amount)}`) : []
  return [price, ...rules, ...sums, `计算:${money(list)} − ${money(paid)} = 省 ${money(saved)}`].join('\n')
}

function ruleText(proof: SavingProof, quantity: number): string {
  const { rule } = proof
  switch (rule.kind) {
    case 'fixed':
    case 'cost_plus':
      return quantity > 1 ? `会员价 ${money(rule.price)} × ${quantity}` : `会员价 ${money(rule.price)}`
    case 'percent':
      return `按标价的${discountText(rule.basisPoints)}`
    case 'category_discount':
      return `本类商品减 ${rule.basisPoints / 100}%`
    case 'coupon':
      return `${rule.threshold > 0 ? `满 ${money(rule.threshold)} ` : ''}减 ${money(rule.amount)},在其他优惠之后计算${shareOf(proof)}`
    case 'stored_value':
      return `有储值余额时按标价的${discountText(rule.basisPoints)}`
    case 'points':
      return `每100积分抵 ${money(rule.per100)}${shareOf(proof)}`
    case 'first_of_day':
      return `每天首单 ${money(rule.price)}`
    case 'delivery':
      return `免配送费,当时的配送费 ${money(rule.fee)}`
  }
}

/** A coupon is spread over the lines of a bill; this one bears less than all of it. */
function shareOf({ rule, amount }: SavingProof): string {
  return rule.kind === 'coupon' && amount < rule.amount ? `,本行分到 ${money(amount)}` : ''
}
