import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_SHOPS } from '../../local/demo/shops'
import type { ShopSwitch } from '../../local/gateway/shops'
import { TOURS } from '../../local/shell/tours'
import { type Stack, startStack } from '../../local/stack'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ functionsDir: join(__dirname, 'fixtures/host'), clock: { frozen: true } })
})

afterAll(() => stack.close())

async function page(path: string): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(stack.url + path)
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  }
}

test('the shell and all that it names come from this machine', async () => {
  const html = await page('/')
  expect(html).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  const named = [...html.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string)
  const files = named.filter((name) => !name.startsWith('data:'))
  expect(files).toEqual(['/shell.css', '/shell.js'])
  const styles = await page('/shell.css')
  files.push(...[...styles.text.matchAll(/@import url\('([^']+)'\)/g)].map((match) => match[1] as string))
  expect(files).toHaveLength(4)
  for (const file of files) {
    const { status, text } = await page(file)
    expect(status).toBe(200)
    expect(text).not.toMatch(/https?:\/\//)
    expect(text).not.toMatch(/url\(['"]?\/\//)
  }
})

test.each(DEMO_SHOPS.map(({ id, people }) => [id, people] as const))(
  'each step of the tour of %s names its people and pages of the mini-program',
  (id, people) => {
    const config = readFileSync(join(__dirname, '../../src/app.config.ts'), 'utf8')
    const sides = new Map(people.map((person) => [person.id, person.side]))
    const tour = TOURS[id] ?? []
    expect(tour.length).toBeGreaterThanOrEqual(3)
    for (const { left, right } of tour) {
      expect(sides.get(left.person)).toBe('shopper')
      expect(sides.get(right.person)).toBe('staff')
      for (const { page: address } of [left, right]) {
        const path = address.split('?')[0] ?? ''
        const inPackage = path.replace(/^packages\/[a-z]+\//, '')
        expect(config).toContain(`'${inPackage}'`)
      }
    }
  },
)

test('the gateway lists the demo’s shops and opens the one that is chosen', async () => {
  const alone = await fetch(`${stack.url}/local/shops`)
  expect(await alone.json()).toEqual({ shops: [] })
  const opened: string[] = []
  const shops: ShopSwitch = {
    list: () => [{ id: 'fruit', name: '果满园', trade: '水果', url: null }],
    open: (id) => {
      opened.push(id)
      return Promise.resolve({ id, name: '果满园', trade: '水果', url: 'http://127.0.0.1:1' })
    },
  }
  const second = await startStack({ functionsDir: join(__dirname, 'fixtures/host'), shops })
  try {
    const list = (await (await fetch(`${second.url}/local/shops`)).json()) as unknown
    expect(list).toEqual({ shops: shops.list() })
    const body = JSON.stringify({ id: 'fruit' })
    const chosen = await fetch(`${second.url}/local/shops`, { method: 'POST', body })
    expect(await chosen.json()).toMatchObject({ id: 'fruit', url: 'http://127.0.0.1:1' })
    expect(opened).toEqual(['fruit'])
  } finally {
    await second.close()
  }
})
