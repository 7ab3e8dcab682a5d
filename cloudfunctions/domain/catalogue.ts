import type { CatalogueDraft, PlanTerms } from '../contract/catalogue'
import { type Refusal, refuse } from '../contract/refusals'
import { couponVersions } from './coupon-versions'
import { checkDraft } from './draft-checks'
import { currentPrice } from './price-history'
import { withSchedule } from './price-schedule'
import type { AgreementVersion, Plan, PlanVersion, Product, Release } from './release'
import { sameTerms } from './same-terms'
import { announced, closingDraft } from './shop-closing'

export { currentPrice, currentReference, listPrice, priceRecordAt, referencePrice } from './price-history'

/** The plan that leads the page: the first on sale. */
export function highlightedPlan(release: Release): Plan | null {
  return release.plans.find((plan) => plan.onSale) ?? null
}

export interface Released {
  readonly ok: true
  readonly release: Release
  readonly newVersions: string[]
}

/**
 * Makes the next released snapshot from what the owner edited. Price histories only grow (L4), a
 * plan gets a new version only when its terms changed, and no version of a plan or an agreement
 * ever leaves (M098, L7): products and plans that were taken out stay, not for sale.
 * Refuses DRAFT_INVALID (detail: path and reason) and PRICE_BELOW_COST.
 * @param digest of a text: the agreement's version
 */
export function releaseCatalogue(
  previous: Release | null,
  draft: CatalogueDraft,
  now: number,
  digest: (text: string) => string,
): Released | Refusal {
  const refused = checkDraft(draft, { previous, now })
  if (refused) return refused
  if (previous && now < previous.releasedAt) return refuse('RELEASE_CONFLICT')
  return assembleRelease(previous, draft, now, digest)
}

/** The snapshot that a draft makes, unchecked: for a preview of what can't be published yet. */
export function assembleRelease(
  previous: Release | null,
  draft: CatalogueDraft,
  now: number,
  digest: (text: string) => string,
): Released {
  const newVersions: string[] = []
  const versions: Record<string, PlanVersion> = { ...previous?.versions }
  const plans = draft.plans.map(({ id, onSale, terms, promotion }): Plan => {
    const before = previous?.plans.find((plan) => plan.id === id) ?? null
    const version = versionFor(before, terms, versions, id, now)
    if (!versions[version.id]) {
      versions[version.id] = version
      newVersions.push(version.id)
    }
    return {
      id,
      onSale,
      versionId: version.id,
      prices: withSchedule(before?.prices ?? [], terms.price, promotion, now, `plan-price:${id}`),
      deals: before?.deals ?? [],
      ...(promotion ? { promotion } : {}),
    }
  })
  const release: Release = {
    release: (previous?.release ?? 0) + 1,
    releasedAt: now,
    shop: draft.shop,
    branches: draft.branches,
    categories: draft.categories,
    products: [
      ...draft.products.map((product) => released(product, previous, now)),
      ...dropped(previous?.products, draft.products).map((product) => ({
        ...product,
        available: false,
        withdrawn: true as const,
      })),
    ],
    plans: [
      ...plans,
      ...dropped(previous?.plans, draft.plans).map((plan) => ({
        ...plan,
        onSale: false,
        withdrawn: true as const,
      })),
    ],
    versions,
    agreements: agreements(previous?.agreements ?? [], draft.agreements, now, digest),
    undoMinutes: draft.undoMinutes,
    ...partners(previous, draft),
    ...(draft.settings ? { settings: draft.settings } : {}),
    ...(draft.coupons ? { coupons: draft.coupons } : {}),
    ...couponVersions(previous?.couponVersions, draft.coupons?.templates, now),
    ...(draft.loyalty ? { loyalty: draft.loyalty } : {}),
    ...(draft.participation ? { participation: draft.participation } : {}),
    ...(draft.acquisition ? { acquisition: draft.acquisition } : {}),
    ...(draft.care ? { care: draft.care } : {}),
    ...(draft.events ? { events: draft.events } : {}),
    ...announced(previous?.closing, draft.closing, now),
    typical: previous?.typical ?? {},
    ...(previous?.forecastError ? { forecastError: previous.forecastError } : {}),
  }
  return { ok: true, release, newVersions }
}

