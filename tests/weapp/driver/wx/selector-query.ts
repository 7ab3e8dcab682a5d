import type { VirtualTime } from '../virtual-time'
import { CanvasDouble } from './canvas'

/** Size that elements answer with: jsdom has no layout. */
const BOX = { left: 0, top: 0, right: 300, bottom: 300, width: 300, height: 300 }

type Callback = (result: unknown) => void
interface Ask {
  selector: string | null
  all: boolean
  read: (element: HTMLElement) => unknown
  callback?: Callback
}

const canvases = new WeakMap<HTMLElement, CanvasDouble>()

/** The drawing surface of a canvas element: the same one for the page and for the test. */
export function canvasOf(element: HTMLElement): CanvasDouble {
  const known = canvases.get(element)
  if (known) return known
  const canvas = new CanvasDouble()
  canvases.set(element, canvas)
  return canvas
}

/** `wx.createSelectorQuery()` over the page that is shown; answers later, null for what is absent. */
export function selectorQuery(
  root: () => HTMLElement,
  time: VirtualTime,
  bring: (value: unknown) => unknown,
): object {
  const asks: Ask[] = []
  const query = {
    in: () => query,
    select: (selector: string) => nodes(selector, false),
    selectAll: (selector: string) => nodes(selector, true),
    selectViewport: () => nodes(null, false),
    exec: (callback?: Callback) => {
      const results = asks.map((ask) => answer(root(), ask))
      const tell = () => {
        asks.forEach(({ callback: own }, index) => own?.(results[index]))
        callback?.(results)
      }
      time.setTimeout(tell, 0, [])
      return query
    },
  }
  const nodes = (selector: string | null, all: boolean) => {
    const ask = (read: Ask['read']) => (callback?: Callback) => {
      asks.push(callback ? { selector, all, read, callback } : { selector, all, read })
      return query
    }
    return {
      fields: (wanted: Record<string, unknown>, callback?: Callback) =>
        ask((element) => fieldsOf(element, wanted, bring))(callback),
      node: ask((element) => ({ node: canvasOf(element) })),
      boundingClientRect: ask((element) => bring({ ...BOX, id: element.id })),
      scrollOffset: ask(() => bring({ scrollTop: 0, scrollLeft: 0 })),
      context: ask(() => ({ context: {} })),
    }
  }
  return query
}

function answer(root: HTMLElement, { selector, all, read }: Ask): unknown {
  if (selector === null) return read(root)
  const found = [...root.querySelectorAll<HTMLElement>(selector)]
  if (all) return found.map(read)
  return found[0] ? read(found[0]) : null
}

function fieldsOf(
  element: HTMLElement,
  wanted: Record<string, unknown>,
  bring: (value: unknown) => unknown,
): unknown {
  const data = {
    ...(wanted.id ? { id: element.id } : {}),
    ...(wanted.rect ? { left: BOX.left, top: BOX.top, right: BOX.right, bottom: BOX.bottom } : {}),
    ...(wanted.size ? { width: BOX.width, height: BOX.height } : {}),
    ...(wanted.scrollOffset ? { scrollTop: 0, scrollLeft: 0 } : {}),
  }
  const result = bring(data) as Record<string, unknown>
  if (wanted.node) result.node = canvasOf(element)
  return result
}
