import { createServer } from 'node:net'
import { join } from 'node:path'
import { type DemoShop } from './demo/shop'
import { DEMO_SHOPS } from './demo/shops'
import { HttpProblem } from './gateway/http'
import type { ShopSwitch } from './gateway/shops'
import { type Launched, launch, type LaunchOptions } from './launch'
import type { Stack } from './stack'

/** The demo's shops on this machine: the first one at once, each other when it is first chosen. */
export interface OpenShops {
  /** The first shop's machine. */
  readonly first: Launched
  close(): Promise<void>
}

/** The other shops keep their state in folders of their own below the first one's. */
export function folderOf(dir: string, shop: DemoShop): string {
  return shop === DEMO_SHOPS[0] ? dir : join(dir, 'shops', shop.id)
}

/**
 * Starts the first shop, and whatever else is chosen in the browser: one merchant deploys one
 * mini-program, so each shop is a whole machine with its own database, WeChat and clock, on the
 * next free port.
 */
export async function openShops(options: Omit<LaunchOptions, 'shop' | 'shops'>): Promise<OpenShops> {
  const { dir, port, ...rest } = options
  const launched = new Map<string, Promise<Launched>>()
  const opened = new Map<string, Stack>()
  let closed = false

  async function begin(shop: DemoShop, at: number): Promise<Launched> {
    const begun = await launch({ dir: folderOf(dir, shop), port: at, shop, shops, ...rest })
    opened.set(shop.id, begun.stack)
    if (closed) await begun.stack.close()
    return begun
  }

  /** Until it has listened once it may be tried again, and after a history that broke off. */
  function remember(shop: DemoShop, beginning: Promise<Launched>): void {
    launched.set(shop.id, beginning)
    const forget = () => launched.delete(shop.id)
    beginning.then(({ seeded, ready }) => {
      seeded.then(ready, (error: unknown) => {
        console.error(error)
        forget()
      })
    }, forget)
  }

  const shops: ShopSwitch = {
    list: () =>
      DEMO_SHOPS.map(({ id, name, trade }) => ({ id, name, trade, url: opened.get(id)?.url ?? null })),
    async open(id) {
      const index = DEMO_SHOPS.findIndex((each) => each.id === id)
      const shop = DEMO_SHOPS[index]
      if (!shop) throw new HttpProblem(400, 'SHOP_UNKNOWN', `there is no demo shop "${id}"`)
      if (!launched.has(id)) {
        await opened.get(id)?.close()
        remember(shop, begin(shop, await freePort(port + index)))
      }
      const { stack } = await (launched.get(id) as Promise<Launched>)
      return { id, name: shop.name, trade: shop.trade, url: stack.url }
    },
  }

  const first = await begin(DEMO_SHOPS[0], port)
  launched.set(DEMO_SHOPS[0].id, Promise.resolve(first))
  return {
    first,
    async close() {
      closed = true
      await Promise.all([...opened.values()].map((stack) => stack.close()))
    },
  }
}

/** This port if nobody has it, else 0: any free one. */
async function freePort(port: number): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(0))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)))
  })
}
