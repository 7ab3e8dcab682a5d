/** What pictures for sharing are drawn with: a canvas can't read the style tokens, so these repeat them. */
export const PICTURE = {
  paper: '#faf7f2',
  surface: '#ffffff',
  line: '#ebe4da',
  ink: '#221c18',
  quiet: '#6b6158',
  saved: '#16794c',
  goldFrom: '#3a2e22',
  goldTo: '#5b4630',
  goldText: '#f3dfb6',
  goldQuiet: '#d9c39a',
} as const

const FAMILY = '-apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'

export interface TextStyle {
  /** In the picture's own units. */
  size: number
  colour: string
  strong?: boolean
  align?: 'left' | 'center' | 'right'
}

/** One line of text with its baseline at `y`; too long a line is drawn smaller, never cut. */
export function drawLine(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  most: number,
  { size, colour, strong = false, align = 'left' }: TextStyle,
): void {
  context.textAlign = align
  context.textBaseline = 'alphabetic'
  context.fillStyle = colour
  let fitting = size
  do {
    context.font = `${strong ? '600 ' : ''}${fitting}px ${FAMILY}`
    fitting -= 1
  } while (context.measureText(text).width > most && fitting > 10)
  context.fillText(text, x, y)
}

/** Text over as many lines as it takes, broken between any two characters; returns the next baseline. */
export function drawText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  most: number,
  style: TextStyle & { leading: number },
): number {
  context.font = `${style.strong ? '600 ' : ''}${style.size}px ${FAMILY}`
  let line = ''
  let baseline = y
  const put = () => {
    drawLine(context, line, x, baseline, most, style)
    baseline += style.leading
    context.font = `${style.strong ? '600 ' : ''}${style.size}px ${FAMILY}`
  }
  for (const character of text) {
    if (line && context.measureText(line + character).width > most) {
      put()
      line = ''
    }
    line += character
  }
  if (line) put()
  return baseline
}

/** An area with round corners, filled. */
export function fillArea(
  context: CanvasRenderingContext2D,
  [x, y, width, height]: readonly [number, number, number, number],
  radius: number,
  fill: string | CanvasGradient,
): void {
  context.fillStyle = fill
  context.beginPath()
  context.moveTo(x + radius, y)
  context.arcTo(x + width, y, x + width, y + height, radius)
  context.arcTo(x + width, y + height, x, y + height, radius)
  context.arcTo(x, y + height, x, y, radius)
  context.arcTo(x, y, x + width, y, radius)
  context.closePath()
  context.fill()
}
