import { isRefusal } from '../contract/refusals'
import { transferCodeTag, transferCodeText } from '../contract/transfer-code'
import type { MemberState } from '../domain/member'
import { passedBy, transferableItems } from '../domain/transfer-items'
import { passingView, TRANSFER_RULES } from '../domain/transfer-views'
import { forPersons } from '../entry/handler'

/** What the caller could pass on now, with all that would go with it; one call. */
export const transferable = forPersons('membership.transferable', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  const rules = [...TRANSFER_RULES]
  if (!state) return { items: [], offered: null, rules }
  const items = transferableItems(state, now).flatMap((item) => {
    const passed = passedBy(state, item, now)
    return isRefusal(passed) ? [] : [passingView(state, item, passed, release, now)]
  })
  return { items, offered: offeredNow(state, now), rules }
})

/** The code that is out, the same again: the phone may have lost the answer. */
function offeredNow({ number, codeSecret, transferOffer: offer }: MemberState, now: number) {
  if (!offer || now >= offer.until) return null
  const { id, item, until } = offer
  const tag = transferCodeTag(number, id, codeSecret)
  return { code: transferCodeText({ number, id, tag }), item, validUntil: until }
}
