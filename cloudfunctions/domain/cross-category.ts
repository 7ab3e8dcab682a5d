import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { CrossCategoryCampaign } from '../contract/coupon-templates'
import { addDays, daysBetween, shanghaiDay, startOfDay } from './calendar'
import { account, transfer } from './balances'
import { issueCoupons } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import type { CouponWatch, CrossCategoryArm, CrossCategoryEntry, CrossCategoryStart } from './coupon-watch'
import type { Posting } from './decision'
import { hasConsent } from './joining'
import type { MemberState, ReceiptFacts } from './member'
import type { Release } from './release'
import { recentSigns } from './resale-signs'

/**
 * From a frequent category to a rarer one (M121). The rule is the published one and asks for
 * nothing but past orders, of members who agreed to offers made for them (L10); who falls into the
 * hold-out follows from a hash, never from who they are (L3).
 */

const EPOCH = '1970-01-01'
/** What counts as frequent, and what a campaign may ask for at most. */
const DAYS_BACK = 90
const MOST_ORDERS = 90
/** A campaign's effect can be read for so long. */
const ENTRY_KEPT_MS = 400 * 86_400_000

export interface Crossed {
  readonly state: MemberState
  readonly postings: readonly Posting[]
  readonly started: readonly CrossCategoryStart[]
}

/** The same member is always in the same arm of a campaign. */
export function armOf({ id, holdOut }: CrossCategoryCampaign, memberNumber: string): CrossCategoryArm {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8ToBytes(`cross-category:${id}:${memberNumber}`))
  const draw = (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) % 10_000
  return draw < holdOut ? 'hold_out' : 'coupon'
}

/** The orders of one category since 89 days ago. */
export function ordersIn(state: MemberState, categoryId: string, now: number): number {
  const since = dayNumber(now) - DAYS_BACK
  return (state.couponWatch.categoryDays[categoryId] ?? []).filter((day) => day > since).length
}

/**
 * A receipt counts: it is one order of each of its categories, a purchase that a campaign waited
 * for, and perhaps the order that makes a category frequent; then the coupon is issued, once for
 * each campaign, or the member is in the hold-out.
 */
export function countCategories(
  before: MemberState,
  { receipt, release, now }: { receipt: ReceiptFacts; release: Release; now: number },
): Crossed {
  const categories = categoriesOf(receipt)
  let state = withDays(before, categories, receipt.at, 1)
  state = withEntries(state, (entry) =>
    entry.boughtAt === null && isPurchase(entry, receipt, release)
      ? { ...entry, boughtAt: receipt.at }
      : entry,
  )
  const postings: Posting[] = []
  const started: CrossCategoryStart[] = []
  for (const [index, campaign] of (release.coupons?.crossCategory ?? []).entries()) {
    const version = issuedVersion(release, campaign.templateId)
    if (!version || !qualifies(state, campaign, now)) continue
    const arm = armOf(campaign, state.number)
    let lotId: string | null = null
    if (arm === 'coupon') {
      const key = `${receipt.receiptId}:c${index}`
      const issued = issueCoupons(state, { key, coupons: [{ version, count: 1 }], now })
      state = issued.state
      postings.push(...issued.postings)
      lotId = issued.lotIds[0] ?? null
    }
    const until = startOfDay(addDays(shanghaiDay(now), version.template.days + 1))
    const entry: CrossCategoryEntry = { campaignId: campaign.id, arm, at: now, until, boughtAt: null }
    state = {
      ...state,
      couponWatch: { ...state.couponWatch, crossCategory: [...state.couponWatch.crossCategory, entry] },
    }
    started.push({ campaignId: campaign.id, lotId })
  }
  return { state, postings, started }
}

/**
 * The whole receipt is taken back: its orders, the purchase that it was, and what it began, unless
 * the coupon was used meanwhile.
 */
