import type { CallError } from '@/services/call'
import { money } from '@/services/format'
import { valueAt, type Draft } from './draft'
import { FIELD_NAMES, LIST_NAMES, PRODUCT_NAMES, PROGRAMME_NAMES, SHOP_NAMES, TERM_NAMES } from './names'

/** One thing that stands in the way of a release: where, why, and the law behind it. */
export interface Problem {
  /** In the draft: `plans.0.terms.memberPrices.1.title`. */
  path: string
  code: string
  sentence: string
  law?: string | undefined
  /** Only advised: it doesn't stand in the way. */
  advice?: boolean | undefined
  /** Of a price below cost: the product, and the benefit that can be declared as meant (M042). */
  productId?: string | undefined
}

/** What a refused release says, by its detail; a refusal without one is about the whole draft. */
export function problemOf({ code, message, detail }: CallError, draft: Draft): Problem {
  if (code === 'PRICE_BELOW_COST' && isBelowCost(detail)) return belowCost(detail, draft)
  const { path, sentence, code: reason, law } = fieldsOf(detail)
  const field = path.replace(/^draft\./, '')
  return {
    path: field,
    code: reason || code,
    sentence: sentence || (code === 'INPUT_INVALID' ? unfilled(field, draft) : message),
    ...(law ? { law } : {}),
  }
}

/** A field that the schema doesn't take, by the name of what it belongs to. */
function unfilled(path: string, draft: Draft): string {
  const keys = path.split('.')
  const [list = '', index, part, key] = keys
  const programme = PROGRAMME_NAMES[`${list}.${index}`]
  const item = valueAt(draft, programme ? `${list}.${index}.${part}` : `${list}.${index}`)
  const text = (of: unknown, name: string) => {
    const value: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, name) : ''
    return typeof value === 'string' ? value : ''
  }
  const name =
    text(item, 'name') ||
    text(item, 'title') ||
    text(item, 'question') ||
    text(valueAt(item, 'terms'), 'name')
  const field =
    list === 'shop'
      ? SHOP_NAMES[index as keyof typeof SHOP_NAMES]
      : (TERM_NAMES[key as keyof typeof TERM_NAMES] ??
        PRODUCT_NAMES[part ?? ''] ??
        FIELD_NAMES[keys.at(-1) ?? ''])
  const where = [programme ?? LIST_NAMES[list], name && `「${name}」`, field].filter(Boolean).join('')
  return `${where || '有一处'}没有填好,请检查有没有空着的地方`
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

function belowCost(detail: BelowCost, draft: Draft): Problem {
  const { planId, productId, benefitId, benefitTitle, memberPrice, cost, productName } = detail
  const plan = draft.plans.findIndex(({ id }) => id === planId)
  const benefit = draft.plans[plan]?.terms.memberPrices.findIndex(({ id }) => id === benefitId) ?? -1
  return {
    path: `plans.${plan}.terms.memberPrices.${benefit}`,
    code: 'PRICE_BELOW_COST',
    sentence: `${productName}的会员价${money(memberPrice)}低于成本${money(cost)}(${benefitTitle})`,
    productId,
  }
}

/** The benefit that a problem asks to be declared as a loss leader; null for other problems. */
export function lossLeaderOf(
  { code, path }: Problem,
  draft: Draft,
): { planId: string; benefitId: string; title: string } | null {
  if (code !== 'PRICE_BELOW_COST') return null
  const [, planAt, benefitAt] = /^plans\.(\d+)\.terms\.memberPrices\.(\d+)/.exec(path) ?? []
  const plan = draft.plans[Number(planAt)]
  const benefit = plan?.terms.memberPrices[Number(benefitAt)]
  return plan && benefit ? { planId: plan.id, benefitId: benefit.id, title: benefit.title } : null
}

/** The draft with a benefit declared as sold below cost on purpose (M042). */
export function asLossLeader(
  draft: Draft,
  { planId, benefitId }: { planId: string; benefitId: string },
): Draft {
  return {
    ...draft,
    plans: draft.plans.map((plan) =>
      plan.id === planId
        ? {
            ...plan,
            terms: {
              ...plan.terms,
              memberPrices: plan.terms.memberPrices.map((benefit) =>
                benefit.id === benefitId ? { ...benefit, lossLeader: true } : benefit,
              ),
            },
          }
        : plan,
    ),
  }
}

/** Problems that are still there: what was changed since is looked at anew at the next check. */
export function stillOpen(problems: readonly Problem[], before: Draft, after: Draft): Problem[] {
  return problems.filter(({ path }) => path !== '' && valueAt(before, path) === valueAt(after, path))
}

/** The id of the item of a list that a path is about: `products.3.listPrice` is the fourth product. */
export function idAt(path: string, list: 'products' | 'plans' | 'branches', draft: Draft): string | null {
  const [, index] = new RegExp(`^${list}\\.(\\d+)(?:\\.|$)`).exec(path) ?? []
  return index === undefined ? null : (draft[list][Number(index)]?.id ?? null)
}

function fieldsOf(detail: unknown): Record<'path' | 'sentence' | 'code' | 'law', string> {
  const text = (key: string) => {
    const value: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, key) : ''
    return typeof value === 'string' ? value : ''
  }
  return { path: text('path'), sentence: text('sentence'), code: text('code'), law: text('law') }
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
