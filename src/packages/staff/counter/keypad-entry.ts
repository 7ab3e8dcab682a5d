import { fenOf } from '@/services/format'

/** What a press on the keypad does to the typed text; amounts stay text until they are whole fen. */

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'delete'

/** Below ten million yuan, the most that the contract takes. */
const MOST_WHOLE_DIGITS = 7

/** The text after one more key: at most seven digits before and two after the point. */
export function pressKey(text: string, key: Key): string {
  if (key === 'delete') return text.slice(0, -1)
  if (key === '.') return text.includes('.') ? text : `${text || '0'}.`
  const [whole = '', decimals] = text.split('.')
  if (decimals !== undefined) return decimals.length + key.length > 2 ? pad(whole, decimals, key) : text + key
  if (whole === '0' || whole === '') return key === '00' ? '0' : key
  return whole.length + key.length > MOST_WHOLE_DIGITS ? text : text + key
}

/** Integer fen of what was typed; nothing is 0. */
export function fenOfText(text: string): number {
  return fenOf(text) ?? 0
}

/** `00` behind one decimal still fills the second one. */
function pad(whole: string, decimals: string, key: Key): string {
  return `${whole}.${(decimals + key).slice(0, 2)}`
}
