import { isRefusal, refuse } from '../contract/refusals'
import { claimGift as claim, findGift, giftHoldKey, giftOfferOf, giftStock, giftView } from '../domain/gifts'
import type { MemberState } from '../domain/member'
import { isBeforeClosing } from '../domain/privacy-account'
import { forPersons } from '../entry/handler'
import { takeShare } from '../entry/held-share'
import { operationOfPerson } from '../entry/person-commit'

/**
 * Claims a gift while there are any (M010): one is taken from the stock under the entitlement's own
 * key, so that whoever tries again, on whichever phone, meets the one that was taken; then the
 * member's commit, whose follow-up makes it final. Only where the card was given back, or the
 * account closed, in between is it returned: no attempt can claim it any more then.
 */
export const claimGift = forPersons('membership.claimGift', async (input, scope) => {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const operation = await operationOfPerson('membership.claimGift', input, scope)
  if (isRefusal(operation)) return operation
  const view = (state: MemberState) => {
    const found = findGift(state, input)
    return found ? giftView(found, release, now) : refuse('GIFT_NOT_READY')
  }
  if (operation.applied) return view(operation.state)

  const gift = findGift(operation.state, input)
  if (!gift) return refuse('GIFT_NOT_READY')
  const possible = claim(operation.state, input, now)
  if (isRefusal(possible)) return possible
  const stock = giftStock(gift)
  const key = giftHoldKey(gift)
  const total = giftOfferOf(gift, release)?.stock ?? 0
  if ((await takeShare({ stock, key, total }, scope)) !== 'held') return refuse('GIFT_EXHAUSTED')
  let isVoid = false
  const committed = await operation.commit((state) => {
    // An account that was closed meanwhile claims nothing any more; one that was merged still may.
    isVoid = findGift(state, input)?.state === 'void' || isBeforeClosing(state, gift.at)
    return claim(state, input, now)
  })
  if (!isRefusal(committed)) return view(committed.state)
  if (isVoid) {
    const cancelled = await backend.ledger.cancel(operation.request)
    if (!isRefusal(cancelled)) await backend.stock.release(stock, key, now)
  }
  return committed
})
