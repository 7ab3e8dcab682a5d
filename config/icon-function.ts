import fs from 'node:fs'
import path from 'node:path'
import sass from 'sass'

const ICONS = path.resolve(__dirname, '..', 'node_modules', 'lucide-static', 'icons')

/** The icon's drawing as a data URI, with the design's thinner line. Throws for an unknown name. */
export function iconDataUri(name: string, stroke = '1.75'): string {
  const file = path.join(ICONS, `${name}.svg`)
  if (!/^[a-z0-9-]+$/.test(name) || !fs.existsSync(file)) throw new Error(`no lucide icon named ${name}`)
  const svg = fs
    .readFileSync(file, 'utf8')
    .replace(/<!--.*?-->/gs, '')
    .replace(/\s+class="[^"]*"/, '')
    .replace(/stroke-width="2"/, `stroke-width="${stroke}"`)
    .replace(/currentColor/, '#000')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/"/g, "'")
    .trim()
  // Only what a style sheet can't hold is escaped: escaping all would add a third.
  return `data:image/svg+xml,${svg.replace(/[<>#%]/g, (sign) => encodeURIComponent(sign))}`
}

/**
 * `lucide('qr-code')` in SCSS. Icons live in the style sheet, so that a page sends a class name
 * to the view layer and not half a kilobyte of drawing for each icon (setData budget).
 * sass-loader 14 runs Sass's legacy interface, hence the legacy value types.
 */
export const iconSassOptions = {
  functions: {
    'lucide($name)': (name: sass.types.String) =>
      new sass.types.String(`url("${iconDataUri(name.getValue())}")`),
  },
}
