import type { LogicLayer } from './logic-layer'
import type { PackageFiles } from './package-files'
import { Page, type PageSurroundings } from './page'
import type { Phone } from './phone'
import type { ViewLayer } from './view-layer'
import { asynchronous, Failure, type Surroundings } from './wx'

/** WeChat keeps at most ten pages in the stack. */
const MOST_PAGES = 10

interface Parts {
  files: PackageFiles
  phone: Phone
  view: ViewLayer
  logic: () => LogicLayer
  page: PageSurroundings
}

/** The open pages, their life cycle, and the rules of going from one to another. */
export class PageStack {
  private readonly stack: Page[] = []
  /** Pages of the tab bar stay alive behind the others. */
  private readonly tabs = new Map<string, Page>()

  constructor(private readonly parts: Parts) {}

  get top(): Page {
    const page = this.stack.at(-1)
    if (!page) throw new Error('no page is open')
    return page
  }

  get pages(): readonly Page[] {
    return this.stack
  }

  /** The page of an instance, or the one that is shown. */
  ownerOf(instance: unknown): Page | undefined {
    const all = [...this.stack, ...this.tabs.values()]
    return all.find((page) => page.instance === instance) ?? this.stack.at(-1)
  }

  /** Calls a method of a page's instance, if it has it. */
  call(page: Page, name: string, ...args: unknown[]): unknown {
    const method = page.instance[name]
    return typeof method === 'function' ? (method.apply(page.instance, args) as unknown) : undefined
  }

  /** Opens a page on top, as at launch. */
  push(route: string, query: Record<string, string>): void {
    const { files, view, phone, logic } = this.parts
    if (!files.pages().includes(route)) throw new Failure({ errMsg: `fail page "${route}" is not found` })
    const page = new Page({ route, query, ...view.open(route) }, this.parts.page)
    const options = logic().bring(query)
    Object.assign(page.instance, { route, __route__: route, options, getOpenerEventChannel: eventChannel })
    this.stack.push(page)
    if (files.tabs().includes(route)) this.tabs.set(route, page)
    phone.title = files.config(route).navigationBarTitleText ?? ''
    this.call(page, 'onLoad', options)
    this.call(page, 'onShow')
    view.later(() => this.call(page, 'onReady'))
  }

  navigateTo(url: string): void {
    const { route, query } = parseUrl(url)
    const { files } = this.parts
    if (files.tabs().includes(route)) throw new Failure({ errMsg: 'fail can not navigateTo a tabbar page' })
    if (this.stack.length >= MOST_PAGES) throw new Failure({ errMsg: 'fail webview count limit exceed' })
    if (!files.pages().includes(route)) throw new Failure({ errMsg: `fail page "${route}" is not found` })
    this.call(this.top, 'onHide')
    this.push(route, query)
  }

  navigateBack(delta: number): void {
    if (this.stack.length < 2) throw new Failure({ errMsg: 'fail cannot navigate back at first page' })
    for (const page of this.stack.splice(Math.max(1, this.stack.length - delta)).reverse()) this.unload(page)
    this.call(this.top, 'onShow')
  }

  redirectTo(url: string): void {
    const { route, query } = parseUrl(url)
    if (this.parts.files.tabs().includes(route)) {
      throw new Failure({ errMsg: 'fail can not redirectTo a tabbar page' })
    }
    const left = this.stack.pop()
    if (left) this.unload(left)
    this.push(route, query)
  }

  switchTab(url: string): void {
    const { route } = parseUrl(url)
    if (!this.parts.files.tabs().includes(route)) {
      throw new Failure({ errMsg: 'fail can not switch to no-tabBar page' })
    }
    if (this.stack.length === 1 && this.top.route === route) return
    for (const page of this.stack.splice(0).reverse()) {
      if (this.tabs.get(page.route) === page) this.call(page, 'onHide')
      else this.unload(page)
    }
    const known = this.tabs.get(route)
    if (!known) return this.push(route, {})
    this.stack.push(known)
    this.call(known, 'onShow')
  }

  reLaunch(url: string): void {
    const { route, query } = parseUrl(url)
    for (const page of new Set([...this.stack.splice(0).reverse(), ...this.tabs.values()])) this.unload(page)
    this.push(route, query)
  }

  /** Whether tabs can be tapped now: they stand below pages of the tab bar only. */
  showsTabs(): boolean {
    return this.tabs.get(this.top.route) === this.top
  }

  close(): void {
    for (const page of new Set([...this.stack, ...this.tabs.values()])) page.close()
    this.stack.length = 0
    this.tabs.clear()
  }

  /** The APIs by which pages call for one another. */
  apis(surroundings: Surroundings): Record<string, unknown> {
    const { phone } = surroundings
    const api = (name: string, body: Parameters<typeof asynchronous>[2]) => ({
      [name]: asynchronous(surroundings, name, body),
    })
    return {
      ...api('navigateTo', ({ url }) => this.navigateTo(String(url))),
      ...api('redirectTo', ({ url }) => this.redirectTo(String(url))),
      ...api('switchTab', ({ url }) => this.switchTab(String(url))),
      ...api('reLaunch', ({ url }) => this.reLaunch(String(url))),
      ...api('navigateBack', ({ delta }) => this.navigateBack(Number(delta ?? 1))),
      ...api('setNavigationBarTitle', ({ title }) => void (phone.title = String(title))),
      ...api('pageScrollTo', () => undefined),
      ...api('startPullDownRefresh', () => void this.call(this.top, 'onPullDownRefresh')),
      ...api('stopPullDownRefresh', () => undefined),
    }
  }

  private unload(page: Page): void {
    this.call(page, 'onUnload')
    this.tabs.delete(page.route)
    page.close()
  }
}

/** Route and query of an address; values stay encoded, as WeChat hands them to `onLoad`. */
export function parseUrl(url: string): { route: string; query: Record<string, string> } {
  const [address = '', search = ''] = url.split('?')
  const query: Record<string, string> = {}
  for (const pair of search.split('&').filter((one) => one !== '')) {
    const [name = ''] = pair.split('=')
    query[name] = pair.slice(name.length + 1)
  }
  return { route: address.replace(/^\//, ''), query }
}

function eventChannel() {
  const nothing = () => undefined
  return { emit: nothing, on: nothing, once: nothing, off: nothing }
}
