type Child = Node | string

/** Makes an element with its class, attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  if (className) element.className = className
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

export function button(className: string, label: string, act: () => void): HTMLButtonElement {
  const element = make('button', className, { type: 'button' }, label)
  element.addEventListener('click', act)
  return element
}

/** The element that the page itself brings. */
export function part(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`shell.html lacks #${id}`)
  return element
}
