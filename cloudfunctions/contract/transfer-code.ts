import { codeTag, codeText, isOwnCode, parseCode, type TaggedCode } from './tagged-code'

/**
 * The code with which another person takes over a balance or a card (L6). The holder shows or sends
 * it; it is good once, and the holder can withdraw it at any time.
 */
const PREFIX = 'T1'

/** Long enough to be sent to somebody who is elsewhere, in ms. */
export const TRANSFER_CODE_MS = 30 * 60_000

export type ParsedTransferCode = TaggedCode

/** The tag that only the member's secret makes, 32 hex digits; see `codeTag`. */
export function transferCodeTag(number: string, id: string, secretHex: string): string {
  return codeTag(PREFIX, number, id, secretHex)
}

/** The code as it is shown, sent and scanned. */
export function transferCodeText(code: ParsedTransferCode): string {
  return codeText(PREFIX, code)
}

/** Reads what was scanned or pasted; null for anything that is no transfer's code. */
export function parseTransferCode(text: string): ParsedTransferCode | null {
  return parseCode(PREFIX, text)
}

/** True for a code that this member's secret made; whether it is still good, the state says. */
export function isOwnTransferCode(code: ParsedTransferCode, secretHex: string): boolean {
  return isOwnCode(PREFIX, code, secretHex)
}
