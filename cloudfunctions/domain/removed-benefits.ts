import type { BenefitKind } from '../contract/benefit-offers'
import type { RenewalPage } from '../contract/renewal-page'
import type { Period } from './member'
import { savedByBenefit } from './period-savings'
import { benefitViews } from './plan-views'
import type { Release } from './release'

/** Help, a promise or a thing made: worth something, but no fen that the books could prove. */
const WITHOUT_FEN: readonly BenefitKind[] = ['warranty', 'fulfilment', 'privilege']

type Removed = Pick<RenewalPage['atLapse'], 'removed' | 'otherSaved' | 'savedNote'>

/**
 * What the end of a card takes away: exactly what its period's version gave, each with what it really
 * saved in that period (M089, M091). All figures and `otherSaved` come to what the period saved.
 */
export function removedAtLapse(period: Period | null, release: Release): Removed {
  const version = period && release.versions[period.versionId]
  if (!version) return { removed: [], otherSaved: null, savedNote: null }
  const uncounted = new Set(
    (version.terms.benefits ?? []).flatMap(({ id, kind }) => (WITHOUT_FEN.includes(kind) ? [id] : [])),
  )
  const rows = benefitViews(version.terms, release).map(({ id, title, detail }) => ({
    isCounted: !uncounted.has(id),
    row: { title, detail, saved: uncounted.has(id) ? null : savedByBenefit(period, id) },
  }))
  const removed = rows.map(({ row }) => row)
  if (!period.savedBy)
    return {
      removed,
      otherSaved: null,
      savedNote: '这一期开始时还没有按权益分开记账,所以只有合计,没有每项各省了多少',
    }
  const known = removed.reduce((sum, { saved }) => sum + (saved ?? 0), 0)
  const isCrowded = rows.some(({ isCounted, row }) => isCounted && row.saved === null)
  return {
    removed,
    otherSaved: period.saved - known,
    savedNote: isCrowded ? '用过的权益很多,没有单独列出金额的,合在“其他”里' : null,
  }
}
