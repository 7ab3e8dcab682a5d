// Draws the tab bar's PNGs from lucide-static, the same set as all other icons: WeChat's native
// tab bar takes bitmaps only. Run it by hand after changing an icon; the pictures are committed.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const SIZE = 81
const TABS = { home: 'id-card', cards: 'wallet-cards', savings: 'piggy-bank', me: 'user-round' }
const tokens = fs.readFileSync(path.join(root, 'src/styles/tokens.scss'), 'utf8')
const colour = (name) => new RegExp(`\\$${name}: (#[0-9A-Fa-f]{6})`).exec(tokens)[1]
const STATES = { '': colour('ink-3'), '-selected': colour('accent-default') }

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } })
fs.mkdirSync(path.join(root, 'src/assets/tabs'), { recursive: true })
for (const [tab, icon] of Object.entries(TABS)) {
  const svg = fs.readFileSync(path.join(root, `node_modules/lucide-static/icons/${icon}.svg`), 'utf8')
  for (const [suffix, stroke] of Object.entries(STATES)) {
    const drawn = svg
      .replace(/<!--.*?-->/s, '')
      .replace('currentColor', stroke)
      .replace('stroke-width="2"', 'stroke-width="1.75"')
      .replace('width="24"', `width="${SIZE - 12}"`)
      .replace('height="24"', `height="${SIZE - 12}"`)
    await page.setContent(`<body style="margin:6px;background:transparent">${drawn}</body>`)
    await page.screenshot({
      path: path.join(root, `src/assets/tabs/${tab}${suffix}.png`),
      omitBackground: true,
    })
  }
}
await browser.close()