export function takeCategoriesBack(
  before: MemberState,
  { receipt, release }: { receipt: ReceiptFacts; release: Release },
): Crossed {
  let state = withDays(before, categoriesOf(receipt), receipt.at, -1)
  state = withEntries(state, (entry) =>
    entry.boughtAt === receipt.at && isPurchase(entry, receipt, release)
      ? { ...entry, boughtAt: laterPurchase(state, entry, receipt, release) }
      : entry,
  )
  const postings: Posting[] = []
  for (const { campaignId, lotId } of receipt.crossCategory ?? []) {
    const lot = state.coupons.find(({ id }) => id === lotId)
    if (lot && lot.left < lot.granted) continue
    if (lot) postings.push(...transfer('coupon', account.coupons(lot.id), 'shop/coupons', lot.left))
    state = {
      ...state,
      coupons: state.coupons.filter(({ id }) => id !== lotId),
      couponWatch: {
        ...state.couponWatch,
        crossCategory: state.couponWatch.crossCategory.filter((entry) => entry.campaignId !== campaignId),
      },
    }
  }
  return { state, postings, started: [] }
}

/** What nobody asks for any more leaves: signs of last week, orders of 90 days ago, old campaigns. */
export function keptWatch({ couponWatch }: Pick<MemberState, 'couponWatch'>, now: number): CouponWatch {
  const since = dayNumber(now) - DAYS_BACK
  const categoryDays = Object.entries(couponWatch.categoryDays)
    .map(([categoryId, days]) => [categoryId, days.filter((day) => day > since)] as const)
    .filter(([, days]) => days.length > 0)
  return {
    ...couponWatch,
    ...recentSigns(couponWatch, now),
    crossCategory: couponWatch.crossCategory.filter(({ until }) => until + ENTRY_KEPT_MS > now),
    categoryDays: Object.fromEntries(categoryDays),
  }
}

function qualifies(state: MemberState, campaign: CrossCategoryCampaign, now: number): boolean {
  const { id, fromCategoryId, toCategoryId, orders, from, through } = campaign
  const today = shanghaiDay(now)
  return (
    from <= today &&
    today <= through &&
    hasConsent(state, 'marketing') &&
    !state.couponWatch.crossCategory.some(({ campaignId }) => campaignId === id) &&
    ordersIn(state, fromCategoryId, now) >= orders &&
    ordersIn(state, toCategoryId, now) === 0
  )
}

function isPurchase(
  { campaignId, at, until }: CrossCategoryEntry,
  receipt: ReceiptFacts,
  release: Release,
): boolean {
  const target = release.coupons?.crossCategory.find(({ id }) => id === campaignId)?.toCategoryId
  return (
    target !== undefined && at < receipt.at && receipt.at < until && categoriesOf(receipt).includes(target)
  )
}

/** Another receipt that is still kept and bought the same. */
function laterPurchase(
  { receipts }: MemberState,
  entry: CrossCategoryEntry,
  without: ReceiptFacts,
  release: Release,
): number | null {
  return (
    receipts.find(
      (receipt) =>
        receipt.state === 'settled' &&
        receipt.receiptId !== without.receiptId &&
        isPurchase(entry, receipt, release),
    )?.at ?? null
  )
}

function withDays(state: MemberState, categories: readonly string[], at: number, sign: 1 | -1): MemberState {
  const day = dayNumber(at)
  const categoryDays = { ...state.couponWatch.categoryDays }
  for (const category of categories) {
    const days = [...(categoryDays[category] ?? [])]
    if (sign === 1) days.push(day)
    else if (days.includes(day)) days.splice(days.lastIndexOf(day), 1)
    if (days.length === 0) delete categoryDays[category]
    else categoryDays[category] = days.sort((a, b) => a - b).slice(-MOST_ORDERS)
  }
  return { ...state, couponWatch: { ...state.couponWatch, categoryDays } }
}

function withEntries(
  state: MemberState,
  change: (entry: CrossCategoryEntry) => CrossCategoryEntry,
): MemberState {
  const { crossCategory } = state.couponWatch
  if (crossCategory.length === 0) return state
  return { ...state, couponWatch: { ...state.couponWatch, crossCategory: crossCategory.map(change) } }
}

function categoriesOf({ lines }: Pick<ReceiptFacts, 'lines'>): string[] {
  return [...new Set(lines.map(({ categoryId }) => categoryId))]
}

function dayNumber(at: number): number {
  return daysBetween(EPOCH, shanghaiDay(at))
}
