import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

export interface AppConfig {
  pages: string[]
  subPackages?: { root: string; name?: string; pages: string[] }[]
  subpackages?: { root: string; name?: string; pages: string[] }[]
  tabBar?: { list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[] }
  entryPagePath?: string
  lazyCodeLoading?: string
  usingComponents?: Record<string, string>
}

export interface ComponentConfig {
  component?: boolean
  usingComponents?: Record<string, string>
  navigationBarTitleText?: string
  enablePullDownRefresh?: boolean
}

/** A built mini-program on disk, as WeChat would read it. Paths inside have no leading slash. */
export class PackageFiles {
  readonly app: AppConfig

  /** @param folder absolute path of what the build put out, e.g. dist/weapp */
  constructor(readonly folder: string) {
    if (!existsSync(path.join(folder, 'app.json'))) {
      throw new Error(`${folder} holds no mini-program: node config/build.mjs weapp`)
    }
    this.app = this.json('app.json') as unknown as AppConfig
  }

  /** Every file, sorted. */
  list(ending = ''): string[] {
    const walk = (below: string): string[] =>
      readdirSync(path.join(this.folder, below), { withFileTypes: true }).flatMap((entry) => {
        const name = below === '' ? entry.name : `${below}/${entry.name}`
        return entry.isDirectory() ? walk(name) : [name]
      })
    return walk('')
      .filter((name) => name.endsWith(ending))
      .sort()
  }

  has(name: string): boolean {
    return existsSync(path.join(this.folder, name))
  }

  text(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8')
  }

  json(name: string): Record<string, unknown> {
    return JSON.parse(this.text(name)) as Record<string, unknown>
  }

  /** Static configuration of a page or component; empty when it has no file. */
  config(component: string): ComponentConfig {
    return this.has(`${component}.json`) ? this.json(`${component}.json`) : {}
  }

  /** Sub-packages under either of the two spellings that WeChat reads. */
  subPackages(): { root: string; name?: string; pages: string[] }[] {
    return (this.app.subPackages ?? this.app.subpackages ?? []).map((one) => ({
      ...one,
      root: one.root.replace(/^\/|\/$/g, ''),
    }))
  }

  /** Every page by its full path. */
  pages(): string[] {
    return [
      ...this.app.pages,
      ...this.subPackages().flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
    ]
  }

  tabs(): string[] {
    return this.app.tabBar?.list.map(({ pagePath }) => pagePath) ?? []
  }

  entry(): string {
    return this.app.entryPagePath ?? this.app.pages[0] ?? ''
  }

  /** Root of the sub-package that a file belongs to; empty for the main package. */
  packageOf(name: string): string {
    return this.subPackages().find(({ root }) => name.startsWith(`${root}/`))?.root ?? ''
  }
}

/** Path of a file that another file names: relative to it, or from the package's root with a slash. */
export function resolveFrom(file: string, target: string): string {
  return target.startsWith('/')
    ? path.posix.normalize(target.slice(1))
    : path.posix.join(path.posix.dirname(file), target)
}
