import { highlightedPlan } from './catalogue'
import { isFrequent, tagsOf } from './member-tags'
import type { MemberState } from './member'
import { yuanText } from './money'
import { priceTable } from './price-table'
import type { Release } from './release'

/**
 * What somebody may like (M106): published rules over the own purchases, nothing learned. Each line
 * says why it is there. Switched off, everybody gets the same; the price is the same in either case,
 * because it follows from the catalogue alone (L3, L10).
 */

export const MOST_RECOMMENDED = 6

export interface Recommendation {
  readonly productId: string
  readonly name: string
  readonly photo: string
  readonly listPrice: number
  /** With the card that leads the shop's page. */
  readonly memberPrice: number
  readonly reason: string
}

export interface Recommended {
  readonly personalised: boolean
  readonly rule: string
  readonly items: Recommendation[]
}

const FOR_ALL = '按会员价省得多少排序,每个人看到的都一样'
const BY_PURCHASES = '先是您常买的品类,再按会员价省得多少排序;只看您自己90天内的购买记录,价格人人相同'

/** @param state null for who isn't known */
export function recommended(state: MemberState | null, release: Release, now: number): Recommended {
  const tags = state ? tagsOf(state, release, now).filter(({ hidden }) => !hidden) : []
  const frequent = tags.filter(isFrequent)
  const personalised = state !== null && state.privacy.personalised && frequent.length > 0
  const rows = published(release, now)
  const items = personalised
    ? [
        ...rows.flatMap((row) => {
          const tag = frequent.find(({ categoryId }) => categoryId === row.categoryId)
          return tag ? [{ ...row, reason: tag.reason }] : []
        }),
        ...rows.filter((row) => frequent.every(({ categoryId }) => categoryId !== row.categoryId)),
      ]
    : rows
  return {
    personalised,
    rule: personalised ? BY_PURCHASES : FOR_ALL,
    items: items.slice(0, MOST_RECOMMENDED).map(shown),
  }
}

type Row = Recommendation & { readonly categoryId: string }

/** Everything that is sold now, what saves most first: a function of catalogue and instant alone. */
function published(release: Release, now: number): Row[] {
  const plan = highlightedPlan(release)
  const version = plan && release.versions[plan.versionId]
  const { rows } = priceTable(release, version ? { versionId: version.id, terms: version.terms } : null, now)
  return [...rows.values()]
    .map(({ product, list, memberPrice }) => ({
      productId: product.id,
      name: product.name,
      photo: product.photo,
      categoryId: product.categoryId,
      listPrice: list,
      memberPrice,
      reason: list > memberPrice ? `会员价省${yuanText(list - memberPrice)}` : '门店在售',
    }))
    .sort(
      (a, b) =>
        b.listPrice - b.memberPrice - (a.listPrice - a.memberPrice) || (a.productId < b.productId ? -1 : 1),
    )
}

function shown({ productId, name, photo, listPrice, memberPrice, reason }: Row): Recommendation {
  return { productId, name, photo, listPrice, memberPrice, reason }
}
