const DEFAULT_ACCENT = '#C2431F'
const WHITE_LUMINANCE = 1.05
/** WCAG AA for text of any size. */
const LEAST_CONTRAST = 4.5

/**
 * The merchant's accent as CSS properties, darkened until white text on it can be read. Nothing
 * for the default, so that most shops send no style at all.
 */
export function accentProperties(accent: string | undefined): Record<string, string> | undefined {
  if (!accent || !/^#[0-9A-Fa-f]{6}$/.test(accent) || accent.toUpperCase() === DEFAULT_ACCENT)
    return undefined
  let colour = channels(accent)
  while (WHITE_LUMINANCE / (luminance(colour) + 0.05) < LEAST_CONTRAST) colour = darken(colour)
  return { '--accent': css(colour), '--accent-press': css(darken(darken(colour))) }
}

type Channels = [number, number, number]

function channels(hex: string): Channels {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function darken([red, green, blue]: Channels): Channels {
  return [Math.floor(red * 0.93), Math.floor(green * 0.93), Math.floor(blue * 0.93)]
}

function luminance(colour: Channels): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function css([red, green, blue]: Channels): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`
}
