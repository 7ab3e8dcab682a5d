import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { NOW, type Answers } from './fixtures/shopper'

const APP = path.join(__dirname, '../../dist/h5')
const ADDRESS = 'http://mini-program.test'
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

/** A phone with the browser's build and answers of fixtures: how pages look, without a back end. */
export async function openFixturePage(browser: Browser, at: string, answers: Answers): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  })
  context.setDefaultTimeout(45_000)
  const page = await context.newPage()
  await page.route(`${ADDRESS}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const action = /\/call\/(.+)$/.exec(pathname)?.[1]
    if (action === undefined) return route.fulfill(fileAt(pathname))
    const { input } = route.request().postDataJSON() as { input: unknown }
    const answer = answers[action as keyof Answers] as ((input: unknown) => unknown) | undefined
    const frame = { requestId: 'request', now: NOW }
    const body = answer
      ? { ok: true, data: answer(input), ...frame }
      : { ok: false, code: 'NOT_FOUND', message: '没有找到对应的记录', ...frame }
    return route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) })
  })
  await page.goto(`${ADDRESS}/app/?person=fixture#${at}`)
  return page
}

function fileAt(pathname: string): { status: number; contentType?: string; body?: Buffer } {
  const file = path.join(APP, pathname.replace(/^\/app\//, '').replace(/^$/, 'index.html'))
  if (!existsSync(file) || !statSync(file).isFile()) return { status: 404 }
  return { status: 200, contentType: TYPES[path.extname(file)], body: readFileSync(file) }
}
