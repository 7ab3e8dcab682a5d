import { isRefusal, refuse } from '../contract/refusals'
import { parseTransferCode } from '../contract/transfer-code'
import { passedBy } from '../domain/transfer-items'
import { findOffer } from '../domain/transfer-offers'
import { passingView, TRANSFER_RULES } from '../domain/transfer-views'
import { receivingRefused } from '../domain/transferring'
import { forPersons } from '../entry/handler'
import { agreementReference, maskedName } from '../entry/views'
import { agreementsToTakeOver } from './accept-transfer'

/** Exactly what the code would bring, for who holds it in hand; both are read in one call. */
export const transferPreview = forPersons('membership.transferPreview', async (input, scope) => {
  const { backend, memberId, now } = scope
  const code = parseTransferCode(input.code)
  if (!code) return refuse('TRANSFER_CODE_INVALID')
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const members = await backend.ledger.readMembers([memberId, code.number])
  const holder = members.get(code.number)?.state
  // The same answer for an unknown member and a wrong code: guesses learn nothing.
  if (!holder) return refuse('TRANSFER_CODE_INVALID')
  const offer = findOffer(holder, code, now)
  if (isRefusal(offer)) return offer
  const passed = passedBy(holder, offer.item, now)
  if (isRefusal(passed)) return passed
  const own = memberId === holder.number ? refuse('TRANSFER_NOT_POSSIBLE') : null
  const obstacle = own ?? receivingRefused(members.get(memberId)?.state ?? null, passed, release)
  return {
    ...passingView(holder, offer.item, passed, release, now),
    validUntil: offer.until,
    from: maskedName(holder),
    agreements: agreementsToTakeOver(passed, release).map(agreementReference),
    rules: [...TRANSFER_RULES],
    obstacle: obstacle && { code: obstacle.code, message: obstacle.message },
  }
})
