import { isRefusal, refuse } from '../contract/refusals'
import { bindPhone as decideBinding, maskPhone } from '../domain/joining'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { phoneDigest } from '../ledger/phone-owners'

/**
 * The number comes from WeChat for a one-time code, never from the caller. The phone's owner is
 * claimed first, by a document whose id is the number's digest, so that two WeChat accounts can't
 * both hold it; a claim whose commit failed is one's own and is simply met again. The number itself is
 * kept only where legal notices fall back to SMS, apart from the books (L9, L12).
 */
export const bindPhone = forPersons('membership.bindPhone', async (input, scope) => {
  const { backend, memberId, openid, now, settings } = scope
  const operation = await operationOfPerson('membership.bindPhone', input, scope)
  if (isRefusal(operation)) return operation
  const { applied, state } = operation
  if (applied) return { maskedPhone: state.profile.maskedPhone ?? '' }

  const phone = await backend.phoneNumbers.exchange(input.code)
  if (isRefusal(phone)) return phone
  const digest = phoneDigest(phone.phone, settings.phoneKey)
  const owner = await backend.phoneOwners.claim(digest, memberId, now)
  if (owner !== memberId) return refuse('PHONE_BELONGS_TO_ANOTHER')
  const release = await backend.releases.current(now)
  if (!isRefusal(release) && release.settings?.smsFallback === true)
    await backend.recipients.remember(memberId, { openid, phone: phone.phone }, now)
  const committed = await operation.commit((state) =>
    decideBinding(state, { phoneDigest: digest, maskedPhone: maskPhone(phone.phone), now }),
  )
  if (isRefusal(committed)) return committed
  return { maskedPhone: maskPhone(phone.phone) }
})
