import type { CatalogueDraft } from '../../contract/catalogue'
import type { ShopSettings, Trade } from '../../contract/shop-settings'
import { MEMBERSHIP, PREPAID, SERVICE } from './agreements'
import { BAKERY_TEMPLATE } from './bakery'
import { BEAUTY_TEMPLATE } from './beauty'
import { COFFEE_TEMPLATE } from './coffee'
import { FRUIT_TEMPLATE } from './fruit'
import { GYM_TEMPLATE } from './gym'
import { HOT_POT_TEMPLATE } from './hot-pot'
import { MOTHER_BABY_TEMPLATE } from './mother-baby'

/** What differs between trades; the rest of a draft is the same for all. */
export interface TradeTemplate extends Pick<
  CatalogueDraft,
  'categories' | 'products' | 'plans' | 'coupons' | 'loyalty'
> {
  readonly slogan: string
  readonly accent: string
  readonly settings?: ShopSettings
}

const TEMPLATES: Readonly<Record<Trade, TradeTemplate>> = {
  bakery: BAKERY_TEMPLATE,
  coffee: COFFEE_TEMPLATE,
  fruit: FRUIT_TEMPLATE,
  hot_pot: HOT_POT_TEMPLATE,
  mother_baby: MOTHER_BABY_TEMPLATE,
  gym: GYM_TEMPLATE,
  beauty: BEAUTY_TEMPLATE,
}

/**
 * A whole catalogue to begin with, which may be published as it is: goods, one or two honest cards,
 * lawful agreements. What only the owner knows is empty, and the list of what is left names it.
 */
export function templateDraft(trade: Trade, name: string): CatalogueDraft {
  const { slogan, accent, settings, categories, products, plans, coupons, loyalty } = structuredClone(
    TEMPLATES[trade],
  )
  const needed = new Set(plans.flatMap(({ terms }) => terms.agreementIds))
  return {
    shop: { name, slogan, accent, servicePhone: '', licence: '', cover: '', trade },
    branches: [{ id: 'mendian-1', name: '总店', address: '', hours: '', phone: '' }],
    categories,
    products,
    plans,
    agreements: [...[MEMBERSHIP, PREPAID].filter(({ id }) => needed.has(id)), SERVICE],
    undoMinutes: 15,
    ...(settings ? { settings } : {}),
    ...(coupons ? { coupons } : {}),
    ...(loyalty ? { loyalty } : {}),
  }
}
