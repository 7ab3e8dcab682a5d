import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { partnerSignature } from '../../cloudfunctions/gateways/partner-http'

/** The partner that the local machine plays: shops name it by this id, with port `api`. */
export const PARTNER_OF_THE_DEMO = 'yueting'

/** What the next call meets instead of its answer. `after`: it is carried out, the answer is lost. */
export type PartnerFault = 'before' | 'after' | 'forged' | 'server_error'

export interface LocalPartner {
  readonly url: string
  readonly key: string
  /** The variables with which functions reach it as this partner. */
  variables(partnerId: string): Record<string, string>
  /** Codes that it made, by the entitlement that has them. */
  perks(): readonly { key: string; code: string; revoked: boolean }[]
  links(): readonly { key: string; account: string; tier: string | null }[]
  /** How many codes it still makes; undefined: as many as are asked for. */
  setStock(count: number | undefined): void
  fail(fault: PartnerFault, times?: number): void
  close(): Promise<void>
}

interface Answer {
  status: number
  content: object
}

const UNKNOWN_ACCOUNT = 'unknown'
const LONGEST_KEY = 200

/**
 * A partner that is asked over its own interface, on 127.0.0.1: it makes a code for each entitlement
 * once, checks every signature and signs what it answers.
 */
export async function startPartner(options: { key: string; clock: () => number }): Promise<LocalPartner> {
  const { key, clock } = options
  const perks = new Map<string, { code: string; revoked: boolean }>()
  const links = new Map<string, { account: string; tier: string | null }>()
  const faults: PartnerFault[] = []
  let stock: number | undefined

  function issue(entitlement: string): Answer {
    const known = perks.get(entitlement)
    if (!known) {
      if (stock === 0) return { status: 200, content: { state: 'exhausted' } }
      if (stock !== undefined) stock -= 1
      const code = `YH-${partnerSignature(key, ['code', entitlement]).slice(0, 12).toUpperCase()}`
      perks.set(entitlement, { code, revoked: false })
    }
    return standing(entitlement)
  }

  function standing(entitlement: string): Answer {
    const perk = perks.get(entitlement)
    return perk
      ? { status: 200, content: { state: 'issued', code: perk.code, validThrough: null } }
      : { status: 404, content: {} }
  }

  function carryOut(method: string, path: string, body: string): Answer {
    const [, kind = '', id = ''] = /^\/(perks|links)(?:\/(.+))?$/.exec(path) ?? []
    const entitlement = decodeURIComponent(id)
    const content = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>
    if (kind === 'perks' && method === 'POST') return issue(String(content.key))
    if (kind === 'perks' && method === 'GET') return standing(entitlement)
    if (kind === 'perks' && method === 'DELETE') {
      const perk = perks.get(entitlement)
      if (perk) perk.revoked = true
      return { status: perk ? 200 : 404, content: {} }
    }
    if (kind === 'links' && method === 'PUT') {
      const account = String(content.account)
      if (account.startsWith(UNKNOWN_ACCOUNT)) return { status: 422, content: {} }
      links.set(entitlement, { account, tier: String(content.tier) })
      return { status: 200, content: {} }
    }
    if (kind === 'links' && method === 'PATCH') {
      const link = links.get(entitlement)
      if (link) link.tier = typeof content.tier === 'string' ? content.tier : null
      return { status: link ? 200 : 404, content: {} }
    }
    return { status: 405, content: {} }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    const fault = faults.shift()
    if (fault === 'before') return void request.socket.destroy()
    const header = (name: string) => String(request.headers[name] ?? '').slice(0, LONGEST_KEY)
    const entitlement = header('idempotency-key')
    const { method = '', url = '' } = request
    const signed = partnerSignature(key, [method, url, header('x-huika-time'), entitlement, body])
    const answer =
      fault === 'server_error'
        ? { status: 500, content: {} }
        : signed === header('x-huika-signature')
          ? carryOut(method, url, body)
          : { status: 401, content: {} }
    if (fault === 'after') return void request.socket.destroy()
    const text = JSON.stringify(answer.content)
    const at = String(clock())
    const signature = partnerSignature(key, [entitlement, String(answer.status), at, text])
    response
      .writeHead(answer.status, {
        'content-type': 'application/json',
        'x-huika-time': at,
        'x-huika-signature': fault === 'forged' ? '0'.repeat(64) : signature,
      })
      .end(text)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    key,
    variables(partnerId) {
      const name = `PARTNER_${partnerId.toUpperCase().replaceAll('-', '_')}`
      return { [`${name}_URL`]: url, [`${name}_KEY`]: key }
    },
    perks: () => [...perks].map(([entitlement, perk]) => ({ key: entitlement, ...perk })),
    links: () => [...links].map(([entitlement, link]) => ({ key: entitlement, ...link })),
    setStock: (count) => void (stock = count),
    fail: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
