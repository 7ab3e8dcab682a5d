import { refuse } from '../contract/refusals'
import { countInvitation, emptyFunnel } from '../domain/referral-funnel'
import { referralWhy } from '../domain/referral-words'
import { forStaff } from '../entry/handler'

/**
 * From the first touch to what went back, and beside it what the books say of the same (M107): both
 * are counted through the moment up to which everything is archived.
 */
export const referralFunnel = forStaff('operations.referralFunnel', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const through = await backend.sweeper.archivedThrough()
    const funnel = emptyFunnel()
    let [rewarded, reversed] = [0, 0]
    const done = await backend.referrals.each((record) => {
      countInvitation(funnel, record)
      if (record.rewardedAt !== null && record.rewardedAt <= through) rewarded += 1
      if (record.reversedAt !== null && record.reversedAt <= through) reversed += 1
    }, deadline)
    const books = done ? await backend.referrals.books({ through, deadline }) : null
    if (!books) return refuse('BUSY')
    const { refused, ...steps } = funnel
    return {
      asOf: now,
      ...steps,
      refused: [...refused].map(([why, count]) => ({ why: referralWhy(why), count })),
      books: { ...books, agrees: books.rewarded === rewarded && books.reversed === reversed },
    }
  },
})
