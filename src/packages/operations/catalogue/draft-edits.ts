import type { Input } from '@/services/contract'

export type Draft = Input<'operations.release'>['draft']
export type ProductDraft = Draft['products'][number]
export type PlanDraft = Draft['plans'][number]

export interface ProductEdit {
  cost?: number
  listPrice?: number
  available?: boolean
}

export interface PlanEdit {
  price?: number
  onSale?: boolean
  /** Benefits that may cost more than they bring in, because the owner says so (M042). */
  lossLeaders?: string[]
}

/**
 * What the owner changed and has not released yet, by id: it is laid over whatever is released now,
 * so that somebody else's release takes nothing of it away.
 */
export interface Edits {
  products: Record<string, ProductEdit>
  plans: Record<string, PlanEdit>
}

/** One change in words: what, and from what to what. */
export interface Change {
  key: string
  name: string
  what: 'cost' | 'listPrice' | 'available' | 'price' | 'onSale' | 'lossLeader'
  before: number | boolean
  after: number | boolean
}

export const NO_EDITS: Edits = { products: {}, plans: {} }

/** The draft with the edits in it. Edits of what is no longer there are left out. */
export function applyEdits(draft: Draft, edits: Edits): Draft {
  return {
    ...draft,
    products: draft.products.map((product) => ({ ...product, ...edits.products[product.id] })),
    plans: draft.plans.map((plan) => applyPlanEdit(plan, edits.plans[plan.id])),
  }
}

function applyPlanEdit(plan: PlanDraft, edit: PlanEdit = {}): PlanDraft {
  const { terms, onSale } = plan
  const lossLeaders = edit.lossLeaders ?? []
  return {
    ...plan,
    onSale: edit.onSale ?? onSale,
    terms: {
      ...terms,
      price: edit.price ?? terms.price,
      memberPrices: terms.memberPrices.map((benefit) =>
        lossLeaders.includes(benefit.id) ? { ...benefit, lossLeader: true } : benefit,
      ),
    },
  }
}

/** Everything that releasing would change, in the draft's order. Nothing that was changed back. */
export function changesOf(draft: Draft, edits: Edits): Change[] {
  const after = applyEdits(draft, edits)
  const products = draft.products.flatMap((product, index) => {
    const edited = after.products[index] ?? product
    return difference(product.id, product.name, [
      ['cost', product.cost, edited.cost],
      ['listPrice', product.listPrice, edited.listPrice],
      ['available', product.available !== false, edited.available !== false],
    ])
  })
  const plans = draft.plans.flatMap((plan, index) => {
    const edited = after.plans[index] ?? plan
    const losing = edited.terms.memberPrices.filter(
      ({ lossLeader }, at) => lossLeader && !plan.terms.memberPrices[at]?.lossLeader,
    )
    return [
      ...difference(plan.id, plan.terms.name, [
        ['price', plan.terms.price, edited.terms.price],
        ['onSale', plan.onSale, edited.onSale],
      ]),
      ...losing.flatMap(({ id, title }) =>
        difference(`${plan.id}:${id}`, `${plan.terms.name}·${title}`, [['lossLeader', false, true]]),
      ),
    ]
  })
  return [...products, ...plans]
}

function difference(
  id: string,
  name: string,
  fields: readonly (readonly [Change['what'], number | boolean, number | boolean])[],
): Change[] {
  return fields.flatMap(([what, before, after]) =>
    before === after ? [] : [{ key: `${id}:${what}`, name, what, before, after }],
  )
}

export function editProduct(edits: Edits, id: string, edit: ProductEdit): Edits {
  return { ...edits, products: { ...edits.products, [id]: { ...edits.products[id], ...edit } } }
}

export function editPlan(edits: Edits, id: string, edit: PlanEdit): Edits {
  return { ...edits, plans: { ...edits.plans, [id]: { ...edits.plans[id], ...edit } } }
}
