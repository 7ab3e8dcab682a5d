import type { TransferItem } from '../contract/transfers'
import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import {
  isOwnTransferCode,
  type ParsedTransferCode,
  TRANSFER_CODE_MS,
  transferCodeTag,
} from '../contract/transfer-code'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import type { TransferOffer } from './transfer'
import { passedBy } from './transfer-items'

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/**
 * A code with which somebody else takes the item over; it puts the last code out of use. Refuses what
 * `passedBy` refuses, and MEMBER_FROZEN: who has somebody's phone can't take away what is on it.
 */
export function offerTransfer(
  state: MemberState,
  { id, item, now }: { id: string; item: TransferItem; now: number },
): Of<'transfer_offer'> {
  if (state.frozen) return refuse('MEMBER_FROZEN')
  const passed = passedBy(state, item, now)
  if (isRefusal(passed)) return passed
  const until = now + TRANSFER_CODE_MS
  const tag = transferCodeTag(state.number, id, state.codeSecret)
  return {
    ok: true,
    state: { ...state, transferOffer: { id, item, until } },
    postings: [],
    facts: { kind: 'transfer_offer', id, tag, item, until },
    due: [],
  }
}

/** The code that is out is good for nothing from now on; without one it is no refusal. */
export function withdrawTransfer(state: MemberState, { now }: { now: number }): Of<'transfer_withdrawn'> {
  return {
    ok: true,
    state: withoutOffer(state),
    postings: [],
    facts: { kind: 'transfer_withdrawn', at: now },
    due: [],
  }
}

/**
 * The offer that a code stands for. Refuses TRANSFER_CODE_INVALID alike for a forged one, a used one,
 * a withdrawn one and one that is over, so that guesses learn nothing.
 */
export function findOffer(
  state: MemberState,
  code: ParsedTransferCode,
  now: number,
): TransferOffer | Refusal {
  const offer = state.transferOffer
  const isLive = offer?.id === code.id && now < offer.until && !state.frozen
  return isLive && isOwnTransferCode(code, state.codeSecret) ? offer : refuse('TRANSFER_CODE_INVALID')
}

export function withoutOffer({ transferOffer: _gone, ...state }: MemberState): MemberState {
  return state
}
