import type { CallError } from '@/services/call'
import { money } from '@/services/format'
import type { Draft } from './draft-edits'

/** Why a release was refused, at the row that it is about. */
export interface ReleaseProblem {
  message: string
  productId: string | null
  planId: string | null
  /** The benefit whose price lies below cost: it can be declared as meant. */
  lossLeader: { planId: string; benefitId: string; title: string } | null
}

interface BelowCost {
  planId: string
  productId: string
  productName: string
  benefitId: string
  benefitTitle: string
  memberPrice: number
  cost: number
}

/** Reads the refusal's detail, which names the product and benefit, or the draft's field. */
export function releaseProblem({ code, message, detail }: CallError, draft: Draft): ReleaseProblem {
  if (code === 'PRICE_BELOW_COST' && isBelowCost(detail)) {
    const { productId, planId, benefitId, benefitTitle, memberPrice, cost, productName } = detail
    return {
      message: `${productName}的会员价${money(memberPrice)}低于成本${money(cost)}(${benefitTitle})`,
      productId,
      planId: null,
      lossLeader: { planId, benefitId, title: benefitTitle },
    }
  }
  const { path = '', sentence = '' } = fieldOf(detail)
  return {
    message: sentence || message,
    productId: at(path, 'products', draft.products),
    planId: at(path, 'plans', draft.plans),
    lossLeader: null,
  }
}

/** `products.3.listPrice`, or `draft.products.3.listPrice` as the schema says it: the id of no. 3. */
function at(path: string, list: 'products' | 'plans', items: readonly { id: string }[]): string | null {
  const [, index] = new RegExp(`^(?:draft\\.)?${list}\\.(\\d+)(?:\\.|$)`).exec(path) ?? []
  return index === undefined ? null : (items[Number(index)]?.id ?? null)
}

function fieldOf(detail: unknown): { path?: string; sentence?: string } {
  return typeof detail === 'object' && detail !== null ? detail : {}
}

function isBelowCost(detail: unknown): detail is BelowCost {
  return (
    typeof detail === 'object' &&
    detail !== null &&
    ['planId', 'productId', 'productName', 'benefitId', 'benefitTitle'].every(
      (key) => typeof Reflect.get(detail, key) === 'string',
    ) &&
    ['memberPrice', 'cost'].every((key) => Number.isInteger(Reflect.get(detail, key)))
  )
}
