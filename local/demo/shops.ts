import { FRUIT_SHOP } from './fruit/story'
import { HOT_POT_SHOP } from './hot-pot/story'
import type { DemoShop } from './shop'
import { BAKERY_SHOP } from './story'

/** The shops of the demo, each a mini-program of its own; the first one is there from the start. */
export const DEMO_SHOPS: readonly [DemoShop, ...DemoShop[]] = [BAKERY_SHOP, HOT_POT_SHOP, FRUIT_SHOP]
