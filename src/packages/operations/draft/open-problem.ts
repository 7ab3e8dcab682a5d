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
  [/^settings\.(messages|marketingPerWeek|smsFallback|shippingReports)/, 'messages'],
  [/^closing/, 'closing'],
  [/^undoMinutes/, 'counter'],
]

/** Which part of the programme a part of the draft belongs to. */
const PROGRAMME: readonly (readonly [RegExp, string])[] = [
  [/^coupons\.templates/, 'templates'],
  [/^coupons\.campaigns/, 'campaigns'],
  [/^coupons\.crossCategory/, 'crossCategory'],
  [/^coupons\.resaleSigns/, 'resaleSigns'],
  [/^loyalty\.(points|returnDays)/, 'points'],
  [/^loyalty\.growth\.challenges/, 'challenges'],
  [/^loyalty\.growth/, 'tiers'],
  [/^loyalty\.badges/, 'badges'],
  [/^participation\.rewards/, 'rewards'],
  [/^participation\.flashSales/, 'flashSales'],
  [/^participation\.polls/, 'polls'],
  [/^participation\.draws/, 'draws'],
  [/^participation\.support/, 'support'],
  [/^events/, 'events'],
  [/^acquisition\.referral/, 'referral'],
  [/^acquisition\.channels/, 'channels'],
  [/^acquisition\.newcomer/, 'newcomer'],
  [/^acquisition\.weCom/, 'weCom'],
  [/^care\.memberDays/, 'memberDays'],
  [/^care\.birthday/, 'birthdayCare'],
  [/^care\.holidays/, 'holidays'],
  [/^care\.careList/, 'careList'],
  [/^settings\.winBack/, 'winBack'],
  [/^settings\.peakOffer/, 'peakOffer'],
]

/** The part of the programme that a problem is about; null for other problems. */
export function partOf({ path }: Problem): string | null {
  return PROGRAMME.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

/**
 * Goes to the field that a problem is about: a card's section, a part of the programme, a form of
 * the set-up guide, or the list of products.
 * @param show turns the catalogue's own page; elsewhere it is opened
 */
export function openProblem(problem: Problem, draft: Draft, show?: (part: CataloguePart) => void): void {
  const { path } = problem
  const planId = idAt(path, 'plans', draft)
  if (planId) return open('cardEditor', { planId, field: path.replace(/^plans\.\d+\./, '') })
  const part = partOf(problem)
  if (part) return open('programmeForm', { part, field: path })
  const form = FORMS.find(([pattern]) => pattern.test(path))?.[1]
  if (form) return open('setUpForm', { form, field: path })
  const list = path.startsWith('categories') ? 'categories' : path.startsWith('plans') ? 'plans' : 'products'
  if (show) show(list)
  else open('catalogue', { part: list })
}
