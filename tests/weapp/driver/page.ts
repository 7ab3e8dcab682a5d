import { findAll, findOne, textOf, valueOf, withoutSpaces } from './find'
import type { PackageFiles } from './package-files'
import type { Instance, Payload, ViewLayer } from './view-layer'
import { visibilityOf, type IsHidden } from './visibility'
import type { CanvasDouble } from './wx/canvas'
import { canvasOf } from './wx/selector-query'

export interface PageParts {
  route: string
  query: Record<string, string>
  instance: Instance
  element: HTMLElement
  close: () => void
}

/** What a page works with beside its own parts. */
export interface PageSurroundings {
  files: PackageFiles
  view: ViewLayer
  settle: () => Promise<void>
  /** Some APIs can be called only while a tap is being handled. */
  whileTapping: (work: () => number) => number
  /** Does what a button with an open-type does, and tells the button what came of it. */
  openType: (type: string, button: HTMLElement, tell: (detail: unknown) => void) => void
}

interface Choice {
  /** Which of several things that the target means, from 0; negative from the end. */
  nth?: number
}

/** A page in the stack, to be read and touched by a test. Every touch waits until it has settled. */
export class Page {
  /** All that its logic layer sent to its view layer, in order. */
  readonly payloads: Payload[] = []
  readonly route: string
  readonly query: Record<string, string>
  readonly instance: Instance
  readonly element: HTMLElement
  readonly close: () => void
  private readonly isHidden: () => IsHidden
  private readonly checked = new WeakMap<HTMLElement, boolean>()

  constructor(
    { route, query, instance, element, close }: PageParts,
    private readonly surroundings: PageSurroundings,
  ) {
    this.route = route
    this.query = query
    this.instance = instance
    this.element = element
    this.close = close
    this.isHidden = visibilityOf(surroundings.files, route)
  }

  /** What a person reads on the page, or in the one thing that is meant. */
  text(target?: string, { nth }: Choice = {}): string {
    return textOf(target === undefined ? this.element : this.find(target, nth), this.isHidden())
  }

  /** Whether the words stand on the page (or in one thing on it), whatever the spaces. */
  reads(words: string, within?: string): boolean {
    return withoutSpaces(this.text(within)).includes(withoutSpaces(words))
  }

  /** Whether something visible is what the target means. */
  has(target: string): boolean {
    return this.count(target) > 0
  }

  count(target: string): number {
    return findAll(this.element, target, this.isHidden()).length
  }

  texts(target: string): string[] {
    const isHidden = this.isHidden()
    return findAll(this.element, target, isHidden).map((element) => textOf(element, isHidden))
  }

  /** An attribute as the template set it, e.g. `disabled` or `src`. */
  attribute(target: string, name: string, { nth }: Choice = {}): unknown {
    return valueOf(this.find(target, nth), name)
  }

  /** The canvas as the page's script drew it. */
  canvas(target: string): CanvasDouble {
    return canvasOf(this.find(target))
  }

  /**
   * A finger taps. Fails when nothing listens there, or the button is disabled. Buttons with an
   * open-type, labels, check boxes, radios and switches do what WeChat's own do.
   */
  async tap(target: string, { nth }: Choice = {}): Promise<void> {
    const element = this.find(target, nth)
    const button = element.closest<HTMLElement>('wx-button')
    if (button && isDisabled(button)) throw new Error(`the button "${target}" is disabled`)
    const { view } = this.surroundings
    view.dispatch(element, 'touchstart', {}, true)
    view.dispatch(element, 'touchend', {}, true)
    const reached = this.surroundings.whileTapping(() => view.dispatch(element, 'tap', { x: 0, y: 0 }, true))
    const acted = this.actOfItself(element, button)
    if (reached === 0 && !acted) throw new Error(`nothing listens to a tap on "${target}"`)
    await this.surroundings.settle()
  }

  /** Types a whole text into an input or textarea. */
  async input(target: string, value: string, { nth }: Choice = {}): Promise<void> {
    const element = this.find(target, nth)
    const field = element.matches('wx-input, wx-textarea')
      ? element
      : element.querySelector<HTMLElement>('wx-input, wx-textarea')
    if (!field) throw new Error(`"${target}" is no input`)
    if (isDisabled(field)) throw new Error(`the input "${target}" is disabled`)
    const { view, settle } = this.surroundings
    view.dispatch(field, 'focus', { value: field.getAttribute('value') ?? '' }, false)
    const reached = view.dispatch(field, 'input', { value, cursor: value.length, keyCode: 0 }, false)
    if (reached === 0) throw new Error(`nothing listens to typing into "${target}"`)
    view.dispatch(field, 'blur', { value }, false)
    await settle()
  }

  /** Confirms what was typed, as the keyboard's own button does. */
  async confirm(target: string, value: string): Promise<void> {
    await this.trigger(target, 'confirm', { value })
  }

  /** Any other event of a component: `change` of a picker, `scrolltolower` of a list … */
  async trigger(target: string, type: string, detail: unknown = {}, { nth }: Choice = {}): Promise<void> {
    const { view, settle } = this.surroundings
    const reached = view.dispatch(this.find(target, nth), type, detail, false)
    if (reached === 0) throw new Error(`nothing listens to ${type} on "${target}"`)
    await settle()
  }

  private find(target: string, nth?: number): HTMLElement {
    return findOne(this.element, target, this.isHidden(), nth)
  }

  /** What WeChat's own components do on a tap; false when this is none of them. */
  private actOfItself(element: HTMLElement, button: HTMLElement | null): boolean {
    const { view, openType } = this.surroundings
    const type = button?.getAttribute('open-type')
    if (button && type) {
      openType(type, button, (detail) => void view.dispatch(button, type.toLowerCase(), detail, false))
      return true
    }
    const formType = button?.getAttribute('form-type')
    const form = button?.closest<HTMLElement>('wx-form')
    if (formType && form) {
      return view.dispatch(form, formType, formType === 'submit' ? { value: valuesOf(form) } : {}, false) > 0
    }
    const kinds = 'wx-checkbox, wx-radio, wx-switch'
    const control =
      element.closest<HTMLElement>(kinds) ?? element.closest('wx-label')?.querySelector<HTMLElement>(kinds)
    if (!control || isDisabled(control)) return false
    return this.toggle(control)
  }

  private toggle(control: HTMLElement): boolean {
    const { view } = this.surroundings
    const isOn = (one: HTMLElement) => this.checked.get(one) ?? Boolean(valueOf(one, 'checked'))
    const on = !isOn(control)
    if (control.matches('wx-switch')) {
      this.checked.delete(control)
      return view.dispatch(control, 'change', { value: on }, false) > 0
    }
    const isRadio = control.matches('wx-radio')
    const group = control.closest<HTMLElement>(isRadio ? 'wx-radio-group' : 'wx-checkbox-group')
    if (!group) return false
    const all = [...group.querySelectorAll<HTMLElement>(isRadio ? 'wx-radio' : 'wx-checkbox')]
    if (isRadio) for (const one of all) this.checked.set(one, one === control)
    else this.checked.set(control, on)
    const values = all.filter(isOn).map((one) => one.getAttribute('value') ?? '')
    return view.dispatch(group, 'change', { value: isRadio ? values[0] : values }, false) > 0
  }
}

const isDisabled = (element: HTMLElement) => Boolean(valueOf(element, 'disabled'))

function valuesOf(form: HTMLElement): Record<string, string> {
  const fields = [...form.querySelectorAll<HTMLElement>('[name]')]
  return Object.fromEntries(
    fields.map((field) => [field.getAttribute('name') ?? '', field.getAttribute('value') ?? '']),
  )
}
