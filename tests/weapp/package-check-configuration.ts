import { statSync } from 'node:fs'
import path from 'node:path'
import { resolveFrom, type AppConfig, type PackageFiles } from './driver/package-files'

type Json = Record<string, unknown>

const APP_KEYS = new Set(
  `pages subPackages subpackages tabBar window preloadRule lazyCodeLoading entryPagePath usingComponents
  permission requiredPrivateInfos requiredBackgroundModes sitemapLocation style darkmode themeLocation
  networkTimeout debug functionalPages plugins resizable navigateToMiniProgramAppIdList componentFramework
  rendererOptions renderer convertRpxToVw halfPage embeddedAppIdList __usePrivacyCheck__`.split(/\s+/),
)

const WINDOW_TYPES: Record<string, string | readonly string[] | RegExp> = {
  navigationBarTitleText: 'string',
  navigationBarBackgroundColor: /^#([0-9a-f]{3}|[0-9a-f]{6})$/i,
  navigationBarTextStyle: ['black', 'white'],
  navigationStyle: ['default', 'custom'],
  homeButton: 'boolean',
  backgroundColor: /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i,
  backgroundColorTop: /^#[0-9a-f]{3,8}$/i,
  backgroundColorBottom: /^#[0-9a-f]{3,8}$/i,
  backgroundColorContent: /^#[0-9a-f]{3,8}$/i,
  backgroundTextStyle: ['dark', 'light'],
  enablePullDownRefresh: 'boolean',
  onReachBottomDistance: 'number',
  pageOrientation: ['portrait', 'landscape', 'auto'],
  initialRenderingCache: ['static', 'dynamic'],
  disableScroll: 'boolean',
  restartStrategy: ['homePage', 'homePageAndLatestPage'],
  visualEffectInBackground: ['none', 'hidden'],
  handleWebviewPreload: ['static', 'manual', 'auto'],
}

const PAGE_KEYS = new Set(
  `usingComponents componentPlaceholder componentGenerics component styleIsolation renderer style
  singlePage enableShareAppMessage enableShareTimeline componentFramework rendererOptions
  pureDataPattern addGlobalClass navigationBarAlpha`.split(/\s+/),
)

const TAB_ICON_BYTES = 40 * 1024

/** Files of JSON that hold none, or no object: nothing else can be said before they do. */
export function checkJson(files: PackageFiles): string[] {
  return files.list('.json').flatMap((name) => parseProblem(files, name))
}

/** app.json and the configuration of pages and components: shapes, and files that they name. */
export function checkConfiguration(files: PackageFiles): string[] {
  return [
    ...checkKeys(files),
    ...checkPages(files),
    ...checkSubPackages(files),
    ...checkTabBar(files),
    ...checkPreload(files),
    ...checkComponents(files),
  ]
}

function parseProblem(files: PackageFiles, name: string): string[] {
  try {
    const value: unknown = files.json(name)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [] : [`${name}: no object`]
  } catch (error) {
    return [`${name}: ${(error as Error).message}`]
  }
}

function checkKeys(files: PackageFiles): string[] {
  const app = files.app as unknown as Json
  const unknown = Object.keys(app)
    .filter((key) => !APP_KEYS.has(key))
    .map((key) => `app.json: unknown key ${key}`)
  const lazy = app.lazyCodeLoading
  if (lazy !== undefined && lazy !== 'requiredComponents')
    unknown.push(`app.json: lazyCodeLoading is ${JSON.stringify(lazy)}`)
  if (typeof app.sitemapLocation === 'string' && !files.has(app.sitemapLocation)) {
    unknown.push(`app.json: ${app.sitemapLocation} is missing`)
  }
  const pages = files.pages().flatMap((page) => {
    const config = files.config(page) as Json
    return Object.keys(config)
      .filter((key) => !PAGE_KEYS.has(key) && !(key in WINDOW_TYPES))
      .map((key) => `${page}.json: unknown key ${key}`)
      .concat(checkWindow(`${page}.json`, config))
  })
  return [...unknown, ...checkWindow('app.json', (app.window ?? {}) as Json), ...pages]
}

function checkWindow(name: string, window: Json): string[] {
  return Object.entries(WINDOW_TYPES).flatMap(([key, type]) => {
    const value = window[key]
    if (value === undefined) return []
    if (type instanceof RegExp)
      return typeof value === 'string' && type.test(value) ? [] : [`${name}: ${key} is no colour`]
    const fits = typeof type === 'string' ? typeof value === type : type.includes(value as string)
    return fits ? [] : [`${name}: ${key} is ${JSON.stringify(value)}`]
  })
}

function checkPages(files: PackageFiles): string[] {
  const { pages, entryPagePath } = files.app
  if (!Array.isArray(pages) || pages.length === 0) return ['app.json: no pages']
  const findings: string[] = []
  const all = files.pages()
  for (const page of new Set(all)) {
    if (all.filter((one) => one === page).length > 1) findings.push(`app.json: ${page} is named twice`)
    if (/^\/|\.(js|wxml)$/.test(page)) findings.push(`app.json: ${page} must have neither slash nor suffix`)
    for (const suffix of ['js', 'wxml']) {
      if (!files.has(`${page}.${suffix}`)) findings.push(`app.json: ${page}.${suffix} is missing`)
    }
  }
  if (entryPagePath !== undefined && !all.includes(entryPagePath)) {
    findings.push(`app.json: entryPagePath ${entryPagePath} is no page`)
  }
  return findings
}

