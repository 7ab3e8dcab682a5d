import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BUDGETS, checkPackage, packageSizes } from './package-check'

const FIXTURE = path.join(__dirname, 'fixture')
const PRODUCT = path.join(__dirname, '../../dist/weapp')

/** Names of the functions' secrets, values that tests use for them, and what belongs to one machine. */
const CLOUD_SECRETS = [
  ...['for-tests-only', 'MEMBER_KEY', 'TICKET_KEY', 'PHONE_KEY', 'OWNER_CLAIM', 'MCHID', 'APIV3'],
  ...['127.0.0.1', 'localhost', 'x-huika-person'],
]

type Json = Record<string, never>

/** A copy of a package that a test may break. */
class Copy {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'huika-package-'))

  constructor(source: string) {
    cpSync(source, this.folder, { recursive: true })
  }

  write(name: string, content: string | Buffer): void {
    writeFileSync(path.join(this.folder, name), content)
  }

  edit(name: string, change: (text: string) => string): void {
    const text = readFileSync(path.join(this.folder, name), 'utf8')
    const changed = change(text)
    if (changed === text) throw new Error(`${name} was not changed`)
    this.write(name, changed)
  }

  editJson(name: string, change: (value: Json) => void): void {
    const value = JSON.parse(readFileSync(path.join(this.folder, name), 'utf8')) as Json
    change(value)
    this.write(name, JSON.stringify(value))
  }

  remove(name: string): void {
    if (!existsSync(path.join(this.folder, name))) throw new Error(`${name} is not there`)
    rmSync(path.join(this.folder, name), { recursive: true })
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Checks a broken copy: the findings must name what is wrong. */
function findingsOf(source: string, damage: (copy: Copy) => void, forbidden: string[] = []): string {
  const copy = new Copy(source)
  try {
    damage(copy)
    return checkPackage(copy.folder, { forbidden }).join('\n')
  } finally {
    copy.close()
  }
}

const app = (change: (value: never) => void) => (copy: Copy) =>
  copy.editJson('app.json', change as (value: Json) => void)
const set = (name: string, key: string, value: unknown) => (copy: Copy) =>
  copy.editJson(name, (json) => Object.assign(json, { [key]: value }))
const append = (name: string, text: string) => (copy: Copy) => copy.edit(name, (before) => before + text)

const DAMAGES: [string, (copy: Copy) => void, string][] = [
  ['app.json is missing', (copy) => copy.remove('app.json'), 'holds no mini-program'],
  ['app.json is broken', append('app.json', ','), 'app.json: '],
  ['no page at all', set('app.json', 'pages', []), 'no pages'],
  ['a page without a script', (copy) => copy.remove('pages/list/index.js'), 'pages/list/index.js is missing'],
  [
    'a page without a template',
    (copy) => copy.remove('pages/list/index.wxml'),
    'pages/list/index.wxml is missing',
  ],
  [
    'a page named twice',
    app((json: { pages: string[] }) => json.pages.push('pages/list/index')),
    'named twice',
  ],
  ['an unknown key in app.json', set('app.json', 'tabbar', {}), 'unknown key tabbar'],
  ['an entry page that is no page', set('app.json', 'entryPagePath', 'pages/nowhere/index'), 'is no page'],
  ['a page configuration that is no JSON', append('pages/list/index.json', '}'), 'pages/list/index.json: '],
  [
    'an unknown key in a page',
    set('pages/list/index.json', 'navigationBarTitle', 'x'),
    'unknown key navigationBarTitle',
  ],
  [
    'a title that is no text',
    set('pages/list/index.json', 'navigationBarTitleText', 1),
    'navigationBarTitleText is 1',
  ],
  [
    'a colour that is none',
    set('pages/list/index.json', 'backgroundColor', 'red'),
    'backgroundColor is no colour',
  ],
  [
    'a text style that is none',
    set('app.json', 'window', { navigationBarTextStyle: 'grey' }),
    'navigationBarTextStyle',
  ],
  [
    'a sub-package page that is missing',
    (copy) => copy.remove('extra/pages/detail/index.wxml'),
    'extra/pages/detail/index.wxml is missing',
  ],
  [
    'sub-packages that overlap',
    app((json: { subPackages: object[] }) =>
      json.subPackages.push({ root: 'extra/pages', pages: ['detail/index'] }),
    ),
    'overlap',
  ],
  [
    'a page of the main package inside a sub-package',
    app((json: { pages: string[] }) => json.pages.push('extra/pages/detail/index')),
    'lies in the sub-package extra',
  ],
  [
    'one tab only',
    app((json: { tabBar: { list: object[] } }) => json.tabBar.list.pop()),
    'needs 2 to 5 tabs',
  ],
  [
    'a tab that is no page',
    app(
      (json: { tabBar: { list: { pagePath: string }[] } }) =>
        (json.tabBar.list[1]!.pagePath = 'extra/pages/detail/index'),
    ),
    'is no page of the main package',
  ],
  ['an icon that is missing', (copy) => copy.remove('tabs/home.png'), 'tabs/home.png is missing'],
  [
    'an icon that is too big',
    (copy) => copy.write('tabs/home.png', Buffer.alloc(41 * 1024)),
    'more than 40 KiB',
  ],
  [
    'a tab colour that is none',
    app((json: { tabBar: { color: string } }) => (json.tabBar.color = 'rgb(0,0,0)')),
    'tabBar.color is no colour',
  ],
  [
    'a preload rule for a package that is none',
    set('app.json', 'preloadRule', { 'pages/home/index': { packages: ['staff'] } }),
    'names staff, no sub-package',
  ],
  [
    'a component that is missing',
    (copy) => copy.remove('parts/row.js'),
    'component row at ../../parts/row is missing',
  ],
  [
    'a component that does not say so',
    set('parts/row.json', 'component', false),
    'does not say "component": true',
  ],
  ['a tag without its end', append('pages/list/index.wxml', '<view>'), 'missing end tag'],
  [
    'an expression that is none',
    append('pages/list/index.wxml', '<view>{{ a + }}</view>'),
    'unexpected character',
  ],
  ['a tag that nobody knows', append('pages/list/index.wxml', '<div>x</div>'), 'unknown tag <div>'],
  [
    'an import that is missing',
    (copy) => copy.remove('parts/templates.wxml'),
    'parts/templates.wxml is missing',
  ],
  ['a wxs that is missing', (copy) => copy.remove('tools.wxs'), 'tools.wxs is missing'],
  ['a wxs that is broken', append('tools.wxs', '}'), 'tools.wxs: '],
  ['a style sheet that is broken', append('app.wxss', '.a {'), 'Unclosed block'],
  [
    'a style import that is missing',
    (copy) => copy.remove('parts/theme.wxss'),
    './parts/theme.wxss is missing',
  ],
  [
    'a local picture in a style sheet',
    append('app.wxss', '.a { background: url(./a.png) }'),
    'local picture ./a.png',
  ],
  ['a script that is broken', append('pages/list/index.js', '('), 'pages/list/index.js: '],
  ['syntax that phones do not know', append('app.js', 'App.a ||= 1'), 'syntax newer than es2020'],
  ['a required file that is missing', (copy) => copy.remove('parts/words.js'), 'requires ../../parts/words'],
  ['a require out of the package', append('app.js', "require('../secrets')"), 'requires ../secrets'],
  [
    'a require of a sub-package',
    append('app.js', "require('./extra/pages/detail/index')"),
    'of the sub-package extra',
  ],
  [
    'a file that is not UTF-8',
    (copy) => copy.write('pages/list/index.wxml', Buffer.from([0xc4, 0xe3])),
    'not UTF-8',
  ],
  ['a byte order mark', (copy) => copy.write('pages/list/index.js', '\uFEFFPage({})'), 'byte order mark'],
  ['more than WeChat takes', append('app.js', `//${'x'.repeat(2 << 20)}`), 'WeChat takes 2048'],
  ['a main package beyond its budget', append('app.js', `//${'x'.repeat(601 * 1024)}`), 'the budget is 600'],
  [
    'a sub-package beyond its budget',
    append('extra/pages/detail/index.js', `//${'x'.repeat(401 * 1024)}`),
    'the budget is 400',
  ],
  ['a schema library in the bundle', append('app.js', 'class ZodError {}'), 'holds ZodError'],
  ['a key in the bundle', append('app.js', "'-----BEGIN PRIVATE KEY-----'"), 'holds -----BEGIN'],
  ['a secret of the tests in the bundle', append('app.js', "'canary-secret'"), 'holds canary-secret'],
]

describe('the package check', () => {
  test('P7 finds nothing wrong with a sound package', () => {
    expect(checkPackage(FIXTURE, { forbidden: ['canary-secret'] })).toEqual([])
  })

  test.each(DAMAGES)('finds %s', (_what, damage, finding) => {
    expect(findingsOf(FIXTURE, damage, ['canary-secret'])).toContain(finding)
  })
})

describe('the product', () => {
  test('P7 is a sound package within its budgets', () => {
    expect(checkPackage(PRODUCT, { budgets: BUDGETS, forbidden: CLOUD_SECRETS })).toEqual([])
    process.stdout.write(`package KiB: ${JSON.stringify(packageSizes(PRODUCT))}\n`)
  })

  test.each<[string, (copy: Copy) => void, string]>([
    [
      'a page without a template',
      (copy) => copy.remove('pages/home/index.wxml'),
      'pages/home/index.wxml is missing',
    ],
    ['a broken base template', append('base.wxml', '<view>'), 'base.wxml:'],
    ['a broken script', append('taro.js', '('), 'taro.js: '],
    ['a style sheet that is broken', append('app.wxss', '.a {'), 'app.wxss: '],
    ['a module that is missing', (copy) => copy.remove('runtime.js'), 'requires ./runtime'],
  ])('is found broken by %s', (_what, damage, finding) => {
    expect(findingsOf(PRODUCT, damage)).toContain(finding)
  })
})
