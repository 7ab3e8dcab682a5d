import * as adapter from 'glass-easel-miniprogram-adapter'
import * as glassEasel from 'glass-easel'
import { TmplGroup } from 'glass-easel-template-compiler'
import { JsdomBackend } from './jsdom-backend'
import type { LogicLayer } from './logic-layer'
import { OWN_TAGS } from './own-tags'
import { resolveFrom, type PackageFiles } from './package-files'

/** One setData that crossed from the logic layer to the view layer. */
export interface Payload {
  /** Bytes of its JSON in UTF-8. */
  bytes: number
  data: Record<string, unknown>
}

/** A page's or component's instance as the logic layer sees it. */
export interface Instance extends Record<string, unknown> {
  setData: (data: Record<string, unknown>, callback?: () => void) => void
  data: Record<string, unknown>
}

type Definition = Record<string, unknown>
type Template = glassEasel.template.ComponentTemplate

glassEasel.globalOptions.throwGlobalError = true
// Taro's recursive template asks for children that a leaf does not have.
glassEasel.addGlobalWarningListener((message) => !message.startsWith('The for-list data is neither Array'))

const compiled = new Map<string, Record<string, Template['content']>>()

/**
 * WeChat's view layer: templates compiled by WeChat's own compiler and run by its own engine,
 * glass-easel. Data comes in as JSON only, and every setData is counted.
 */
export class ViewLayer {
  readonly backend = new JsdomBackend()
  private readonly associated: adapter.AssociatedBackend
  private readonly codeSpace: adapter.CodeSpace
  private readonly registered = new Set<string>()
  private readonly listeners = new Set<(payload: Payload, owner: Instance) => void>()
  logic!: LogicLayer
  /** Called for each callback of setData: the view layer answers later. */
  later: (callback: () => void) => void = queueMicrotask
  /** Counts calls of handlers, so that a tap which reaches nobody can be told. */
  handled = 0

  constructor(private readonly files: PackageFiles) {
    const environment = new adapter.MiniProgramEnv()
    this.associated = environment.associateBackend(this.backend)
    this.codeSpace = environment.createCodeSpace('main', true)
    const space = this.codeSpace.getComponentSpace()
    space.updateComponentOptions({ writeIdToDOM: true })
    // Each is drawn as an element `wx-{tag}` that does nothing itself.
    for (const tag of OWN_TAGS) space.setGlobalUsingComponent(tag, `wx-${tag}`)
    this.addTemplates()
  }

  /** Hears of every setData, with the page or component that called it; returns what stops it. */
  onPayload(hear: (payload: Payload, owner: Instance) => void): () => void {
    this.listeners.add(hear)
    return () => void this.listeners.delete(hear)
  }

  /**
   * Runs the script of a page or component, after those of the components that it uses, and
   * registers what it defines.
   */
  register(name: string): void {
    if (this.registered.has(name)) return
    this.registered.add(name)
    for (const [, target] of Object.entries(this.usedBy(name))) this.register(target)
    this.codeSpace.componentEnv(name, (registrars) => {
      this.current = registrars
      this.logic.require(`${name}.js`)
    })
  }

  /** What `Page`, `Component` and `Behavior` mean while a script runs. */
  current: Registrars | null = null

  definePage(definition: Definition): void {
    this.registrars().Page(this.prepare(definition))
  }

  defineComponent(definition: Definition): void {
    const methods = this.withEvents((definition.methods ?? {}) as Definition)
    const attached = definition.attached as ((this: Instance) => void) | undefined
    const { watch } = this
    this.registrars().Component({
      ...this.prepare(definition),
      methods,
      properties: translateProperties((definition.properties ?? {}) as Definition),
      created(this: Instance) {
        watch(this)
      },
      attached(this: Instance) {
        attached?.call(this)
      },
    })
  }

  defineBehavior(definition: Definition): unknown {
    return this.registrars().Behavior(this.prepare(definition))
  }

  /** Creates a page and puts it into the document. */
  open(name: string): { instance: Instance; element: HTMLElement; close: () => void } {
    this.register(name)
    const root = this.associated.createRoot('page', this.codeSpace, name)
    const instance = root.get() as unknown as Instance
    this.watch(instance)
    const { document } = this.backend.dom.window
    const placeholder = document.createElement('div')
    document.body.appendChild(placeholder)
    type Backend = glassEasel.GeneralBackendElement
    root.attach(document.body as unknown as Backend, placeholder as unknown as Backend)
    const element = root.getComponent().getBackendElement() as unknown as HTMLElement
    return {
      instance,
      element,
      close: () => {
        element.remove()
        root.release()
      },
    }
  }

