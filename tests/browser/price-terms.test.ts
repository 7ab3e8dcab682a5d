import type { Browser, Page } from 'playwright-core'
import { openFixturePage } from './fixture-phone'
import { planWith, shopperAnswers, type VariantName } from './fixtures/shopper'
import { launchBrowser, picture } from './phone'

jest.setTimeout(120_000)

interface Shown {
  text: string
  size: number
  weight: string
  colour: string
  ground: string
}

/** AA for text of any size. */
const LEAST_CONTRAST = 4.5

/**
 * Lint of what a shopper reads before a trial or a renewal (M049, L1): the price now may not be
 * larger, bolder or darker than the price after it, the day of the first charge or the way out.
 */
describe('both prices before the button', () => {
  let browser: Browser
  const pages: Page[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
  }, 120_000)
  afterAll(() => browser?.close())

  const open = async (at: string, variant: VariantName) => {
    const page = await openFixturePage(
      browser,
      at,
      shopperAnswers('member', { 'membership.plan': () => planWith(variant) }),
    )
    pages.push(page)
    await page.locator('.price-terms__row--cancel').first().waitFor({ state: 'attached' })
    return page
  }

  it.each<[string, string, VariantName]>([
    ['the card’s page with a trial', '/pages/plan/index?planId=yueka', 'trial'],
    ['the card’s page with renewal alone', '/pages/plan/index?planId=yueka', 'autoRenew'],
    ['the checkout of a trial', '/pages/checkout/index?planId=yueka&as=trial', 'trial'],
    ['the checkout of a card that may renew', '/pages/checkout/index?planId=yueka', 'autoRenew'],
  ])(
    'M049 %s shows price, later price, day and way out in one size, weight and colour',
    async (_, at, variant) => {
      const page = await open(at, variant)
      const fold = page.getByText('自动续费', { exact: true })
      if (at.startsWith('/pages/plan') && variant === 'autoRenew') await fold.first().click()
      await page.locator('.price-terms__row--cancel').first().waitFor()
      const rows = await shownIn(page, '.price-terms__label, .price-terms__value')
      expect(rows.map(({ text }) => text).join(' ')).toMatch(
        /¥\S+ 之后每月 ¥39\.00 首次扣款 12月22日 随时取消 我的/,
      )
      expect(new Set(rows.map(({ size, weight, colour }) => `${size} ${weight} ${colour}`)).size).toBe(1)
      for (const { colour, ground } of rows)
        expect(contrast(colour, ground)).toBeGreaterThanOrEqual(LEAST_CONTRAST)
      await picture(page, `price-terms-${at.startsWith('/pages/plan') ? 'plan' : 'checkout'}-${variant}`)
    },
  )

  it.each([
    ['the card’s page', '/pages/plan/index?planId=yueka'],
    ['the checkout', '/pages/checkout/index?planId=yueka&as=trial'],
  ])('M049 nowhere on %s is the trial’s price larger than the price after it', async (_, at) => {
    const page = await open(at, 'trial')
    const [later] = await shownIn(page, '.price-terms__row--later .price-terms__value')
    const trial = (await everyText(page)).filter(({ text }) => text.includes('¥1.00'))
    expect(trial.length).toBeGreaterThan(1)
    for (const { size, text } of trial)
      expect({ text, fits: size <= (later?.size ?? 0) }).toEqual({ text, fits: true })
  })

  it('M049 L1 nothing is ticked before the person ticks it', async () => {
    const page = await open('/pages/checkout/index?planId=yueka&as=trial', 'trial')
    expect(await page.locator('.check-row__box').count()).toBe(2)
    expect(await page.locator('.check-row__box--checked').count()).toBe(0)
  })
})

/** What elements look like, as the browser computed it. */
function shownIn(page: Page, selector: string): Promise<Shown[]> {
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const style = getComputedStyle(element)
      let behind: Element | null = element
      while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)')
        behind = behind.parentElement
      return {
        text: element.textContent ?? '',
        size: Number.parseFloat(style.fontSize),
        weight: style.fontWeight,
        colour: style.color,
        ground: behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)',
      }
    }),
  )
}

/** Each element that holds text of its own, with the size in which that is drawn. */
function everyText(page: Page): Promise<{ text: string; size: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.taro_page *')]
      .filter((element) => [...element.childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE))
      .map((element) => ({
        text: element.textContent ?? '',
        size: Number.parseFloat(getComputedStyle(element).fontSize),
      })),
  )
}

/** WCAG's contrast of two colours as browsers compute them: `rgb(r, g, b)`. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
