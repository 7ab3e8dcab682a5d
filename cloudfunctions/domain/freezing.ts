import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import { withoutOffer } from './transfer-offers'

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/**
 * A loss was reported (单用途商业预付卡管理办法; 法释〔2025〕4号 24): nothing is spent with a code of this
 * member until the member is back. Codes that were shown, friends' codes and a code for a transfer are
 * void for good, because the secret is another. A second report changes nothing but the reason.
 * @param newSecret 32 random bytes in hex, drawn by the entry point
 */
export function freeze(
  state: MemberState,
  { reason, newSecret, now }: { reason: string; newSecret: string; now: number },
): Of<'frozen'> {
  const at = state.frozen?.at ?? now
  return {
    ok: true,
    state: {
      ...withoutOffer(state),
      codeSecret: newSecret,
      wallet: { ...state.wallet, friendCodes: [] },
      frozen: { at, reason },
    },
    postings: [],
    facts: { kind: 'frozen', at },
    due: [],
  }
}

/** The member is back: codes work again, made with yet another secret. Who wasn't frozen stays as they are. */
export function unfreeze(
  state: MemberState,
  { newSecret, now }: { newSecret: string; now: number },
): Of<'unfrozen'> {
  const { frozen, ...rest } = state
  return {
    ok: true,
    state: frozen ? { ...rest, codeSecret: newSecret } : state,
    postings: [],
    facts: { kind: 'unfrozen', at: now },
    due: [],
  }
}