  /** Dispatches an event on an element, the way the engine does for a finger. */
  dispatch(element: HTMLElement, type: string, detail: unknown, bubbles: boolean): number {
    const target = (element as { __wxElement?: glassEasel.Element }).__wxElement
    if (!target) throw new Error(`<${element.tagName.toLowerCase()}> is not drawn by a template`)
    const before = this.handled
    glassEasel.Event.triggerEvent(target, type, detail, { bubbles, composed: bubbles, capturePhase: true })
    return this.handled - before
  }

  private registrars(): Registrars {
    if (!this.current) throw new Error('Page, Component and Behavior are for scripts of pages and components')
    return this.current
  }

  /** Counts what an instance sends, and lets only JSON through. */
  private readonly watch = (instance: Instance): void => {
    const send = instance.setData.bind(instance)
    instance.setData = (data, callback) => {
      const json = JSON.stringify(data)
      const payload = { bytes: Buffer.byteLength(json), data: JSON.parse(json) as Record<string, unknown> }
      for (const hear of this.listeners) hear(payload, instance)
      send(payload.data)
      if (callback) this.later(() => callback.call(instance))
    }
  }

  private prepare(definition: Definition): Definition {
    const prepared = this.withEvents(definition)
    for (const key of ['data', 'options']) {
      if (prepared[key] !== undefined) prepared[key] = JSON.parse(JSON.stringify(prepared[key]))
    }
    return prepared
  }

  /** Functions get events as plain data of their own realm, as they do in WeChat. */
  private withEvents(functions: Definition): Definition {
    const entries = Object.entries(functions).map(([name, value]) => {
      if (typeof value !== 'function') return [name, value]
      const plain = (argument: unknown) => {
        if (!(argument instanceof glassEasel.Event)) return argument
        this.handled += 1
        return this.logic.bring(describeEvent(argument as unknown as glassEasel.ShadowedEvent<unknown>))
      }
      return [
        name,
        function (this: unknown, ...args: unknown[]): unknown {
          return (value as (...args: unknown[]) => unknown).apply(this, args.map(plain))
        },
      ]
    })
    return Object.fromEntries(entries) as Definition
  }

  private usedBy(name: string): Record<string, string> {
    const used = { ...this.files.app.usingComponents, ...this.files.config(name).usingComponents }
    return Object.fromEntries(Object.entries(used).map(([tag, target]) => [tag, resolveFrom(name, target)]))
  }

  private addTemplates(): void {
    const { files, codeSpace } = this
    const groupList = compileTemplates(files)
    for (const [name, content] of Object.entries(groupList)) {
      codeSpace.addCompiledTemplate(name, { groupList, content, fallbackListenerOnNativeNode: true })
    }
    for (const file of files.list('.json')) {
      const name = file.slice(0, -'.json'.length)
      if (groupList[name]) codeSpace.addComponentStaticConfig(name, files.config(name))
    }
  }
}

interface Registrars {
  Page: (definition: Definition) => void
  Component: (definition: Definition) => void
  Behavior: (definition: Definition) => unknown
}

/** Compiles every WXML and WXS file of a package once per process. */
function compileTemplates(files: PackageFiles): Record<string, Template['content']> {
  const known = compiled.get(files.folder)
  if (known) return known
  const group = new TmplGroup()
  try {
    for (const file of files.list('.wxs')) group.addScript(file.slice(0, -'.wxs'.length), files.text(file))
    for (const file of files.list('.wxml')) group.addTmpl(file.slice(0, -'.wxml'.length), files.text(file))
    // The compiler's own output; there is no other way in but as code.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const make = new Function(`return ${group.getTmplGenObjectGroups()}`) as () => Record<
      string,
      Template['content']
    >
    const groups = make()
    compiled.set(files.folder, groups)
    return groups
  } finally {
    group.free()
  }
}

/** Property types are constructors of the other realm: the engine knows only its own. */
function translateProperties(properties: Definition): Definition {
  const own: Record<string, unknown> = { String, Number, Boolean, Object, Array, Function }
  const translate = (type: unknown) => (typeof type === 'function' ? own[type.name] : type)
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      if (typeof property !== 'object' || property === null) return [name, translate(property)]
      const { type, value, ...rest } = property as Definition
      return [
        name,
        {
          ...rest,
          type: translate(type),
          value: value === undefined ? value : JSON.parse(JSON.stringify(value)),
        },
      ]
    }),
  )
}

function describeEvent(event: glassEasel.ShadowedEvent<unknown>): Record<string, unknown> {
  const describe = (target: glassEasel.Element | undefined) => ({
    id: target?.id ?? '',
    offsetLeft: 0,
    offsetTop: 0,
    dataset: target?.dataset ?? {},
  })
  const touch = { identifier: 0, pageX: 0, pageY: 0, clientX: 0, clientY: 0, force: 1 }
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: describe(event.target),
    currentTarget: describe(event.currentTarget),
    mark: event.mark ?? {},
    detail: event.detail ?? {},
    touches: [touch],
    changedTouches: [touch],
    mut: false,
  }
}