/** The draft that would make this release again: what the owner goes on editing. */
export function draftOf(release: Release, now: number): CatalogueDraft {
  return {
    shop: release.shop,
    branches: release.branches,
    categories: release.categories,
    products: release.products
      .filter(({ withdrawn }) => !withdrawn)
      .map((product) => ({
        id: product.id,
        name: product.name,
        categoryId: product.categoryId,
        photo: product.photo,
        cost: product.cost,
        listPrice: currentPrice(product, now).price,
        available: product.available,
      })),
    plans: release.plans.flatMap(({ id, onSale, versionId, withdrawn, promotion }) => {
      const terms = release.versions[versionId]?.terms
      return terms && !withdrawn ? [{ id, onSale, terms, ...(promotion ? { promotion } : {}) }] : []
    }),
    agreements: release.agreements
      .filter(({ current }) => current)
      .map(({ id, title, text, summary }) => ({ id, title, text, ...(summary ? { summary } : {}) })),
    undoMinutes: release.undoMinutes,
    ...(release.partners
      ? {
          partners: release.partners
            .filter(({ withdrawn }) => !withdrawn)
            .map(({ id, name, port, dataShared, contact }) => ({ id, name, port, dataShared, contact })),
        }
      : {}),
    ...(release.settings ? { settings: release.settings } : {}),
    ...(release.coupons ? { coupons: release.coupons } : {}),
    ...(release.loyalty ? { loyalty: release.loyalty } : {}),
    ...(release.participation ? { participation: release.participation } : {}),
    ...(release.acquisition ? { acquisition: release.acquisition } : {}),
    ...(release.care ? { care: release.care } : {}),
    ...(release.events ? { events: release.events } : {}),
    ...closingDraft(release),
  }
}

/** Perks of a partner that left the catalogue are still held, and its name is still shown. */
function partners(previous: Release | null, draft: CatalogueDraft): Pick<Release, 'partners'> {
  const kept = dropped(previous?.partners, draft.partners ?? [])
  if (!draft.partners && kept.length === 0) return {}
  return {
    partners: [
      ...(draft.partners ?? []),
      ...kept.map((partner) => ({ ...partner, withdrawn: true as const })),
    ],
  }
}

function released(draft: CatalogueDraft['products'][number], previous: Release | null, now: number): Product {
  const before = previous?.products.find((product) => product.id === draft.id)
  const { id, name, categoryId, photo, cost, available } = draft
  return {
    id,
    name,
    categoryId,
    photo,
    cost,
    available,
    prices: withSchedule(before?.prices ?? [], draft.listPrice, undefined, now, `price:${id}`),
    deals: before?.deals ?? [],
  }
}

/** The version that is sold now if its terms still stand, else the next one. */
function versionFor(
  plan: Plan | null,
  terms: PlanTerms,
  versions: Record<string, PlanVersion>,
  planId: string,
  now: number,
): PlanVersion {
  const current = plan ? versions[plan.versionId] : undefined
  if (current && sameTerms(current.terms, terms)) return current
  const number =
    1 +
    Object.values(versions).reduce(
      (most, one) => (one.planId === planId ? Math.max(most, one.number) : most),
      0,
    )
  return { id: `${planId}@${number}`, planId, number, since: now, terms: structuredClone(terms) }
}

function agreements(
  before: AgreementVersion[],
  drafts: CatalogueDraft['agreements'],
  now: number,
  digest: (text: string) => string,
): AgreementVersion[] {
  const kept = before.map((agreement) => ({ ...agreement, current: false }))
  for (const { id, title, text, summary } of drafts) {
    const version = digest(text)
    const known = kept.find((agreement) => agreement.id === id && agreement.version === version)
    const named = { title, ...(summary ? { summary } : {}) }
    if (known) Object.assign(known, named, { current: true })
    else kept.push({ id, version, ...named, text, since: now, current: true })
  }
  return kept
}

function dropped<T extends { id: string }>(before: T[] | undefined, drafts: readonly { id: string }[]): T[] {
  const ids = new Set(drafts.map(({ id }) => id))
  return (before ?? []).filter(({ id }) => !ids.has(id))
}
