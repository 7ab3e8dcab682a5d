import { isRefusal, refuse } from '../contract/refusals'
import { attemptKey } from '../domain/attempt-key'
import { claimGift as claim, findGift, giftOfferOf, giftStock, giftView } from '../domain/gifts'
import type { MemberState } from '../domain/member'
import { takeOrFreeShare } from '../entry/abandoned-holds'
import { forPersons } from '../entry/handler'
import { giveShareBack } from '../entry/held-share'
import { operationOfPerson } from '../entry/person-commit'

/**
 * Claims a gift while there are any (M010): one is taken from the stock under the attempt's own key,
 * then the member's commit, whose follow-up makes it final. What the rules refuse, such as a claim
 * on another phone that came first, gives it back after the attempt was put out of use; what
 * attempts that died took is freed by who finds none left.
 */
export const claimGift = forPersons('membership.claimGift', async (input, scope) => {
  const { backend, memberId, now } = scope
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
  const share = {
    stock: giftStock(gift),
    key: attemptKey(input.operationId, memberId),
    total: giftOfferOf(gift, release)?.stock ?? 0,
  }
  if ((await takeOrFreeShare(share, 'membership.claimGift', scope)) !== 'held')
    return refuse('GIFT_EXHAUSTED')
  const committed = await operation.commit((state) => claim(state, input, now))
  const ended = isRefusal(committed)
    ? await giveShareBack(committed, operation.request, share, scope)
    : committed
  return isRefusal(ended) ? ended : view(ended.state)
})
