import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Kept in memory per function, so that a test can search what a run has said. */
const MOST_CHARACTERS = 4_000_000

export interface FunctionLog {
  write(name: string, text: string): void
  /** What a function printed, or all of them. */
  text(name?: string): string
}

/** @param dir where `<name>.log` files are appended to; absent: only in memory */
export function createFunctionLog(dir?: string): FunctionLog {
  const texts = new Map<string, string>()
  if (dir) mkdirSync(dir, { recursive: true })
  return {
    write(name, text) {
      texts.set(name, `${texts.get(name) ?? ''}${text}`.slice(-MOST_CHARACTERS))
      if (dir) appendFileSync(join(dir, `${name}.log`), text)
    },
    text: (name) => (name === undefined ? [...texts.values()].join('') : (texts.get(name) ?? '')),
  }
}
