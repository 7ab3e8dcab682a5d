import { codeTag, codeText, isOwnCode, parseCode, type TaggedCode } from './tagged-code'

/**
 * The code with which a friend's bill is paid from this member's balance (M015). The back end makes
 * it and keeps its id, cap and end in the member's state; it is good once.
 */
const PREFIX = 'F1'

/** Fen: up to here the code alone will do; above, WeChat vouches for the own phone first (M015). */
export const MOST_WITHOUT_PHONE = 20_000
/** How long a code can be shown at the counter, in ms (M015). */
export const FRIEND_CODE_MS = 60_000

export type ParsedFriendCode = TaggedCode

/** The tag that only the member's secret makes, 32 hex digits; see `codeTag`. */
export function friendCodeTag(number: string, id: string, secretHex: string): string {
  return codeTag(PREFIX, number, id, secretHex)
}

/** The code as it is shown and scanned. */
export function friendCodeText(code: ParsedFriendCode): string {
  return codeText(PREFIX, code)
}

/** Reads what was scanned or typed; null for anything that is no friend's code. */
export function parseFriendCode(text: string): ParsedFriendCode | null {
  return parseCode(PREFIX, text)
}

/** True for a code that this member's secret made; whether it is still good, the state says. */
export function isOwnFriendCode(code: ParsedFriendCode, secretHex: string): boolean {
  return isOwnCode(PREFIX, code, secretHex)
}
