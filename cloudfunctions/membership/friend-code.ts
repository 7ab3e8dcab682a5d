import { friendCodeText, MOST_WITHOUT_PHONE } from '../contract/friend-code'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { createFriendCode } from '../domain/friend-code'
import type { MemberState } from '../domain/member'
import { forPersons, type PersonScope } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { phoneDigest } from '../ledger/phone-owners'

/**
 * A code for a friend's bill (M015). The entry keeps what it is made of, so that the same operation
 * id shows the same code again. Above 200 yuan WeChat must say that the phone in the
 * hand has the number that the member bound.
 */
export const friendCode = forPersons('membership.friendCode', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { most } = input
  const operation = await operationOfPerson('membership.friendCode', input, scope)
  if (isRefusal(operation)) return operation
  const { applied, state } = operation
  const phoneVerified = applied ? true : await hasOwnPhone(input, state, scope)
  if (isRefusal(phoneVerified)) return phoneVerified
  const id = backend.newSecret().slice(0, 16)
  const committed = await operation.commit((state) =>
    createFriendCode(state, { id, most, phoneVerified, now }),
  )
  if (isRefusal(committed)) return committed
  const { id: codeId, tag, most: atMost, until } = committed.entry.facts
  return {
    code: friendCodeText({ number: memberId, id: codeId, tag }),
    most: atMost,
    validUntil: until,
  }
})

/** WeChat's word is one-time: it is asked for only where it is needed. */
async function hasOwnPhone(
  { most, phoneCode }: { most: number; phoneCode?: string | undefined },
  state: MemberState,
  { backend, settings }: PersonScope,
): Promise<boolean | Refusal> {
  if (most <= MOST_WITHOUT_PHONE) return false
  const own = state.profile.phoneDigest
  if (!own || phoneCode === undefined) return refuse('FRIEND_CODE_PHONE')
  const phone = await backend.phoneNumbers.exchange(phoneCode)
  if (isRefusal(phone)) return phone
  return phoneDigest(phone.phone, settings.phoneKey) === own
}
