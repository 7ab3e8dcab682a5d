import { LogicLayer } from './logic-layer'
import { PackageFiles } from './package-files'
import type { Page } from './page'
import { PageStack, parseUrl } from './page-stack'
import { Phone, type Device } from './phone'
import { ViewLayer, type Payload } from './view-layer'
import { VirtualTime } from './virtual-time'
import { consent, Failure, makeWx, type Hooks, type Surroundings } from './wx'

export interface LaunchOptions extends Partial<Hooks> {
  /** Folder of the built mini-program. */
  package: string
  /** Page to begin with, with its query; the first one of app.json by default. */
  path?: string
  scene?: number
  /** Epoch ms on the phone's clock. */
  now?: number
  /** What an earlier launch kept on this phone. */
  storage?: Map<string, unknown>
  device?: Partial<Device>
  privacy?: Phone['privacy']
  /** APIs that this phone's WeChat does not have. */
  without?: readonly string[]
  /** Answers of WeChat's own buttons, e.g. `{ getPhoneNumber: () => ({ code, errMsg }) }`. */
  openTypes?: Record<string, () => Record<string, unknown>>
}

type App = Record<string, ((...args: unknown[]) => unknown) | undefined>

const unanswered = (name: string) => () => {
  throw new Error(`${name} was called, but the test gives no answer`)
}

/** A running mini-program on a phone of its own. */
export class MiniProgram {
  readonly files: PackageFiles
  readonly phone: Phone
  readonly time: VirtualTime
  readonly view: ViewLayer
  readonly logic: LogicLayer
  private readonly stack: PageStack
  private readonly surroundings: Surroundings
  private app: App | null = null

  constructor(private readonly options: LaunchOptions) {
    this.files = new PackageFiles(options.package)
    this.phone = new Phone(options)
    this.time = new VirtualTime(options.now ?? Date.now())
    this.view = new ViewLayer(this.files)
    const logic = () => this.logic
    this.surroundings = { phone: this.phone, time: this.time, logic }
    const page = {
      files: this.files,
      view: this.view,
      settle: () => this.settle(),
      whileTapping: (work: () => number) => {
        this.phone.inTap = true
        try {
          return work()
        } finally {
          this.phone.inTap = false
        }
      },
      openType: (type: string, button: HTMLElement, tell: (detail: unknown) => void) =>
        this.openType(type, button, tell),
    }
    this.stack = new PageStack({ files: this.files, phone: this.phone, view: this.view, logic, page })
    const wx = makeWx(this.surroundings, {
      hooks: {
        callFunction: options.callFunction ?? unanswered('callFunction'),
        requestPayment: options.requestPayment ?? unanswered('requestPayment'),
        scanCode: options.scanCode ?? unanswered('scanCode'),
      },
      navigation: { ...this.stack.apis(this.surroundings), getLaunchOptionsSync: () => this.entry() },
      root: () => this.page.element,
      without: options.without ?? [],
    })
    this.logic = new LogicLayer(this.files, this.time, {
      wx,
      App: (app) => void (this.app = app as App),
      Page: (definition) => this.view.definePage(definition),
      Component: (definition) => this.view.defineComponent(definition),
      Behavior: (definition) => this.view.defineBehavior(definition),
      getApp: () => this.app,
      getCurrentPages: () => this.stack.pages.map(({ instance }) => instance),
    })
    this.view.logic = this.logic
    this.view.later = (callback) => void this.time.setTimeout(callback, 0, [])
    this.view.onPayload((payload, owner) => this.stack.ownerOf(owner)?.payloads.push(payload))
  }

  /** The page that the person sees. */
  get page(): Page {
    return this.stack.top
  }

  /** Routes of the stack, the lowest first. */
  get routes(): string[] {
    return this.stack.pages.map(({ route }) => route)
  }

  async start(): Promise<void> {
    this.logic.require('app.js')
    if (!this.app) throw new Error('app.js did not call App')
    const { route, query } = parseUrl(this.options.path ?? this.files.entry())
    this.app.onLaunch?.call(this.app, this.entry())
    this.app.onShow?.call(this.app, this.entry())
    this.stack.push(route, query)
    await this.settle()
  }

  /** Waits until nothing moves any more; timers further than 50 ms away stay where they are. */
  settle(options?: { calls?: boolean }): Promise<void> {
    return this.time.settle(options)
  }

  /** Lets time pass on the phone. */
  advance(ms: number): Promise<void> {
    return this.time.advance(ms)
  }

