/** As many as one import takes. */
export const MOST_CODES = 500

/** Codes as they are pasted: one a line, or from a row of a spreadsheet; nothing twice. */
export function codesOf(text: string): string[] {
  const parts = text.split(/[\s,;,;、]+/u).filter((part) => part !== '')
  return [...new Set(parts)]
}
