import { isRefusal, refuse } from '../contract/refusals'
import { LANDING_PAGE, sceneOf } from '../contract/referral-scene'
import { invitesFriends } from '../domain/referral-words'
import { codePicture } from '../entry/code-picture'
import { forPersons } from '../entry/handler'

/** The own invitation as a mini-program code, for a poster that the phone draws. */
export const miniProgramCode = forPersons('referral.miniProgramCode', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  if (!invitesFriends(release)) return refuse('REFERRAL_OFF')
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  if (!state?.joinedAt) return refuse('JOIN_REQUIRED')
  const code = await backend.referralCodes.codeOf({ kind: 'member', id: memberId }, now)
  return codePicture(sceneOf({ kind: 'member', code }), LANDING_PAGE, scope)
})
