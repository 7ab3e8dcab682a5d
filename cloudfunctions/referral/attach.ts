import { isRefusal, refuse } from '../contract/refusals'
import { linkReferral, type Touch, touchOf } from '../domain/referral-link'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { originOf } from '../entry/scene-origin'
import { deviceDigest } from '../ledger/devices'

/** In words only what is about the caller; anything else would tell of a code (M107). */
const WHY: Readonly<Record<Exclude<Touch, 'new'>, string | null>> = {
  already: null,
  own: '这是您自己的邀请,或来自您邀请的朋友,不计入邀请',
  customer: '您已经是本店的顾客,邀请只计第一次来的朋友',
}

/**
 * Stores the first touch once (M103): whose invitation or which channel it was. The device is
 * remembered before, for invitations only, so that no commit stands without it.
 */
export const attach = forPersons('referral.attach', async (input, scope) => {
  const { backend, memberId, now, openid, settings } = scope
  const { operationId, scene, device } = input
  const operation = await operationOfPerson('referral.attach', { operationId, scene }, scope)
  if (isRefusal(operation)) return operation
  if (operation.applied) return { state: 'attached', why: null }
  const origin = await originOf(scene, openid, scope)
  if (!origin) return { state: 'none', why: null }
  const touch = touchOf(operation.state, origin)
  if (touch !== 'new') return answerTo(touch)
  // Who closed the account and comes again is the same person, and came once (M107).
  if (await backend.referrals.known(memberId)) return answerTo('already')
  if (origin.kind === 'member' && device)
    await backend.devices.remember(deviceDigest(device, settings.memberKey), memberId, now)
  const committed = await operation.commit((state) => {
    return linkReferral(state, { origin, now }) ?? refuse('NOT_FOUND')
  })
  if (!isRefusal(committed)) return { state: 'attached', why: null }
  return committed.code === 'NOT_FOUND' ? answerTo('already') : committed
})

function answerTo(touch: Exclude<Touch, 'new'>) {
  return { state: touch === 'already' ? 'already' : 'none', why: WHY[touch] } as const
}
