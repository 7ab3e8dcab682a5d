import { type CardEnd, cardEnds, isLeftAsIs } from './card-ends'
import { lastDayOf } from './calendar'
import { nameOf } from './card-notices'
import { isNow, type LookingAfter, message, morningBefore } from './looking-after'
import type { MemberState } from './member'

/**
 * The morning after a card's last day: what its end changes, as a list (M089, M091). Only what the
 * card gave ends; who had one is served like anybody who never had.
 */

/** Later it explains nothing any more. */
const OF_USE_MS = 7 * 86_400_000

export const LAPSE_CHANGES: LookingAfter = {
  moments: (state) => ends(state).map(momentOf),

  look: (state, looking) => ({
    state,
    postings: [],
    due: ends(state)
      .filter((end) => isNow(momentOf(end), looking) && looking.now < end.endsAt + OF_USE_MS)
      .map((end) => {
        const day = lastDayOf(end.endsAt)
        const about = {
          id: end.membership.id,
          amount: null,
          day,
          title: `${nameOf(end, looking.release)}已到期`.slice(0, 20),
        }
        const subject = `${end.membership.id}:${day}`
        return message(state, 'lapse_changes', subject, about, end.endsAt + OF_USE_MS)
      }),
  }),
}

function ends(state: MemberState): CardEnd[] {
  return cardEnds(state).filter((end) => !isLeftAsIs(state, end))
}

function momentOf({ endsAt }: CardEnd): number {
  return morningBefore(endsAt, -1)
}
