import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import seed from './demo/seed'
import type { DemoShop } from './demo/shop'
import { DEMO_SHOPS } from './demo/shops'
import { type Stack, type StackOptions, startStack } from './stack'

export interface LaunchOptions extends Pick<StackOptions, 'functionsDir' | 'appDir' | 'shops'> {
  /** Where everything of this shop outlives a restart. */
  dir: string
  port: number
  /** Default: the first shop of the demo. */
  shop?: DemoShop
}

export interface Launched {
  stack: Stack
  /** Settled when the demo shop is there; at once when it was there already. */
  seeded: Promise<void>
  /** From now on the status says that the shop can be used. */
  ready(): void
}

/**
 * Starts the product of this machine with its state in one folder, and fills an empty shop with the
 * demo's history. A seed that was broken off leaves a mark and is begun anew from nothing.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { dir, shop = DEMO_SHOPS[0], ...rest } = options
  const beingSeeded = join(dir, 'being-seeded')
  if (existsSync(beingSeeded)) rmSync(dir, { recursive: true, force: true })
  const stack = await startStack({ dir, ...rest })
  const { id, name, trade } = shop
  const say = (status: object) => stack.setStatus({ shop: { id, name, trade }, ...status })
  const ready = () => say({ ready: true })
  say({ ready: false })
  if (!stack.isEmpty()) return { stack, seeded: Promise.resolve(), ready }
  mkdirSync(dir, { recursive: true })
  writeFileSync(beingSeeded, '')
  const { ownerClaimSecret } = stack.secrets
  const onProgress = (done: number, of: number) => say({ ready: false, progress: { done, of } })
  const seeded = seed({ stack, ownerClaimSecret, shop, onProgress }).then(async () => {
    // Playing the history took a while: the demo begins now, not when it was begun.
    await stack.clock.set(Math.max(stack.clock.now(), Date.now()))
    rmSync(beingSeeded, { force: true })
  })
  seeded.catch((error: unknown) => say({ ready: false, failed: String(error) }))
  return { stack, seeded, ready }
}
