import type { domlikeBackend } from 'glass-easel'
import { JSDOM } from 'jsdom'

/** The value of glass-easel's `BackendMode.Domlike`, a const enum that does not exist at run time. */
const DOMLIKE: unknown = 3

type BackendElement = domlikeBackend.Element

/**
 * What glass-easel draws on: a document of jsdom that no global points to, so that nothing else in
 * the process takes itself to be in a browser. There is no layout in it, and there are no events:
 * those are dispatched by glass-easel itself, see view-layer.ts.
 */
export class JsdomBackend implements domlikeBackend.Context {
  readonly mode = DOMLIKE as domlikeBackend.Context['mode']
  readonly dom = new JSDOM('<!doctype html><html><body></body></html>')
  readonly document: domlikeBackend.Context['document']

  constructor() {
    const page = this.dom.window.document
    this.document = {
      createElement: (tagName) => withPlainNames(page.createElement(tagName)) as unknown as BackendElement,
      createTextNode: (content) => page.createTextNode(content) as unknown as BackendElement,
      createDocumentFragment: () => page.createDocumentFragment() as unknown as BackendElement,
    }
  }

  destroy(): void {
    this.dom.window.close()
  }

  getWindowWidth(): number {
    return 390
  }

  getWindowHeight(): number {
    return 844
  }

  getDevicePixelRatio(): number {
    return 2
  }

  getTheme(): string {
    return 'light'
  }

  registerStyleSheetContent(): void {}

  appendStyleSheetPath(): number {
    return 0
  }

  disableStyleSheet(): void {}

  render(callback: (error: Error | null) => void): void {
    callback(null)
  }

  getRootNode(): BackendElement {
    return this.dom.window.document.body as unknown as BackendElement
  }

  associateValue(element: BackendElement, value: NonNullable<BackendElement['__wxElement']>): void {
    element.__wxElement = value
  }

  onEvent(): void {}

  setListenerStats(): void {}

  setModelBindingStat(): void {}
}

/**
 * glass-easel writes ids and classes with a prefix of their component, so that those of several
 * components do not meet in one document; tests mean the plain names.
 */
function withPlainNames(element: HTMLElement): HTMLElement {
  Object.defineProperty(element, 'id', {
    get: () => element.getAttribute('id') ?? '',
    set: (id: string) => element.setAttribute('id', id.replace(/^[0-9a-f]{8}--/, '')),
  })
  const { classList } = element
  const plain = (name: string) => name.replace(/^__[0-9a-f]{8}--/, '')
  Object.defineProperty(element, 'classList', {
    value: {
      add: (name: string) => classList.add(plain(name)),
      remove: (name: string) => classList.remove(plain(name)),
      contains: (name: string) => classList.contains(name),
    },
  })
  return element
}