function checkSubPackages(files: PackageFiles): string[] {
  const findings: string[] = []
  const packages = files.subPackages()
  packages.forEach(({ root, name, pages }, index) => {
    if (root === '') findings.push('app.json: a sub-package has no root')
    if (!Array.isArray(pages) || pages.length === 0) findings.push(`app.json: ${root} has no pages`)
    for (const other of packages.slice(index + 1)) {
      const [short, long] = [root, other.root].sort((a, b) => a.length - b.length) as [string, string]
      if (`${long}/`.startsWith(`${short}/`))
        findings.push(`app.json: sub-packages ${root} and ${other.root} overlap`)
      if (name !== undefined && name === other.name)
        findings.push(`app.json: two sub-packages are named ${name}`)
    }
    for (const page of files.app.pages.filter((one) => one.startsWith(`${root}/`))) {
      findings.push(`app.json: ${page} of the main package lies in the sub-package ${root}`)
    }
  })
  return findings
}

function checkTabBar(files: PackageFiles): string[] {
  const tabBar = files.app.tabBar as (AppConfig['tabBar'] & Json) | undefined
  if (!tabBar) return []
  const findings: string[] = []
  const colour = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i
  for (const key of ['color', 'selectedColor', 'backgroundColor']) {
    const value = tabBar[key]
    if (value !== undefined && !(typeof value === 'string' && colour.test(value))) {
      findings.push(`app.json: tabBar.${key} is no colour`)
    }
  }
  for (const key of ['color', 'selectedColor']) {
    if (tabBar[key] === undefined) findings.push(`app.json: tabBar.${key} is missing`)
  }
  if (tabBar.borderStyle !== undefined && !['black', 'white'].includes(tabBar.borderStyle as string)) {
    findings.push('app.json: tabBar.borderStyle is neither black nor white')
  }
  const { list } = tabBar
  if (!Array.isArray(list) || list.length < 2 || list.length > 5)
    return [...findings, 'app.json: tabBar needs 2 to 5 tabs']
  const paths = list.map(({ pagePath }) => pagePath)
  for (const tab of list) {
    if (!files.app.pages.includes(tab.pagePath))
      findings.push(`app.json: tab ${tab.pagePath} is no page of the main package`)
    if (paths.filter((one) => one === tab.pagePath).length > 1)
      findings.push(`app.json: tab ${tab.pagePath} is there twice`)
    if (typeof tab.text !== 'string' || tab.text === '')
      findings.push(`app.json: tab ${tab.pagePath} has no text`)
    for (const icon of [tab.iconPath, tab.selectedIconPath])
      if (icon !== undefined) findings.push(...checkIcon(files, icon))
  }
  return findings
}

function checkIcon(files: PackageFiles, icon: string): string[] {
  const name = icon.replace(/^\//, '')
  if (!/\.(png|jpe?g)$/.test(name)) return [`app.json: icon ${icon} is neither png nor jpg`]
  if (!files.has(name)) return [`app.json: icon ${icon} is missing`]
  const { size } = statSync(path.join(files.folder, name))
  return size > TAB_ICON_BYTES ? [`app.json: icon ${icon} has more than 40 KiB`] : []
}

function checkPreload(files: PackageFiles): string[] {
  const rules = ((files.app as unknown as Json).preloadRule ?? {}) as Record<
    string,
    { packages?: string[]; network?: string }
  >
  const known = new Set(['__APP__', ...files.subPackages().flatMap(({ root, name }) => [root, name ?? root])])
  return Object.entries(rules).flatMap(([page, { packages = [], network }]) => [
    ...(files.pages().includes(page) ? [] : [`app.json: preloadRule for ${page}, which is no page`]),
    ...packages
      .filter((one) => !known.has(one))
      .map((one) => `app.json: preloadRule names ${one}, no sub-package`),
    ...(network === undefined || ['all', 'wifi'].includes(network)
      ? []
      : [`app.json: preloadRule network ${network}`]),
  ])
}

/** Every component that a page, a component or the app uses: it exists and says that it is one. */
function checkComponents(files: PackageFiles): string[] {
  const findings: string[] = []
  const seen = new Set<string>()
  const visit = (user: string, used: Record<string, string> = {}) => {
    for (const [tag, target] of Object.entries(used)) {
      if (/^(plugin|ext|dynamicLib):\/\//.test(target)) continue
      const component = resolveFrom(user, target)
      if (!files.has(`${component}.js`) || !files.has(`${component}.wxml`)) {
        findings.push(`${user}.json: component ${tag} at ${target} is missing`)
        continue
      }
      const home = files.packageOf(component)
      if (home !== '' && home !== files.packageOf(user))
        findings.push(`${user}.json: ${tag} is in the sub-package ${home}`)
      if (files.config(component).component !== true)
        findings.push(`${component}.json: does not say "component": true`)
      if (seen.has(component)) continue
      seen.add(component)
      visit(component, files.config(component).usingComponents)
    }
  }
  visit('app', files.app.usingComponents)
  for (const page of files.pages()) visit(page, files.config(page).usingComponents)
  return findings
}
