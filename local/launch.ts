import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Stack, startStack } from './stack'

/** What a demo shop's seed gets: it makes its history by acting as its people. */
export interface SeedOptions {
  gatewayUrl: string
  stack: Stack
  /** With it the owner claims the shop. */
  ownerClaimSecret: string
}

type Seed = (options: SeedOptions) => Promise<unknown>

export interface Launched {
  stack: Stack
  /** Settled when the demo shop is there; at once when it was there already. */
  seeded: Promise<void>
}

const SEED = join(__dirname, 'demo/seed.ts')

/**
 * Starts the product of this machine with its state in one folder, and fills an empty shop with the
 * demo's history. A seed that was broken off leaves a mark and is begun anew from nothing.
 */
export async function launch(options: { dir: string; port: number }): Promise<Launched> {
  const { dir, port } = options
  const beingSeeded = join(dir, 'being-seeded')
  if (existsSync(beingSeeded)) rmSync(dir, { recursive: true, force: true })
  const stack = await startStack({ dir, port })
  if (!stack.isEmpty() || !existsSync(SEED)) return { stack, seeded: Promise.resolve() }
  mkdirSync(dir, { recursive: true })
  writeFileSync(beingSeeded, '')
  const { default: seed } = require(SEED) as { default: Seed }
  const ownerClaimSecret = stack.secrets.ownerClaimSecret
  const seeded = seed({ gatewayUrl: stack.url, stack, ownerClaimSecret }).then(async () => {
    // Playing the history took a while: the demo begins now, not when it was begun.
    await stack.clock.set(Math.max(stack.clock.now(), Date.now()))
    rmSync(beingSeeded, { force: true })
  })
  return { stack, seeded }
}
