import { type CardEnd, cardEnds, isLeftAsIs } from './card-ends'
import { lastDayOf } from './calendar'
import { isNow, type LookingAfter, message, morningBefore, nothing } from './looking-after'
import type { MemberState } from './member'
import { currentPeriod } from './membership'

/**
 * On the third day after a card's end, with the member's own figures and nobody else's (M090): what
 * this card really saved. No friend, no number of friends.
 */

const DAYS_AFTER = 3
const OF_USE_MS = 14 * 86_400_000

export const WIN_BACK: LookingAfter = {
  moments: (state) => ends(state).map(momentOf),

  look(state, looking) {
    const { release, now } = looking
    const words = release.settings?.winBack?.afterLapse?.words
    // Who holds another card has come back already; a shop that closes asks nobody back.
    if (words === undefined || release.closing || currentPeriod(state, now)) return nothing(state)
    return {
      state,
      postings: [],
      due: ends(state)
        .filter((end) => isNow(momentOf(end), looking) && now < end.endsAt + OF_USE_MS)
        .map((end) => {
          const day = lastDayOf(end.endsAt)
          const saved = end.membership.periods.reduce((sum, period) => sum + period.saved, 0)
          const about = {
            id: end.membership.id,
            amount: saved > 0 ? saved : null,
            day,
            title: words,
          }
          return message(state, 'win_back', `${end.membership.id}:${day}`, about, end.endsAt + OF_USE_MS)
        }),
    }
  },
}

function ends(state: MemberState): CardEnd[] {
  return cardEnds(state).filter((end) => !isLeftAsIs(state, end))
}

function momentOf({ endsAt }: CardEnd): number {
  return morningBefore(endsAt, -DAYS_AFTER)
}
