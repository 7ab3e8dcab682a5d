import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestClock } from '../clock'
import type { FunctionHost } from '../cloudbase/functions/host'
import type { FunctionTimers } from '../cloudbase/functions/timers'
import type { Wechat } from '../wechat/index'
import { type CallFaults, createCallFaults } from './call-faults'
import { callRoutes } from './calls'
import { cashierRoutes } from './cashier'
import { type Route, serveRoutes } from './http'
import { localRoutes } from './local-api'
import type { People } from './people'
import { type ShopSwitch, shopRoutes } from './shops'
import { signingRoutes } from './signing'
import { subscribingRoutes } from './subscribing'
import { staticRoute } from './static-files'

export interface GatewayOptions {
  /** 0: any free one. */
  port: number
  appid: string
  host: FunctionHost
  timers: FunctionTimers
  clock: TestClock
  people: People
  wechat: Wechat
  arrive(moment: number): Promise<void>
  /** The H5 build. */
  appDir: string
  /** Pictures of the demo shop, under `/media/`. */
  mediaDir: string
  /** Serves `/` and what it needs. */
  shell: readonly Route[]
  /** Absent: this shop is the only one. */
  shops?: ShopSwitch
  status(): Record<string, unknown>
}

export interface Gateway {
  readonly url: string
  readonly port: number
  readonly faults: CallFaults
  close(): Promise<void>
}

/** The one address of the local product: shell, app, calls, callbacks, cashier and what is local. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { host, people, timers, clock, wechat, appid, status } = options
  const faults = createCallFaults()
  const routes: Route[] = [
    ...callRoutes({ host, people, faults, appid }),
    ...localRoutes({ people, clock, timers, faults, wechat, status, arrive: options.arrive }),
    ...shopRoutes(options.shops),
    ...cashierRoutes({ people, wechat }),
    ...signingRoutes({ people, wechat }),
    ...subscribingRoutes({ people, wechat }),
    staticRoute('/app/', options.appDir),
    staticRoute('/media/', options.mediaDir),
    ...options.shell,
  ]
  const server = createServer((request, response) => void serveRoutes(routes, request, response))
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    faults,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
