import { isRefusal } from '../contract/refusals'
import type { Decision } from '../domain/decision'
import type { MemberState } from '../domain/member'
import type { Release } from '../domain/release'
import { rewardOf, rewardStock } from '../domain/rewards'
import type { Scope } from '../entry/handler'
import { giveShareBack, takeShare } from '../entry/held-share'
import { successorOf } from '../entry/successors'

export interface Giving {
  readonly memberId: string
  /** When it was earned: whose it is, where somebody took over meanwhile (M062). Epoch ms. */
  readonly earnedAt: number
  readonly rewardId: string
  /** The grant's own: its piece of the stock and its operation, however often it is tried. */
  readonly key: string
  readonly command: string
  readonly input: Readonly<Record<string, unknown>>
  /** Whether it is still to be given; absent: it is. */
  readonly awaits?: (state: MemberState) => boolean
  readonly decide: (state: MemberState, release: Release) => Decision
}

/**
 * Gives a reward without anybody at a counter: a piece of its stock, then the member's commit. What
 * the rules refuse gives nothing and ends it.
 * @returns `later`: nothing is settled yet; `exhausted`: no piece is left
 */
export async function giveReward(giving: Giving, scope: Scope): Promise<'done' | 'later' | 'exhausted'> {
  const { backend, now, deadline } = scope
  const { rewardId, key, command, input, awaits, decide } = giving
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return 'later'
  const member = await successorOf(giving.memberId, backend, giving.earnedAt)
  const reward = rewardOf(release, rewardId)
  if (!member || !reward || awaits?.(member.state) === false) return 'done'
  const share = { stock: rewardStock(rewardId), key, total: reward.stock }
  const taken = await takeShare(share, scope)
  // Released: an earlier attempt was put out of use, which ends it.
  if (taken !== 'held') return taken === 'exhausted' ? 'exhausted' : 'done'
  const request = {
    memberId: member._id,
    member,
    operationId: key,
    command,
    actor: { role: 'timer', memberId: null, branchId: null },
    input,
    now,
    deadline,
  } as const
  const committed = await backend.ledger.commit({ ...request, decide: (state) => decide(state, release) })
  if (!isRefusal(committed)) return 'done'
  const ended = await giveShareBack(committed, request, share, scope)
  return isRefusal(ended) && (ended.code === 'BUSY' || ended.code === 'UNKNOWN') ? 'later' : 'done'
}
