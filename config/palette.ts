import fs from 'node:fs'
import path from 'node:path'

const TOKENS = path.resolve(__dirname, '..', 'src', 'styles', 'tokens.scss')

/**
 * The colours of the style tokens by name, for what is drawn on a canvas: a canvas can't read style
 * sheets, and a second list of colours would drift from the first.
 */
export function tokenColours(): Record<string, string> {
  const scss = fs.readFileSync(TOKENS, 'utf8')
  const found = [...scss.matchAll(/^\$([a-z0-9-]+):\s*(#[0-9a-f]{6}|rgba\([^)]*\));$/gim)]
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]))
}
