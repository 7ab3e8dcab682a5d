import postcss from 'postcss'
import { resolveFrom, type PackageFiles } from './package-files'

/**
 * Whether a person can see an element: there is no layout in the document, but what style sheets
 * say of `display` and `visibility` can be told from their rules alone.
 */

interface Declared {
  selector: string
  /** A class without which the selector cannot match; saves most of the work. */
  needs: string | undefined
  property: 'display' | 'visibility'
  value: string
  weight: number
}

export type IsHidden = (element: Element) => boolean

/** Reads the style sheets of one page; each call of the result starts with nothing remembered. */
export function visibilityOf(files: PackageFiles, route: string): () => IsHidden {
  const rules = [...declarations(files, 'app.wxss'), ...declarations(files, `${route}.wxss`)]
  rules.forEach((rule, order) => (rule.weight = rule.weight * 100_000 + order))
  return () => {
    const shown = new Map<Element, { display: boolean; visible: boolean }>()
    const look = (element: Element): { display: boolean; visible: boolean } => {
      const known = shown.get(element)
      if (known) return known
      const above = element.parentElement ? look(element.parentElement) : { display: true, visible: true }
      const inline = element.getAttribute('style') ?? ''
      const display = /display:\s*(\w+)/.exec(inline)?.[1] ?? winner(rules, element, 'display')
      const visibility = /visibility:\s*(\w+)/.exec(inline)?.[1] ?? winner(rules, element, 'visibility')
      const result = {
        display: above.display && display !== 'none' && !element.hasAttribute('hidden'),
        visible: visibility === undefined ? above.visible : visibility === 'visible',
      }
      shown.set(element, result)
      return result
    }
    return (element) => {
      const { display, visible } = look(element)
      return !display || !visible
    }
  }
}

function winner(rules: Declared[], element: Element, property: Declared['property']): string | undefined {
  let best: Declared | undefined
  for (const rule of rules) {
    if (rule.property !== property || (best && best.weight > rule.weight)) continue
    if (rule.needs !== undefined && !element.classList.contains(rule.needs)) continue
    if (element.matches(rule.selector)) best = rule
  }
  return best?.value
}

/** What a style sheet and its imports say of the two properties, in order. */
function declarations(files: PackageFiles, name: string): Declared[] {
  if (!files.has(name)) return []
  const sheet = postcss.parse(files.text(name))
  const found: Declared[] = []
  sheet.walkAtRules('import', ({ params }) => {
    const target = /["']([^"']+)/.exec(params)?.[1]
    if (target !== undefined) found.push(...declarations(files, resolveFrom(name, target)))
  })
  sheet.walkDecls(/^(display|visibility)$/, ({ prop, value, important, parent }) => {
    // What depends on the screen or the moment is not decided here.
    if (parent?.type !== 'rule' || parent.parent?.type !== 'root') return
    for (const selector of parent.selectors) {
      if (/::|:(hover|active|focus|after|before)/.test(selector)) continue
      const classes = selector.match(/\.[\w-]+/g) ?? []
      found.push({
        selector,
        needs: /\.([\w-]+)[^\s.>+~]*$/.exec(selector)?.[1],
        property: prop as Declared['property'],
        value,
        weight: classes.length + (important ? 1000 : 0),
      })
    }
  })
  return found
}
