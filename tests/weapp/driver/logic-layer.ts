import path from 'node:path'
import vm from 'node:vm'
import { resolveFrom, type PackageFiles } from './package-files'
import type { VirtualTime } from './virtual-time'

type Registrar = (definition: Record<string, unknown>) => unknown

/** What WeChat puts into the logic layer beside JavaScript's own. */
export interface Injected {
  wx: object
  App: Registrar
  Page: Registrar
  Component: Registrar
  Behavior: Registrar
  getApp: () => unknown
  getCurrentPages: () => unknown[]
}

/**
 * WeChat's logic layer: a realm with nothing but JavaScript's built-ins, without DOM, fetch or
 * TextEncoder, and without code made from strings. Modules see only files of their package.
 */
export class LogicLayer {
  private readonly context: vm.Context
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly parse: (json: string) => unknown
  readonly log: { level: string; text: string }[] = []

  constructor(
    private readonly files: PackageFiles,
    time: VirtualTime,
    injected: Injected,
  ) {
    const note =
      (level: string) =>
      (...values: unknown[]) =>
        void this.log.push({ level, text: values.map(describe).join(' ') })
    const levels = ['log', 'info', 'warn', 'error', 'debug', 'group', 'groupEnd', 'time', 'timeEnd', 'table']
    this.context = vm.createContext(
      {
        ...injected,
        console: Object.fromEntries(levels.map((level) => [level, note(level)])),
        setTimeout: (callback: () => unknown, delay: unknown, ...args: unknown[]) =>
          time.setTimeout(callback, delay, args),
        setInterval: (callback: () => unknown, delay: unknown, ...args: unknown[]) =>
          time.setInterval(callback, delay, args),
        clearTimeout: (id: unknown) => time.clear(id),
        clearInterval: (id: unknown) => time.clear(id),
      },
      { codeGeneration: { strings: false, wasm: false } },
    )
    const run = vm.runInContext(PRELUDE, this.context) as (now: () => number) => typeof this.parse
    this.parse = run(() => time.now())
  }

  /** A copy of a JSON value, made of this realm's own objects: how everything crosses the border. */
  bring(value: unknown): unknown {
    const json = JSON.stringify(value)
    return json === undefined ? undefined : this.parse(json)
  }

  /** Runs a script of the test inside the logic layer, and gives its value. */
  evaluate(script: string): unknown {
    return vm.runInContext(script, this.context)
  }

  /** Runs a module once and gives its exports. `name` is a path within the package with `.js`. */
  require(name: string): unknown {
    const known = this.modules.get(name)
    if (known) return known.exports
    if (!this.files.has(name)) throw new Error(`module '${name}' is not defined`)
    const module = { exports: this.bring({}) }
    this.modules.set(name, module)
    const body = new vm.Script(`(function (require, module, exports) {${this.files.text(name)}\n})`, {
      filename: path.join(this.files.folder, name),
    }).runInContext(this.context) as (...args: unknown[]) => void
    const require = (target: unknown) => this.require(this.target(name, String(target)))
    body.call(undefined, require, module, module.exports)
    return module.exports
  }

  /** Where a `require` of one file leads; refuses what WeChat refuses. */
  private target(from: string, wanted: string): string {
    const resolved = resolveFrom(from, wanted.endsWith('.js') ? wanted : `${wanted}.js`)
    if (resolved.startsWith('..')) throw new Error(`${from} requires ${wanted}, outside of the package`)
    const home = this.files.packageOf(from)
    const other = this.files.packageOf(resolved)
    if (other !== '' && other !== home) {
      throw new Error(`${from} requires ${wanted}, which is in the sub-package ${other}`)
    }
    return resolved
  }
}

/** Gives the realm the phone's clock, and takes away what engines on phones lack. */
const PRELUDE = `(function (now) {
  'use strict'
  const Real = Date
  globalThis.Date = class Date extends Real {
    constructor(...args) {
      if (args.length === 0) super(now())
      else super(...args)
    }
    static now() {
      return now()
    }
  }
  delete globalThis.WebAssembly
  delete globalThis.SharedArrayBuffer
  delete globalThis.Atomics
  return JSON.parse
})`

function describe(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && 'stack' in value) return String(value.stack)
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
