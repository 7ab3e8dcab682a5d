import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { PackageFiles } from './driver/package-files'
import { checkConfiguration, checkJson } from './package-check-configuration'
import { checkScripts, checkStyles, checkTemplates } from './package-check-sources'

export interface PackageBudgets {
  /** KiB of the main package. */
  main: number
  /** KiB of any sub-package. */
  sub: number
  /** KiB of single sub-packages, by their root. */
  subs?: Record<string, number>
}

export interface PackageCheckOptions {
  budgets?: PackageBudgets
  /** Texts that must not be in any file: secrets of tests, marks of libraries that stay in the cloud. */
  forbidden?: readonly (string | RegExp)[]
}

/** P7 of the measures: what the mini-program may weigh. */
export const BUDGETS: PackageBudgets = { main: 600, sub: 400, subs: { 'packages/operations': 700 } }

/** WeChat's own limit for each package. */
const MOST_KIB = 2048

/** Schemas and keys stay in the cloud. */
const CLOUD_ONLY = ['ZodError', '_zod', /-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)-----/]

const TEXT = /\.(js|json|wxml|wxss|wxs)$/

/**
 * Checks a built mini-program the way WeChat's upload does, and further: configuration, files that
 * are named but absent, templates, styles, scripts, sizes, encoding, secrets. Answers with findings,
 * each beginning with the file it is about; none means that the package is sound.
 */
export function checkPackage(folder: string, options: PackageCheckOptions = {}): string[] {
  let files: PackageFiles
  try {
    files = new PackageFiles(folder)
  } catch (error) {
    return [`app.json: ${(error as Error).message}`]
  }
  const unreadable = [...checkEncoding(files), ...checkJson(files)]
  if (unreadable.length > 0) return unreadable
  return [
    ...checkConfiguration(files),
    ...checkTemplates(files),
    ...checkStyles(files),
    ...checkScripts(files),
    ...checkSizes(files, options.budgets ?? BUDGETS),
    ...checkTexts(files, [...CLOUD_ONLY, ...(options.forbidden ?? [])]),
  ]
}

/** KiB of the main package and of each sub-package. */
export function packageSizes(folder: string): Record<string, number> {
  const files = new PackageFiles(folder)
  const bytes: Record<string, number> = { main: 0 }
  for (const { root } of files.subPackages()) bytes[root] = 0
  for (const name of files.list().filter((one) => !one.endsWith('.map'))) {
    const home = files.packageOf(name) || 'main'
    bytes[home] = (bytes[home] ?? 0) + statSync(path.join(folder, name)).size
  }
  return Object.fromEntries(Object.entries(bytes).map(([name, size]) => [name, Math.ceil(size / 1024)]))
}

function checkSizes(files: PackageFiles, budgets: PackageBudgets): string[] {
  return Object.entries(packageSizes(files.folder)).flatMap(([name, kib]) => {
    const budget = name === 'main' ? budgets.main : (budgets.subs?.[name] ?? budgets.sub)
    if (kib > MOST_KIB) return [`${name}: ${kib} KiB, WeChat takes ${MOST_KIB}`]
    return kib > budget ? [`${name}: ${kib} KiB, the budget is ${budget}`] : []
  })
}

function checkEncoding(files: PackageFiles): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return files
    .list()
    .filter((name) => TEXT.test(name))
    .flatMap((name) => {
      try {
        const text = decoder.decode(readFileSync(path.join(files.folder, name)))
        return text.startsWith('\uFEFF') ? [`${name}: begins with a byte order mark`] : []
      } catch {
        return [`${name}: not UTF-8`]
      }
    })
}

function checkTexts(files: PackageFiles, forbidden: readonly (string | RegExp)[]): string[] {
  return files
    .list()
    .filter((name) => TEXT.test(name))
    .flatMap((name) => {
      const text = files.text(name)
      const found = forbidden.filter((one) => (typeof one === 'string' ? text.includes(one) : one.test(text)))
      return found.map((one) => `${name}: holds ${typeof one === 'string' ? one : one.source}`)
    })
}
