/** Rows as a file that a spreadsheet opens: RFC 4180 with the encoding's mark. */

/** @param whole with the mark of the encoding, as Excel asks for; false: goes on another page's end */
export function csvText(rows: readonly (readonly string[])[], whole: boolean): string {
  const lines = rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
  return whole ? `\uFEFF${lines}` : lines
}

/** A text that would begin a formula is made a plain text; numbers are left alone. */
function cell(text: string): string {
  const plain = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** Fen as yuan, with both decimals. */
export function decimal(fen: number): string {
  const amount = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
}

/** In Shanghai, to the minute. */
export function minuteText(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
