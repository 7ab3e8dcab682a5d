/**
 * Whether white text can be read on a colour: contrast by WCAG 2.2. The owner's form, the check
 * before publishing and the pages compute it here, so that they can't disagree.
 */

/** WCAG AA for text of any size. */
export const LEAST_CONTRAST = 4.5

const WHITE = 1.05

/** Contrast of white text on `#rrggbb`: 1 to 21. */
export function contrastWithWhite(colour: string): number {
  return WHITE / (luminance(colour) + 0.05)
}

/** True where white text of any size can be read (AA). */
export function isReadable(colour: string): boolean {
  return contrastWithWhite(colour) >= LEAST_CONTRAST
}

/** Relative luminance: 0 for black, 1 for white. */
function luminance(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16)
  const linear = (channel: number) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(value >> 16) + 0.7152 * linear((value >> 8) & 255) + 0.0722 * linear(value & 255)
}
