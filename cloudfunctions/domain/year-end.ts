import type { EndingEntitlement, YearEnd } from '../contract/renewal-page'
import { dayWords, lastDayOf, shanghaiDay, startOfDay } from './calendar'
import { account } from './balances'
import { couponFace } from './coupon-face'
import { couponOf } from './coupon-terms'
import { versionPromised } from './coupon-versions'
import type { JournalEntry } from './decision'
import { endingSum, endingWith, priceOf } from './ending-entitlements'
import { cardEnds } from './card-ends'
import { stands } from './family'
import { giftOfferOf } from './gifts'
import type { MemberState, Period } from './member'
import { yuanText } from './money'
import { pointAccounts } from './point-account'
import type { Release } from './release'
import { rightSize } from './right-size'
import type { PastOrder } from './replayed-orders'
import { lotOf } from './coupons'
import { unusedBenefits } from './year-windows'

/**
 * What ended unused in a year, at face value (M093): coupons, counted benefits, gifts, points that
 * could have been paid with. Worked out from the journal when it is asked for; what is given back, or
 * was never to be used, isn't in it. Advice may say that a smaller card, or none, would have been
 * better.
 */

type Entry = Pick<JournalEntry, 'at' | 'facts' | 'postings'>

export interface YearEndViewing {
  readonly state: MemberState
  readonly release: Release
  readonly now: number
  readonly year: number
  /** What moved coupons, benefits and points, and what was chosen, since `entriesFrom`. */
  readonly entries: readonly Entry[]
  /** The orders of the year's card, see `yearCard`. */
  readonly orders: readonly PastOrder[]
}

const MOST_TIPS = 5

/** The years that a report can be of: the last one over, or from December on the running one. */
export function yearAsked(year: number | undefined, now: number): number {
  const [running, month] = shanghaiDay(now).split('-').map(Number)
  if (year !== undefined) return Math.min(year, running ?? year)
  return (running ?? 2000) - (month === 12 ? 0 : 1)
}

/** From when the journal says what a year's report asks: what ends in the year began then. */
export function entriesFrom({ memberships }: Pick<MemberState, 'memberships'>, year: number): number {
  const { from, to } = boundsOf(year)
  const begun = memberships
    .flatMap(({ periods }) => periods)
    .filter((period) => period.endsAt > from && period.startsAt < to)
    .map(({ startsAt }) => startsAt)
  return Math.min(startOfDay(`${year - 1}-01-01`), ...begun)
}

/** The paid period that filled most of the year; null without one. */
export function yearCard({ memberships }: Pick<MemberState, 'memberships'>, year: number): Period | null {
  const { from, to } = boundsOf(year)
  const within = ({ startsAt, endsAt }: Period) => Math.min(endsAt, to) - Math.max(startsAt, from)
  return memberships
    .flatMap(({ periods }) => periods)
    .filter((period) => stands(period) && period.paid > 0 && within(period) > 0)
    .reduce<Period | null>((best, one) => (best && within(best) >= within(one) ? best : one), null)
}

export function yearEnd(viewing: YearEndViewing): YearEnd {
  const { state, release, now, year, orders } = viewing
  const { to } = boundsOf(year)
  const unused = [
    ...unusedCoupons(viewing),
    ...unusedBenefits(viewing),
    ...unusedGifts(viewing),
    ...expiredPoints(viewing),
  ]
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
  const period = yearCard(state, year)
  const smaller = period ? rightSize(period, { release, orders, now }) : null
  return {
    now,
    year,
    over: now >= to,
    saved: months.reduce(
      (sum, month) => Object.values(state.savings[month] ?? {}).reduce((all, one) => all + one, sum),
      0,
    ),
    fees: months.reduce((sum, month) => sum + (state.fees[month] ?? 0), 0),
    unused,
    ...endingSum(unused),
    tips: tipsOf(viewing, period).slice(0, MOST_TIPS),
    rightSize: smaller,
  }
}

interface Lot {
  readonly title: string
  readonly each: number | null
  readonly until: number
}

