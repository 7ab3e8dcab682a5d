import type { CatalogueDraft, MemberPriceRule } from '../../contract/catalogue'

/** What templates are put together from: each says only what is its trade's own. */

type Product = CatalogueDraft['products'][number]
type Benefit = CatalogueDraft['plans'][number]['terms']['memberPrices'][number]

/** Prices in fen; everything is the owner's to change before the first sale. */
export function product(
  categoryId: string,
  id: string,
  name: string,
  { cost, price }: { cost: number; price: number },
): Product {
  return { id, name, categoryId, photo: '', cost, listPrice: price, available: true }
}

/** A member price for a whole category. */
export function forCategory(
  categoryId: string,
  title: string,
  rule: MemberPriceRule,
  more: Partial<Pick<Benefit, 'perDay' | 'lossLeader'>> = {},
): Benefit {
  return {
    id: `${categoryId}-price`,
    title,
    scope: { kind: 'category', categoryId },
    rule,
    lossLeader: false,
    ...more,
  }
}

/** The member pays this share: 9000 is 9折. */
export const percent = (basisPoints: number): MemberPriceRule => ({ kind: 'percent', basisPoints })

/** What is true of every card with a term. */
export const TERM_RULES = [
  '本店各门店通用,结算时出示会员码即按会员价',
  '有效期按自然月计算,不因节假日顺延',
  '付款后7天内未使用,全额退款;使用过的,按剩余时间或已省金额退,以对您有利的为准',
  '到期不自动续费,想继续时再续',
] as const
