import type { Browser, Page } from 'playwright-core'
import { openFixturePage } from './fixture-phone'
import { launchBrowser, picture } from './phone'
import { OFFER } from './fixtures/club'
import { shopperAnswers } from './fixtures/shopper'

jest.setTimeout(120_000)

interface Drawn {
  width: number
  height: number
  /** Of a hundred places over the whole picture: how many differ from the first one. */
  painted: number
}

/** What the page shows as a picture, read back pixel by pixel. */
async function drawnOn(page: Page): Promise<Drawn> {
  await page.locator('.drawn-picture__image img').last().waitFor()
  return page.evaluate(async () => {
    const image = [...document.querySelectorAll<HTMLImageElement>('.drawn-picture__image img')].at(-1)
    if (!image) throw new Error('no picture')
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no context')
    context.drawImage(image, 0, 0)
    const at = (x: number, y: number) => context.getImageData(x, y, 1, 1).data.join()
    const places = Array.from({ length: 100 }, (_, index) =>
      at(
        Math.floor((((index % 10) + 0.5) * canvas.width) / 10),
        Math.floor(((Math.floor(index / 10) + 0.5) * canvas.height) / 10),
      ),
    )
    return {
      width: canvas.width,
      height: canvas.height,
      painted: places.filter((one) => one !== places[0]).length,
    }
  })
}

describe('pictures that are drawn on the phone, in a real browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  }, 120_000)
  afterAll(() => browser?.close())

  test.each([
    ['share-card', '/packages/club/invite/index', 1000, 800],
    ['poster', '/packages/club/poster/index', 900, 1200],
    ['card-picture', '/packages/club/card-picture/index', 900, 900],
    ['bill-picture', '/packages/club/bill-picture/index?month=2026-10', 900, 1200],
  ])('M107 M120 M045 %s is whole and in its size', async (name, path, width, height) => {
    const page = await openFixturePage(browser, path, shopperAnswers('holder'))
    const drawn = await drawnOn(page)
    await picture(page, name)
    expect([drawn.width, drawn.height]).toEqual([width, height])
    expect(drawn.painted).toBeGreaterThan(20)
    await page.context().close()
  })

  test('M107 「先逛逛」 is as large as joining, and both are within the thumb’s reach', async () => {
    const page = await openFixturePage(
      browser,
      '/packages/club/invited/index?scene=i%3Dk3XbV9qLm2Ra',
      shopperAnswers('guest'),
    )
    await page.getByText(OFFER.invitee.title).first().waitFor()
    const [look, join] = await Promise.all(
      ['先逛逛', '免费加入'].map((words) =>
        page.locator('.invited-choice .button', { hasText: words }).boundingBox(),
      ),
    )
    expect(look?.height).toBe(join?.height)
    expect(Math.abs((look?.width ?? 0) - (join?.width ?? 0))).toBeLessThan(1)
    expect(look?.height).toBeGreaterThanOrEqual(44)
    await picture(page, 'invited')
    await page.context().close()
  })
})
