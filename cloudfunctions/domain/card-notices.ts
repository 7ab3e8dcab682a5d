import { type CardEnd, cardEnds, isLeftAsIs, renewsByItself } from './card-ends'
import { daysBetween, lastDayOf, shanghaiDay } from './calendar'
import { endingSum, endingWith } from './ending-entitlements'
import { savingForecast } from './forecast'
import { isNow, type Looked, type Looking, type LookingAfter, message, morningBefore } from './looking-after'
import type { MemberState } from './member'
import type { Release } from './release'
import { canGoOn } from './renewable'

/**
 * A card's end is told of 30 days before, with what the coming year might save (M086), and 7 days
 * before, with what really ends (M085). Nobody is told whose card renews by itself, whose next card
 * waits already, or who chose to let it end.
 */

const DAY_MS = 86_400_000

/** Days before the last day, and how long ago the card must have been bought: nobody just forgot. */
const NOTICES = [
  { days: 30, boughtDaysBefore: 30 },
  { days: 7, boughtDaysBefore: 7 },
] as const

export const CARD_NOTICES: LookingAfter = {
  moments: (state) => noticesOf(state).map(({ at }) => at),

  look(state, looking) {
    const { now } = looking
    const told = new Map<string, Notice>()
    // Who comes late tells the newest: the others have nothing to add.
    for (const notice of noticesOf(state))
      if (isNow(notice.at, looking) && now < notice.end.endsAt) told.set(notice.end.membership.id, notice)
    return {
      state,
      postings: [],
      due: [...told.values()].map(({ end, days }) => {
        const subject = `${end.membership.id}:${lastDayOf(end.endsAt)}:${days}`
        const about = days === 7 ? listAbout(state, end, looking) : forecastAbout(state, end, looking)
        return message(state, 'card_expiry', subject, about, end.endsAt)
      }),
    } satisfies Looked
  },
}

interface Notice {
  readonly at: number
  readonly days: (typeof NOTICES)[number]['days']
  readonly end: CardEnd
}

/** Of every end, the earlier first. */
function noticesOf(state: MemberState): Notice[] {
  return cardEnds(state)
    .filter((end) => !renewsByItself(state, end) && !isLeftAsIs(state, end))
    .flatMap((end) =>
      NOTICES.map(({ days, boughtDaysBefore }) => ({
        at: morningBefore(end.endsAt, days),
        days,
        end,
        boughtDaysBefore,
      }))
        .filter(({ at, boughtDaysBefore }) => newestPurchase(end) + boughtDaysBefore * DAY_MS <= at)
        .map(({ at, days }): Notice => ({ at, days, end })),
    )
}

function newestPurchase({ membership, period }: CardEnd): number {
  return Math.max(period.boughtAt, ...membership.periods.map(({ boughtAt }) => boughtAt))
}

function listAbout(state: MemberState, end: CardEnd, { release, now }: Looking) {
  const { count, worth } = endingSum(endingWith(state, end, { release, now }))
  const left = daysBetween(shanghaiDay(now), lastDayOf(end.endsAt))
  const name = nameOf(end, release)
  return {
    id: end.membership.id,
    amount: worth > 0 ? worth : null,
    day: lastDayOf(end.endsAt),
    // Within these days: what is counted may end before the card does.
    title: count > 0 ? `还有${count}项权益${within(left)}到期` : `${name}${whenIn(left)}到期`,
    ...(count > 0 ? { count } : {}),
  }
}

function forecastAbout(state: MemberState, end: CardEnd, { release, now }: Looking) {
  // Of a year that nobody can buy any more nothing is estimated.
  const forecast = canGoOn(state, end.membership, release)
    ? savingForecast(state, release.forecastError, now)
    : null
  const left = daysBetween(shanghaiDay(now), lastDayOf(end.endsAt))
  const title = forecast
    ? `下一年约省${wholeYuan(forecast.low)}-${wholeYuan(forecast.high)}元(估算)`
    : `${nameOf(end, release)}${whenIn(left)}到期`
  return {
    id: end.membership.id,
    // What was really saved: the estimate stands in words beside it.
    amount: forecast && forecast.trailing > 0 ? forecast.trailing : null,
    day: lastDayOf(end.endsAt),
    title,
  }
}

function within(days: number): string {
  return days === 0 ? '今天' : `${days}天内`
}

function whenIn(days: number): string {
  return days === 0 ? '今天' : `${days}天后`
}

function wholeYuan(fen: number): number {
  return Math.floor(fen / 100)
}

export function nameOf({ period }: CardEnd, release: Release): string {
  return release.versions[period.versionId]?.terms.name ?? '会员卡'
}