/** Granted less used before the end, for each lot that ended in the year. */
function unusedCoupons({ state, release, entries, year, now }: YearEndViewing): EndingEntitlement[] {
  const own = account.coupons('')
  const left = new Map<string, { first: Entry; moves: { at: number; amount: number }[]; voided: boolean }>()
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    // Merging moves lots out and in: neither grants nor uses them.
    if (entry.facts.kind === 'merged_out' || entry.facts.kind === 'merged_in') continue
    for (const { asset, account: name, amount } of entry.postings) {
      if (asset !== 'coupon' || !name.startsWith(own)) continue
      const lotId = name.slice(own.length)
      const known = left.get(lotId) ?? { first: entry, moves: [], voided: false }
      known.moves.push({ at: entry.at, amount })
      left.set(lotId, entry.facts.kind === 'card_refund' ? { ...known, voided: true } : known)
    }
  }
  return [...left].flatMap(([lotId, { first, moves, voided }]): EndingEntitlement[] => {
    const lot = lotById(lotId, { state, release, first })
    if (!lot || voided || !isWithin(lot.until, year) || lot.until > now) return []
    const count = moves.reduce((sum, { at, amount }) => (at < lot.until ? sum + amount : sum), 0)
    return count > 0 ? [row('coupon', lot.title, count, lot.each, lastDayOf(lot.until))] : []
  })
}

/** Of the state while it is there; else made again from what granted it. */
function lotById(
  lotId: string,
  { state, release, first }: { state: MemberState; release: Release; first: Entry },
): Lot | null {
  const held = state.coupons.find(({ id }) => id === lotId)
  if (held) {
    if (held.voidedAt !== null) return null
    const { title, value } = couponOf(held, release)
    return { title, each: couponFace(value), until: held.until }
  }
  const [, templateId] = lotId.split(':t:')
  if (templateId !== undefined) {
    const version = versionPromised(release, templateId, first.at)
    if (!version) return null
    const { title, value, days } = version.template
    return { title, each: couponFace(value), until: untilAfter(first.at, days) }
  }
  const { facts } = first
  if (facts.kind !== 'card') return null
  const version = release.versions[facts.versionId]
  const grant = version?.terms.coupons?.find(({ id }) => lotId === `${facts.orderId}:${id}`)
  if (!version || !grant) return null
  const { orderId, planId, versionId, startsAt } = facts
  const lot = lotOf(grant, { orderId, planId, versionId, from: startsAt, paid: 0 })
  return { title: lot.title, each: lot.amount, until: lot.until }
}

function unusedGifts({ state, release, year, now }: YearEndViewing): EndingEntitlement[] {
  return state.gifts.flatMap((gift): EndingEntitlement[] => {
    if (gift.state !== 'claimable' || gift.claimUntil > now || !isWithin(gift.claimUntil, year)) return []
    const offer = giftOfferOf(gift, release)
    return offer
      ? [
          row(
            'gift',
            offer.name,
            offer.quantity,
            priceOf(release, offer.productId, now),
            lastDayOf(gift.claimUntil),
          ),
        ]
      : []
  })
}

function expiredPoints({ release, entries, year }: YearEndViewing): EndingEntitlement[] {
  const { from, to } = boundsOf(year)
  let count = 0
  let last = 0
  for (const { at, postings } of entries)
    for (const { account: name, amount } of postings)
      if (name === pointAccounts.shop('expired') && amount > 0 && at >= from && at < to) {
        count += amount
        last = Math.max(last, at)
      }
  if (count === 0) return []
  const per100 = release.loyalty?.points?.fenPer100
  const worth = per100 === undefined ? null : Math.floor((count * per100) / 100)
  return [{ kind: 'points', title: '积分', count, each: null, worth, on: shanghaiDay(last) }]
}

/** What can still be used, the next to end first; and that no card may be the better choice. */
function tipsOf({ state, release, now }: YearEndViewing, period: Period | null): string[] {
  const ending = cardEnds(state)
    .flatMap((end) => endingWith(state, end, { release, now }))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .map(({ title, count, on }) => `“${title}”还有${count}份,${dayWords(on, now)}前到店可用`)
  const loss = period ? period.paid - period.saved : 0
  const without =
    period && loss > 0
      ? [
          `这张卡省下${yuanText(Math.max(0, period.saved))},比卡费${yuanText(period.paid)}少${yuanText(loss)}:来得不多的话,不续卡也可以`,
        ]
      : []
  return [...without, ...ending]
}

function row(
  kind: EndingEntitlement['kind'],
  title: string,
  count: number,
  each: number | null,
  on: string,
): EndingEntitlement {
  return { kind, title, count, each, worth: each === null ? null : each * count, on }
}

function untilAfter(at: number, days: number): number {
  return startOfDay(shanghaiDay(at)) + (days + 1) * 86_400_000
}

function boundsOf(year: number): { from: number; to: number } {
  return { from: startOfDay(`${year}-01-01`), to: startOfDay(`${year + 1}-01-01`) }
}

/** True for what ended, exclusively, within the year: its last day was one of the year's. */
function isWithin(until: number, year: number): boolean {
  return lastDayOf(until).startsWith(`${year}-`)
}
