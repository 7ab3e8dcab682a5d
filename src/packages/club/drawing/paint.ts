import { accentProperties } from '@/components/accent'

/** Sans-serif of the phone itself, as on the pages. */
const FONT = '-apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'

/** A colour of the style tokens. */
export function colour(token: string): string {
  const found = TOKEN_COLOURS[token]
  if (!found) throw new Error(`no token $${token}`)
  return found
}

/** The shop's accent, readable under white as everywhere; ours for a shop without one. */
export function accentColour(accent: string | undefined): string {
  return accentProperties(accent)?.['--accent'] ?? colour('accent-default')
}

export interface Words {
  text: string
  x: number
  /** Baseline of the first line, in pixels of the canvas. */
  y: number
  size: number
  colour: string
  /** Lines are broken, and the last one cut, at this width. */
  width: number
  strong?: boolean
  lines?: number
  align?: 'left' | 'center' | 'right'
}

const LEADING = 1.4

/** Writes a text in at most so many lines; answers with the baseline below it. */
export function write(context: CanvasRenderingContext2D, words: Words): number {
  const { text, x, y, size, width, lines = 1, strong = false, align = 'left' } = words
  context.font = `${strong ? '600' : '400'} ${size}px ${FONT}`
  context.fillStyle = words.colour
  context.textAlign = align
  const broken = linesOf(text, lines, (part) => context.measureText(part).width <= width)
  broken.forEach((line, index) => context.fillText(line, x, y + index * size * LEADING))
  return y + broken.length * size * LEADING
}

/** Chinese breaks anywhere; what has no room ends with 「…」. */
export function linesOf(text: string, most: number, fits: (part: string) => boolean): string[] {
  const lines: string[] = []
  let rest = Array.from(text)
  while (rest.length > 0 && lines.length < most) {
    let taken = rest.length
    while (taken > 1 && !fits(rest.slice(0, taken).join(''))) taken -= 1
    const isLast = lines.length === most - 1 && taken < rest.length
    if (isLast) while (taken > 1 && !fits(`${rest.slice(0, taken).join('')}…`)) taken -= 1
    lines.push(`${rest.slice(0, taken).join('')}${isLast ? '…' : ''}`)
    rest = rest.slice(taken)
  }
  return lines
}

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

export function roundedPath(context: CanvasRenderingContext2D, area: Area, radius: number): void {
  const { x, y, width, height } = area
  context.beginPath()
  context.moveTo(x + radius, y)
  context.arcTo(x + width, y, x + width, y + height, radius)
  context.arcTo(x + width, y + height, x, y + height, radius)
  context.arcTo(x, y + height, x, y, radius)
  context.arcTo(x, y, x + width, y, radius)
  context.closePath()
}

/** The photograph fills the area, never stretched; without one the shop's own colour and initial do. */
export function paintCover(
  context: CanvasRenderingContext2D,
  area: Area,
  { photo, name, accent }: { photo: HTMLImageElement | null; name: string; accent: string },
): void {
  context.save()
  context.beginPath()
  context.rect(area.x, area.y, area.width, area.height)
  context.clip()
  if (photo && photo.width > 0 && photo.height > 0) paintPhoto(context, area, photo)
  else paintInitial(context, area, name, accent)
  context.restore()
}

function paintPhoto(context: CanvasRenderingContext2D, area: Area, photo: HTMLImageElement): void {
  const scale = Math.max(area.width / photo.width, area.height / photo.height)
  const width = photo.width * scale
  const height = photo.height * scale
  context.drawImage(
    photo,
    area.x + (area.width - width) / 2,
    area.y + (area.height - height) / 2,
    width,
    height,
  )
}

function paintInitial(context: CanvasRenderingContext2D, area: Area, name: string, accent: string): void {
  const { x, y, width, height } = area
  const middle = { x: x + width / 2, y: y + height / 2 }
  const size = Math.min(width, height)
  context.fillStyle = accent
  context.fillRect(x, y, width, height)
  context.strokeStyle = colour('on-dark')
  context.lineWidth = size / 240
  for (const [radius, strength] of [
    [0.3, 0.42],
    [0.46, 0.26],
    [0.64, 0.14],
  ] as const) {
    context.globalAlpha = strength
    context.beginPath()
    context.arc(middle.x, middle.y, size * radius, 0, 2 * Math.PI)
    context.stroke()
  }
  context.globalAlpha = 1
  write(context, {
    text: Array.from(name)[0] ?? '',
    x: middle.x,
    y: middle.y + size * 0.1,
    size: size * 0.28,
    colour: colour('on-dark'),
    width,
    strong: true,
    align: 'center',
  })
}
