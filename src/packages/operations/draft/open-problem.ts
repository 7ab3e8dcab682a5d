import { open } from '@/services/routes'
import type { Draft } from './draft'
import { idAt, type Problem } from './problems'

type CataloguePart = 'products' | 'categories' | 'plans'

/** Which form of the set-up guide a part of the draft is filled in. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^shop\.(licence|servicePhone)/, 'licence'],
  [/^shop/, 'shop'],
  [/^branches/, 'branches'],
  [/^agreements/, 'agreements'],
  [/^partners/, 'partners'],
  [/^settings\.autoRenew/, 'auto-renew'],
  [/^settings\.prepaid/, 'prepaid'],
  [/^settings\.refundInterest/, 'refund-interest'],
  [/^settings\.(messages|shippingReports)/, 'messages'],
  [/^undoMinutes/, 'counter'],
]

/**
 * Goes to the field that a problem is about: a card's section, a form of the set-up guide, or the
 * list of products.
 * @param show turns the catalogue's own page; elsewhere it is opened
 */
export function openProblem({ path }: Problem, draft: Draft, show?: (part: CataloguePart) => void): void {
  const planId = idAt(path, 'plans', draft)
  if (planId) return open('cardEditor', { planId, field: path.replace(/^plans\.\d+\./, '') })
  const form = FORMS.find(([pattern]) => pattern.test(path))?.[1]
  if (form) return open('setUpForm', { form, field: path })
  const part = path.startsWith('categories') ? 'categories' : path.startsWith('plans') ? 'plans' : 'products'
  if (show) show(part)
  else open('catalogue', { part })
}
