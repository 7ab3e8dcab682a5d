import type { Input } from '@/services/contract'

/** What the owner edits and releases as a whole. */
export type Draft = Input<'operations.release'>['draft']
export type ProductDraft = Draft['products'][number]
export type CategoryDraft = Draft['categories'][number]
export type BranchDraft = Draft['branches'][number]
export type PlanDraft = Draft['plans'][number]
export type AgreementDraft = Draft['agreements'][number]
export type PlanTerms = PlanDraft['terms']
export type MemberPrice = PlanTerms['memberPrices'][number]
export type CategoryDiscount = PlanTerms['categoryDiscounts'][number]
export type Promotion = NonNullable<PlanDraft['promotion']>
export type Settings = NonNullable<Draft['settings']>
export type PartnerDraft = NonNullable<Draft['partners']>[number]

/** An id for something new; the owner never sees it. */
export function newId(kind: string, taken: readonly { id: string }[]): string {
  for (;;) {
    const id = `${kind}-${Math.floor(Math.random() * 36 ** 6).toString(36)}`
    if (!taken.some((one) => one.id === id)) return id
  }
}

/** The list with one of its items changed. */
export function withItem<T extends { id: string }>(items: readonly T[], id: string, part: Partial<T>): T[] {
  return items.map((item) => (item.id === id ? { ...item, ...part } : item))
}

/** A part laid over the whole; what is undefined in it leaves. */
export function withPart<T extends object>(whole: T, part: { [K in keyof T]?: T[K] | undefined }): T {
  const entries = Object.entries({ ...whole, ...part }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as T
}

/** What stands at a path such as `plans.0.terms.price`; undefined for what is not there. */
export function valueAt(draft: unknown, path: string): unknown {
  return path
    .split('.')
    .filter(Boolean)
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      draft,
    )
}

/**
 * The draft as it is sent: lines that were left empty while typing are not sent, and texts lose the
 * spaces around them.
 */
export function tidied(draft: Draft): Draft {
  return trimmed({ ...draft, plans: draft.plans.map(tidiedPlan) })
}

function tidiedPlan(plan: PlanDraft): PlanDraft {
  const { rules, storedValue } = plan.terms
  const ladder = storedValue?.ladder.map((step) => ({ ...step, perks: step.perks.filter(isFilled) }))
  return trimmed({
    ...plan,
    terms: {
      ...plan.terms,
      rules: rules.filter(isFilled),
      ...(storedValue && ladder ? { storedValue: { ...storedValue, ladder } } : {}),
    },
  })
}

function isFilled(text: string): boolean {
  return text.trim() !== ''
}

function trimmed<T>(value: T): T {
  if (typeof value === 'string') return value.trim() as T
  if (Array.isArray(value)) return value.map(trimmed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, trimmed(part as unknown)])) as T
}
