import type { CouponTemplate } from '../contract/coupon-templates'
import type { CouponVersion, Release } from './release'
import { sameTerms } from './same-terms'

/**
 * Every version of every template, those before and the ones that this draft makes: a template gets
 * a new one only when it changed, and none ever leaves, because somebody may hold it (M098).
 */
export function couponVersions(
  before: Release['couponVersions'],
  templates: readonly CouponTemplate[] | undefined,
  now: number,
): Pick<Release, 'couponVersions'> {
  if (!before && !templates) return {}
  const versions: Record<string, CouponVersion> = { ...before }
  for (const template of templates ?? []) {
    const newest = newestOf(versions, template.id)
    if (newest && sameTerms(newest.template, template)) continue
    const number = (newest?.number ?? 0) + 1
    const id = `${template.id}@${number}`
    versions[id] = { id, number, since: now, template: structuredClone(template) }
  }
  return { couponVersions: versions }
}

/** The version of a template that is issued now; null for one that is not in the catalogue. */
export function issuedVersion(release: Release, templateId: string): CouponVersion | null {
  if (!release.coupons?.templates.some(({ id }) => id === templateId)) return null
  return newestOf(release.couponVersions ?? {}, templateId)
}

/**
 * The version that was promised at an instant, even if the template was taken out since: the newest
 * one that began by then, else the first.
 */
export function versionPromised(release: Release, templateId: string, at: number): CouponVersion | null {
  const versions = Object.values(release.couponVersions ?? {})
    .filter(({ template }) => template.id === templateId)
    .sort((a, b) => b.number - a.number)
  return versions.find(({ since }) => since <= at) ?? versions.at(-1) ?? null
}

function newestOf(versions: Readonly<Record<string, CouponVersion>>, templateId: string) {
  return Object.values(versions).reduce<CouponVersion | null>(
    (newest, one) => (one.template.id === templateId && one.number > (newest?.number ?? 0) ? one : newest),
    null,
  )
}
