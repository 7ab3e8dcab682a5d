import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Debian's Chromium without a window; never a browser that a package downloaded. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || CHROMIUM.find((path) => existsSync(path))
  if (!executablePath) throw new Error('No Chromium: apt-get install chromium fonts-noto-cjk')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Phones {
  /** A phone of this person, opened at a page of the mini-program. */
  open(person: string, path: string): Promise<Page>
  /** What went wrong on any phone: errors that no page handled. */
  readonly errors: string[]
  readonly context: BrowserContext
  close(): Promise<void>
}

/** Several phones in one browser, so that they can see each other's codes. */
export async function openPhones(browser: Browser, url: string): Promise<Phones> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  })
  context.setDefaultTimeout(45_000)
  const errors: string[] = []
  return {
    context,
    errors,
    async open(person, path) {
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(`${person} ${path}: ${error.message}`))
      await page.goto(`${url}/app/?person=${person}#${path}`)
      return page
    },
    close: () => context.close(),
  }
}

/** Keeps a picture when HUIKA_SHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUIKA_SHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
