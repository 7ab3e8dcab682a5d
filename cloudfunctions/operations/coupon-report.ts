import { isRefusal, refuse } from '../contract/refusals'
import { crossCategoryRows, templateRows } from '../domain/coupon-report'
import { issueStock } from '../domain/coupon-campaigns'
import { forStaff } from '../entry/handler'

/** What coupons gave and took off by template, and whether a coupon leads to another category (M121). */
export const couponReport = forStaff('operations.couponReport', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const folds = await backend.couponFigures.byTemplate({ now, deadline })
    const entries = folds && (await backend.couponFigures.crossCategory(deadline))
    if (!entries) return refuse('BUSY')
    const limited = (release.coupons?.templates ?? []).filter(({ issueLimit }) => issueLimit !== undefined)
    const stocks =
      limited.length > 0 ? await backend.stock.left(limited.map(({ id }) => issueStock(id))) : null
    const left = new Map(
      limited.flatMap(({ id }) => {
        const rest = stocks?.get(issueStock(id))
        return rest === undefined ? [] : [[id, rest] as const]
      }),
    )
    return {
      asOf: now,
      templates: templateRows(folds, release, left),
      crossCategory: crossCategoryRows(entries, release),
    }
  },
})
