import vm from 'node:vm'
import { transformSync } from 'esbuild'
import { TmplGroup } from 'glass-easel-template-compiler'
import postcss from 'postcss'
import { OWN_TAGS } from './driver/own-tags'
import { resolveFrom, type PackageFiles } from './driver/package-files'

/**
 * The newest syntax that every engine of the declared base library runs: iOS 13.4 is the oldest
 * among them. The build must have lowered the rest, because WeChat's own conversion is off.
 */
const SYNTAX = 'es2020'

interface TemplateWarning {
  message: string
  startLine: number
  startColumn: number
}

/** Templates parse with WeChat's own compiler; what they import and include is there. */
export function checkTemplates(files: PackageFiles): string[] {
  const findings: string[] = []
  const group = new TmplGroup()
  try {
    for (const name of files.list('.wxml')) {
      const stem = name.slice(0, -'.wxml'.length)
      const warnings = group.addTmpl(stem, files.text(name)) as TemplateWarning[]
      for (const { message, startLine, startColumn } of warnings) {
        findings.push(`${name}:${startLine + 1}:${startColumn + 1}: ${message}`)
      }
      findings.push(...unknownTags(files, name))
      for (const target of group.getDirectDependencies(stem) as string[]) {
        if (!files.has(`${target}.wxml`)) findings.push(`${name}: ${target}.wxml is missing`)
      }
      for (const target of group.getScriptDependencies(stem) as string[]) {
        if (!files.has(`${target}.wxs`)) findings.push(`${name}: ${target}.wxs is missing`)
      }
    }
  } finally {
    group.free()
  }
  for (const name of files.list('.wxs')) findings.push(...syntaxProblem(name, files.text(name)))
  return findings
}

/** Tags that are neither WeChat's own nor components that somebody uses: they would show nothing. */
function unknownTags(files: PackageFiles, name: string): string[] {
  const used = files.list('.json').flatMap((file) => Object.keys(files.json(file).usingComponents ?? {}))
  const known = new Set([...OWN_TAGS, ...used, 'template', 'import', 'include', 'wxs', 'slot'])
  const tags = new Set([...files.text(name).matchAll(/<([A-Za-z][\w-]*)/g)].map(([, tag = '']) => tag))
  return [...tags].filter((tag) => !known.has(tag)).map((tag) => `${name}: unknown tag <${tag}>`)
}

/** Style sheets parse; what they import is there; they name no local picture, which WXSS cannot show. */
export function checkStyles(files: PackageFiles): string[] {
  return files.list('.wxss').flatMap((name) => {
    const findings: string[] = []
    let sheet: postcss.Root
    try {
      sheet = postcss.parse(files.text(name), { from: name })
    } catch (error) {
      return [`${name}: ${(error as Error).message}`]
    }
    sheet.walkAtRules('import', ({ params }) => {
      const target = /^(?:url\()?\s*["']?([^"')]+)/.exec(params)?.[1] ?? ''
      if (/^https?:/.test(target)) findings.push(`${name}: imports from the network`)
      else if (!files.has(resolveFrom(name, target))) findings.push(`${name}: ${target} is missing`)
    })
    sheet.walkDecls(({ prop, value }) => {
      const target = /url\(\s*["']?([^"')]+)/.exec(value)?.[1]
      if (target !== undefined && !/^(data:|https?:|#)/.test(target)) {
        findings.push(`${name}: ${prop} shows the local picture ${target}`)
      }
    })
    return findings
  })
}

/** Scripts parse in the syntax that phones know, and require only files that they can reach. */
export function checkScripts(files: PackageFiles): string[] {
  return files.list('.js').flatMap((name) => {
    const text = files.text(name)
    const broken = syntaxProblem(name, text)
    return broken.length > 0 ? broken : [...newSyntax(name, text), ...checkRequires(files, name, text)]
  })
}

function syntaxProblem(name: string, text: string): string[] {
  try {
    new vm.Script(`(function (require, module, exports) {${text}\n})`, { filename: name })
    return []
  } catch (error) {
    return [`${name}: ${(error as Error).message}`]
  }
}

/** A script that comes out different when lowered holds something newer. */
function newSyntax(name: string, text: string): string[] {
  const print = (target: string) =>
    transformSync(text, { target, legalComments: 'none', logLevel: 'silent' }).code
  const lowered = print(SYNTAX)
  const asItIs = print('esnext')
  if (lowered === asItIs) return []
  const lines = asItIs.split('\n')
  const first = lowered.split('\n').findIndex((line, index) => line !== lines[index])
  return [`${name}: syntax newer than ${SYNTAX}: ${(lines[first] ?? '').trim().slice(0, 120)}`]
}

function checkRequires(files: PackageFiles, name: string, text: string): string[] {
  return [...text.matchAll(/\brequire\(\s*(["'])([^"']+)\1\s*\)/g)].flatMap(([, , target = '']) => {
    const resolved = resolveFrom(name, target.endsWith('.js') ? target : `${target}.js`)
    if (resolved.startsWith('..') || !files.has(resolved))
      return [`${name}: requires ${target}, which is not in the package`]
    const home = files.packageOf(resolved)
    if (home !== '' && home !== files.packageOf(name))
      return [`${name}: requires ${target} of the sub-package ${home}`]
    return []
  })
}
