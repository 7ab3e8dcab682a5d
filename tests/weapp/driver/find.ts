import type { Element as DrawnElement } from 'glass-easel'

/** Finding things on a drawn page: by selector, or by what a person reads. */

const SHOW_TEXT = 4

/** The node of the view layer behind an element of the document. */
export function drawnBy(element: HTMLElement): DrawnElement | undefined {
  return (element as { __wxElement?: DrawnElement }).__wxElement
}

/** An attribute as the template set it: a document knows texts only, where `undefined` looks like `true`. */
export function valueOf(element: HTMLElement, name: string): unknown {
  return drawnBy(element)?.getAttribute(name)
}

/** Text as a person reads it: what stands in one element belongs together, the rest is apart. */
export function textOf(element: HTMLElement): string {
  const { document } = element.ownerDocument.defaultView ?? {}
  if (!document) return ''
  const walker = document.createTreeWalker(element, SHOW_TEXT)
  let text = ''
  let parent: Node | null = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isHidden(node.parentElement, element)) continue
    if (parent !== null && node.parentNode !== parent) text += ' '
    text += node.nodeValue ?? ''
    parent = node.parentNode
  }
  return text.replace(/\s+/g, ' ').trim()
}

function isHidden(element: Element | null, within: Element): boolean {
  for (let one = element; one && one !== within.parentElement; one = one.parentElement) {
    if (one.hasAttribute('hidden') || /display:\s*none/.test(one.getAttribute('style') ?? '')) return true
  }
  return false
}

const isSelector = (target: string) => /^[.#[]|^wx-|^page\b/.test(target)

/**
 * Elements that a target means. A target that begins like a selector (`.buy`, `#code`, `[name=x]`,
 * `wx-button`) is one; anything else is the text, label or placeholder of the innermost elements
 * that show exactly it, or failing that contain it.
 */
export function findAll(root: HTMLElement, target: string): HTMLElement[] {
  if (isSelector(target)) {
    return [...root.querySelectorAll<HTMLElement>(target)].filter((element) => !isHidden(element, root))
  }
  const visible = [...root.querySelectorAll<HTMLElement>('*')].filter((element) => !isHidden(element, root))
  const says = (element: HTMLElement) => [
    textOf(element),
    element.getAttribute('aria-label') ?? '',
    element.getAttribute('placeholder') ?? '',
  ]
  const innermost = (elements: HTMLElement[]) =>
    elements.filter((element) => !elements.some((other) => other !== element && element.contains(other)))
  const exact = innermost(visible.filter((element) => says(element).includes(target)))
  if (exact.length > 0) return exact
  return innermost(visible.filter((element) => says(element).some((text) => text.includes(target))))
}

/** The one element that a target means; says what the page shows when there is none, or several. */
export function findOne(root: HTMLElement, target: string, nth?: number): HTMLElement {
  const found = findAll(root, target)
  const wanted = nth === undefined ? found[0] : found.at(nth)
  if (!wanted)
    throw new Error(
      `nothing on the page is "${target}"${nth === undefined ? '' : ` (${nth})`}: ${textOf(root)}`,
    )
  if (nth === undefined && found.length > 1) {
    const tags = found.map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`)
    throw new Error(`"${target}" is ${found.length} things: ${tags.slice(0, 5).join(' ')}`)
  }
  return wanted
}
