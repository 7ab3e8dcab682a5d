import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PEOPLE } from '../../local/demo/people'
import { TOUR } from '../../local/shell/tour'
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

test('each step of the tour names people of the demo shop and pages of the mini-program', () => {
  const config = readFileSync(join(__dirname, '../../src/app.config.ts'), 'utf8')
  const people = new Map(PEOPLE.map(({ id, side }) => [id, side]))
  expect(TOUR.map((step) => step.left.person)).toEqual(expect.arrayContaining(['xiaoli', 'linxiaowen']))
  for (const { left, right } of TOUR) {
    expect(people.get(left.person)).toBe('shopper')
    expect(people.get(right.person)).toBe('staff')
    for (const { page: address } of [left, right]) {
      const path = address.split('?')[0] ?? ''
      const inPackage = path.replace(/^packages\/[a-z]+\//, '')
      expect(config).toContain(`'${inPackage}'`)
    }
  }
})
