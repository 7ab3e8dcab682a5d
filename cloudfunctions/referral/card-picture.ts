import { isRefusal, refuse } from '../contract/refusals'
import { cardPicture as pictureOf } from '../domain/card-picture'
import { forPersons } from '../entry/handler'

/** What the phone draws the card's picture from (M120). */
export const cardPicture = forPersons('referral.cardPicture', async (shown, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  if (typeof state?.joinedAt !== 'number') return refuse('JOIN_REQUIRED')
  return pictureOf({ ...state, joinedAt: state.joinedAt }, shown, { release, now })
})
