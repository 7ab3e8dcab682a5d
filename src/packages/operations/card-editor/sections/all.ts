import { basics } from './basics'
import { benefits, renewalCoupons } from './benefits'
import { bonusMonths, coupons, gifts, household } from './grants'
import { memberPrices } from './member-prices'
import { partnerPerks, statusMatches } from './perks'
import { family, promotion, scorePrice } from './prices'
import { autoRenew, guarantee, payAsSaved, trial } from './promises'
import { rules } from './rules'
import type { Mode, Section } from './section'
import { storedValue } from './stored-value'
import { comparators, valueParts } from './worth'

const GROUPS: readonly { title: string; sections: readonly Section[] }[] = [
  { title: '卖什么', sections: [basics, storedValue, memberPrices, rules] },
  { title: '怎么定价', sections: [promotion, family, bonusMonths, trial, scorePrice] },
  {
    title: '附带什么',
    sections: [benefits, coupons, renewalCoupons, gifts, household, partnerPerks, statusMatches],
  },
  { title: '怎么让人放心', sections: [guarantee, payAsSaved, valueParts, comparators, autoRenew] },
]

/** The groups of offers that a card of this kind can have. */
export function groupsFor(mode: Mode): { title: string; sections: Section[] }[] {
  return GROUPS.map(({ title, sections }) => ({
    title,
    sections: sections.filter(({ modes }) => modes.includes(mode)),
  })).filter(({ sections }) => sections.length > 0)
}

/** Which section a field of the plan is in: `terms.coupons.1.days` is in the coupons', at 1. */
export function placeOf(field: string, mode: Mode): { id: string; at: number | null } | null {
  const [, key = '', rest = ''] = /^(?:terms\.)?([a-zA-Z]+)(?:\.(.*))?$/.exec(field) ?? []
  const section = groupsFor(mode)
    .flatMap(({ sections }) => sections)
    .find(({ id, also = [] }) => id === key || also.includes(key))
  const index = /(?:^|\.)(\d+)(?:\.|$)/.exec(rest)?.[1]
  return section ? { id: section.id, at: index === undefined ? null : Number(index) } : null
}
