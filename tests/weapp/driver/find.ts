import type { Element as DrawnElement } from 'glass-easel'
import type { IsHidden } from './visibility'

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
export function textOf(element: HTMLElement, isHidden: IsHidden): string {
  const walker = element.ownerDocument.createTreeWalker(element, SHOW_TEXT)
  let text = ''
  let parent: Node | null = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement && isHidden(node.parentElement)) continue
    if (parent !== null && node.parentNode !== parent) text += ' '
    text += node.nodeValue ?? ''
    parent = node.parentNode
  }
  return text.replace(/\s+/g, ' ').trim()
}

/** Spaces are a matter of typography: 还差 ¥193.00 回本 is 还差¥193.00回本. */
export function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '')
}

const isSelector = (target: string) => /^[.#[]|^wx-|^page\b/.test(target)

/**
 * Visible elements that a target means. A target that begins like a selector (`.buy`, `#code`,
 * `[name=x]`, `wx-button`) is one; anything else is the text, label or placeholder of the innermost
 * elements that show exactly it, or failing that contain it, whatever the spaces.
 */
export function findAll(root: HTMLElement, target: string, isHidden: IsHidden): HTMLElement[] {
  if (isSelector(target)) {
    return [...root.querySelectorAll<HTMLElement>(target)].filter((element) => !isHidden(element))
  }
  const said = [...root.querySelectorAll<HTMLElement>('*')]
    .filter((element) => !isHidden(element))
    .map((element) => ({ element, says: wordsOf(element, isHidden) }))
  const innermost = (elements: HTMLElement[]) =>
    elements.filter((element) => !elements.some((other) => other !== element && element.contains(other)))
  const wanted = withoutSpaces(target)
  const exact = said.filter(({ says }) => says.includes(wanted))
  if (exact.length > 0) return innermost(exact.map(({ element }) => element))
  const containing = said.filter(({ says }) => says.some((words) => words.includes(wanted)))
  return innermost(containing.map(({ element }) => element))
}

function wordsOf(element: HTMLElement, isHidden: IsHidden): string[] {
  const attributes = ['aria-label', 'placeholder'].map((name) => element.getAttribute(name) ?? '')
  return [textOf(element, isHidden), ...attributes].map(withoutSpaces)
}

/** The one element that a target means; says what the page shows when there is none, or several. */
export function findOne(root: HTMLElement, target: string, isHidden: IsHidden, nth?: number): HTMLElement {
  const found = findAll(root, target, isHidden)
  const wanted = nth === undefined ? found[0] : found.at(nth)
  if (!wanted) {
    const which = nth === undefined ? '' : ` (${nth})`
    throw new Error(`nothing on the page is "${target}"${which}: ${textOf(root, isHidden)}`)
  }
  if (nth === undefined && found.length > 1) {
    const tags = found.map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`)
    throw new Error(`"${target}" is ${found.length} things: ${tags.slice(0, 5).join(' ')}`)
  }
  return wanted
}
