import { FRIEND_CODE_MS, friendCodeTag, MOST_WITHOUT_PHONE } from '../contract/friend-code'
import { type Refusal, refuse } from '../contract/refusals'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import { pruneWallet } from './retention'
import type { FriendCode, Wallet } from './wallet'
import { walletBalance } from './wallet-spending'

/** Each is remembered a quarter of an hour, so this many in that time. */
const MOST_REMEMBERED = 20

/**
 * A code for a friend's bill: for a minute, once, at most so many fen. Refuses FRIEND_CODE_PHONE
 * above 200 yuan unless `phoneVerified`, BALANCE_SHORT without a balance, TOO_MANY_REQUESTS.
 */
export function createFriendCode(
  state: MemberState,
  { id, most, phoneVerified, now }: { id: string; most: number; phoneVerified: boolean; now: number },
): Decision<Extract<Facts, { kind: 'friend_code' }>> {
  if (most > MOST_WITHOUT_PHONE && !phoneVerified) return refuse('FRIEND_CODE_PHONE')
  const available = walletBalance(state.wallet)
  if (available === 0) return refuse('BALANCE_SHORT', { available })
  const wallet = pruneWallet(state, now)
  if (wallet.friendCodes.length >= MOST_REMEMBERED) return refuse('TOO_MANY_REQUESTS')
  const until = now + FRIEND_CODE_MS
  const code: FriendCode = { id, most, until, usedBy: null }
  return {
    ok: true,
    state: { ...state, wallet: { ...wallet, friendCodes: [...wallet.friendCodes, code] } },
    postings: [],
    facts: {
      kind: 'friend_code',
      id,
      tag: friendCodeTag(state.number, id, state.codeSecret),
      most,
      until,
    },
    due: [],
  }
}

/**
 * The code under this id, where it hasn't paid anything yet. Refuses CODE_FORGED for an id that the
 * state doesn't know, CODE_USED, and CODE_EXPIRED once it may no longer be shown; a visit that it
 * opened in time goes on without this last check (`shownAt` is when it was scanned).
 */
export function findFriendCode(
  { friendCodes }: Pick<Wallet, 'friendCodes'>,
  id: string,
  shownAt: number,
): FriendCode | Refusal {
  const code = friendCodes.find((candidate) => candidate.id === id)
  if (!code) return refuse('CODE_FORGED')
  if (code.usedBy !== null) return refuse('CODE_USED')
  return shownAt < code.until ? code : refuse('CODE_EXPIRED')
}

/** The wallet with this code used up by a receipt; an undo doesn't make it good again. */
export function useFriendCode<W extends Pick<Wallet, 'friendCodes'>>(
  wallet: W,
  id: string,
  receiptId: string,
): W {
  return {
    ...wallet,
    friendCodes: wallet.friendCodes.map((code) => (code.id === id ? { ...code, usedBy: receiptId } : code)),
  }
}
