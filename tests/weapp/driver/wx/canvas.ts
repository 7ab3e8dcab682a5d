/**
 * A canvas that remembers what was drawn as rectangles, which is all that codes and bars need:
 * a test can read the dark modules of a QR code back from it.
 */

interface Rectangle {
  x: number
  y: number
  width: number
  height: number
  colour: string
}

interface State {
  fillStyle: string
  scale: [number, number]
  offset: [number, number]
}

/** What was loaded to be drawn: it arrives at once, in the size of a photograph. */
class PictureDouble {
  width = 400
  height = 300
  onload: (() => void) | null = null
  onerror: (() => void) | null = null
  private address = ''

  get src(): string {
    return this.address
  }

  set src(address: string) {
    this.address = address
    void Promise.resolve().then(() => this.onload?.())
  }
}

export class CanvasDouble {
  width = 300
  height = 150
  /** Every call of a drawing method, by name. */
  readonly calls: { method: string; args: unknown[] }[] = []
  readonly texts: string[] = []
  /** Addresses of the pictures that were loaded to be drawn. */
  readonly pictures: PictureDouble[] = []
  private rectangles: Rectangle[] = []
  private readonly context = makeContext(this)

  getContext(kind: string): unknown {
    if (kind !== '2d') throw new Error(`no context "${kind}" in this double`)
    return this.context
  }

  createImage(): PictureDouble {
    const picture = new PictureDouble()
    this.pictures.push(picture)
    return picture
  }

  requestAnimationFrame(): number {
    throw new Error('animation frames are not stubbed')
  }

  /** Colour at a point in the canvas's own pixels; null where nothing was drawn. */
  colourAt(x: number, y: number): string | null {
    const inside = ({ x: left, y: top, width, height }: Rectangle) =>
      x >= left && x < left + width && y >= top && y < top + height
    return this.rectangles.filter(inside).at(-1)?.colour ?? null
  }

  fill(rectangle: Rectangle): void {
    this.rectangles.push(rectangle)
  }

  clear({ x, y, width, height }: Rectangle): void {
    const covered = (one: Rectangle) =>
      one.x >= x && one.y >= y && one.x + one.width <= x + width && one.y + one.height <= y + height
    this.rectangles = this.rectangles.filter((one) => !covered(one))
  }
}

const SILENT = `save restore beginPath closePath moveTo lineTo arc arcTo rect stroke strokeRect clip
quadraticCurveTo bezierCurveTo setLineDash drawImage roundRect setTransform resetTransform`.split(/\s+/)

function makeContext(canvas: CanvasDouble): Record<string, unknown> {
  const state: State = { fillStyle: '#000000', scale: [1, 1], offset: [0, 0] }
  const placed = (x: number, y: number, width: number, height: number): Rectangle => ({
    x: state.offset[0] + x * state.scale[0],
    y: state.offset[1] + y * state.scale[1],
    width: width * state.scale[0],
    height: height * state.scale[1],
    colour: state.fillStyle,
  })
  const note = (method: string, args: unknown[]) => void canvas.calls.push({ method, args })
  const methods: Record<string, (...args: never[]) => unknown> = {
    fillRect: (...args: [number, number, number, number]) => canvas.fill(placed(...args)),
    clearRect: (...args: [number, number, number, number]) => canvas.clear(placed(...args)),
    scale: (x: number, y: number) => void (state.scale = [state.scale[0] * x, state.scale[1] * y]),
    translate: (x: number, y: number) =>
      void (state.offset = [state.offset[0] + x * state.scale[0], state.offset[1] + y * state.scale[1]]),
    setTransform: (a: number, _b: number, _c: number, d: number, e: number, f: number) => {
      state.scale = [a, d]
      state.offset = [e, f]
    },
    fillText: (text: string) => void canvas.texts.push(text),
    createLinearGradient: () => ({ addColorStop: () => undefined }),
    measureText: (text: string) => ({ width: text.length * 10 }),
    fill: () => undefined,
  }
  for (const name of SILENT) methods[name] ??= () => undefined
  const context: Record<string, unknown> = { canvas }
  for (const [name, method] of Object.entries(methods)) {
    context[name] = (...args: never[]) => {
      note(name, args)
      return method(...args)
    }
  }
  Object.defineProperty(context, 'fillStyle', {
    get: () => state.fillStyle,
    set: (colour: string) => void (state.fillStyle = colour),
  })
  return context
}
