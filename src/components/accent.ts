import { isReadable } from '@/services/contract'

const DEFAULT_ACCENT = '#C2431F'

/**
 * The merchant's accent as CSS properties, darkened until white text on it can be read: a shop that
 * was published before colours were checked still can. Nothing for the default, so that most shops
 * send no style at all.
 */
export function accentProperties(accent: string | undefined): Record<string, string> | undefined {
  if (!accent || !/^#[0-9A-Fa-f]{6}$/.test(accent) || accent.toUpperCase() === DEFAULT_ACCENT)
    return undefined
  let colour = accent.toLowerCase()
  while (!isReadable(colour)) colour = darken(colour)
  return { '--accent': colour, '--accent-press': darken(darken(colour)) }
}

function darken(colour: string): string {
  const value = Number.parseInt(colour.slice(1), 16)
  const darker = [value >> 16, (value >> 8) & 255, value & 255].map((channel) => Math.floor(channel * 0.93))
  return `#${darker.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
