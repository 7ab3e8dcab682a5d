import { isRefusal } from '../contract/refusals'
import { correctProfile as decide } from '../domain/profile-correction'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { displayName } from '../entry/views'

/**
 * The member's own correction, in force at once. The books remember which fields, not what they
 * said. A phone that is taken out is free for another WeChat: it is freed after the commit, and
 * once more by whoever repeats the call.
 */
export const correctProfile = forPersons('membership.correctProfile', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, nickname, birthday, phone } = input
  const remembered = { operationId, ...fieldsOf(input) }
  const operation = await operationOfPerson('membership.correctProfile', remembered, scope)
  if (isRefusal(operation)) return operation
  const committed = await operation.commit((state) => decide(state, { nickname, birthday, phone, now }))
  if (isRefusal(committed)) return committed
  const { state } = committed
  if (phone === null && state.profile.phoneDigest === null) {
    await backend.phoneOwners.free(memberId)
    await backend.recipients.forgetPhone(memberId)
  }
  return {
    displayName: displayName(state),
    maskedPhone: state.profile.maskedPhone,
    monthDay: state.benefits.birthday.monthDay,
    minorUntil: state.privacy.minorUntil ?? null,
  }
})

/** Not the words themselves: a digest of so few days or names would tell them for ever. */
function fieldsOf(input: object): { nickname: boolean; birthday: boolean; phone: boolean } {
  return { nickname: 'nickname' in input, birthday: 'birthday' in input, phone: 'phone' in input }
}