  /** Bytes and payloads of setData that an action caused. */
  async measure(action: () => Promise<unknown>): Promise<{ bytes: number; payloads: Payload[] }> {
    const payloads: Payload[] = []
    const stop = this.view.onPayload((payload) => void payloads.push(payload))
    try {
      await action()
    } finally {
      stop()
    }
    return { bytes: payloads.reduce((sum, { bytes }) => sum + bytes, 0), payloads }
  }

  /** Opens a page on top of the stack, whatever leads to it. */
  async navigate(url: string): Promise<void> {
    this.stack.navigateTo(url)
    await this.settle()
  }

  /** Closes all pages and opens one, as a scanned mini-program code does. */
  async reLaunch(url: string): Promise<void> {
    this.stack.reLaunch(url)
    await this.settle()
  }

  /** The phone's own way back. */
  async back(): Promise<void> {
    this.stack.navigateBack(1)
    await this.settle()
  }

  /** Taps a tab by its text. */
  async tab(text: string): Promise<void> {
    const tab = this.files.app.tabBar?.list.find((one) => one.text === text)
    if (!tab) throw new Error(`there is no tab "${text}"`)
    if (!this.stack.showsTabs()) throw new Error(`${this.page.route} shows no tabs`)
    this.stack.switchTab(`/${tab.pagePath}`)
    await this.settle()
  }

  /** Answers the modal that is open. */
  async answer(choice: 'confirm' | 'cancel'): Promise<void> {
    this.phone.answer(choice)
    await this.settle()
  }

  /** Taps an item of the open action sheet; null dismisses it. */
  async choose(item: string | null): Promise<void> {
    this.phone.choose(item)
    await this.settle()
  }

  async pullDown(): Promise<void> {
    await this.event('onPullDownRefresh')
  }

  async reachBottom(): Promise<void> {
    await this.event('onReachBottom')
  }

  /** What the page shares, asked from the menu. */
  async share(): Promise<unknown> {
    return this.event('onShareAppMessage', this.logic.bring({ from: 'menu' }))
  }

  /** The person leaves WeChat for something else. */
  async leave(): Promise<void> {
    this.stack.call(this.page, 'onHide')
    this.app?.onHide?.call(this.app)
    this.phone.emit('app-hide')
    await this.settle()
  }

  async comeBack(): Promise<void> {
    this.app?.onShow?.call(this.app, this.entry())
    this.phone.emit('app-show')
    this.stack.call(this.page, 'onShow')
    await this.settle()
  }

  /** Closes the mini-program; what it stored stays in `phone.storage`. */
  close(): void {
    this.stack.close()
    this.view.backend.destroy()
  }

  private entry(): unknown {
    const { path = this.files.entry(), scene = 1001 } = this.options
    const { route, query } = parseUrl(path)
    return this.logic.bring({ path: route, query, scene, referrerInfo: {} })
  }

  private async event(name: string, ...args: unknown[]): Promise<unknown> {
    if (typeof this.page.instance[name] !== 'function') throw new Error(`${this.page.route} has no ${name}`)
    const answer = await this.stack.call(this.page, name, ...args)
    await this.settle()
    return answer
  }

  /** WeChat's own buttons: sharing, phone number, consent to the privacy guide. */
  private openType(type: string, button: HTMLElement, tell: (detail: unknown) => void): void {
    if (type === 'share') {
      const event = { from: 'button', target: { id: button.id, dataset: {} } }
      this.phone.shares.push(this.stack.call(this.page, 'onShareAppMessage', this.logic.bring(event)))
      return
    }
    if (type === 'agreePrivacyAuthorization') {
      this.phone.agreedWith = button.id
      return tell({})
    }
    const answer = this.options.openTypes?.[type]
    if (!answer) throw new Error(`a button asks for ${type}, but the test gives no answer`)
    consent(this.surroundings, type).then(
      () => tell(answer()),
      (error: unknown) => {
        if (!(error instanceof Failure)) return this.time.fail(error)
        tell({ ...error.refusal, errMsg: `${type}:${error.refusal.errMsg}` })
      },
    )
  }
}

/** Starts a built mini-program and waits until its first page stands. Close it when done. */
export async function launch(options: LaunchOptions): Promise<MiniProgram> {
  const program = new MiniProgram(options)
  try {
    await program.start()
  } catch (error) {
    program.close()
    throw error
  }
  return program
}
