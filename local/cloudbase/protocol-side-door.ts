import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Switches } from './database/collection'
import type { DocumentStore } from './database/document-store'
import { answer, readBody, readJson } from './protocol'
import type { Counters } from './protocol-counters'
import { decodeStored } from './protocol-ejson'
import { CloudBaseError, collectionMissing, invalidParam } from './protocol-errors'
import { parseFaultRule, type Faults } from './protocol-faults'

export const sideDoorPath = '/_local/'

export interface SideDoor {
  store: DocumentStore
  counters: Counters
  faults: Faults
  switches: Switches
}

/**
 * What development tools in other processes may see and set, as JSON under `/_local/`:
 * `GET counters`, `DELETE counters`, `POST faults` (one rule or a list), `DELETE faults`,
 * `GET documents?collection=&limit=`, `GET collections`, `POST switches`.
 */
export async function serveSideDoor(
  door: SideDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    // A page in a browser that was lured to this port would name another host.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
      throw invalidParam('only for this machine')
    }
    const url = new URL(request.url ?? '/', 'http://localhost')
    answer(
      response,
      await serve(door, `${request.method} ${url.pathname.slice(sideDoorPath.length)}`, url, request),
    )
  } catch (error) {
    const { code, message } =
      error instanceof CloudBaseError ? error : new CloudBaseError('SYS_ERR', String(error))
    answer(response, { code, message })
  }
}

async function serve(
  { store, counters, faults, switches }: SideDoor,
  route: string,
  url: URL,
  request: IncomingMessage,
): Promise<Record<string, unknown>> {
  switch (route) {
    case 'GET counters':
      return { total: counters.total, actions: counters.actions, log: counters.log.slice(-1000) }
    case 'DELETE counters':
      counters.reset()
      return {}
    case 'POST faults': {
      const body = readJson(await readBody(request))
      const rules = (Array.isArray(body.rules) ? body.rules : [body]).map(parseFaultRule)
      rules.forEach((rule) => faults.add(rule))
      return { pending: faults.pending() }
    }
    case 'GET faults':
      return { pending: faults.pending(), struck: faults.struck }
    case 'DELETE faults':
      faults.clear()
      return {}
    case 'GET collections':
      return { collections: store.collections().map((name) => ({ name, documents: store.size(name) })) }
    case 'GET documents':
      return { documents: documents(store, url) }
    case 'POST switches':
      return { switches: Object.assign(switches, parseSwitches(readJson(await readBody(request)))) }
    default:
      throw invalidParam(`no such thing: ${route}`)
  }
}

function documents(store: DocumentStore, url: URL): unknown[] {
  const name = url.searchParams.get('collection') ?? ''
  if (!store.collections().includes(name)) throw collectionMissing(name)
  const limit = Number(url.searchParams.get('limit') ?? 100)
  const found: unknown[] = []
  for (const { text } of store.scan(name)) {
    if (found.length >= limit) break
    found.push(decodeStored(text))
  }
  return found
}

function parseSwitches(body: Record<string, unknown>): Partial<Switches> {
  const { duplicateForm, updatedCounts, shuffle, ...unknown } = body
  if (Object.keys(unknown).length > 0) throw invalidParam(`unknown switches: ${Object.keys(unknown).join()}`)
  const switches: Partial<Switches> = {}
  if (duplicateForm === 'DATABASE_DUPLICATE_WRITE' || duplicateForm === 'DATABASE_REQUEST_FAILED') {
    switches.duplicateForm = duplicateForm
  }
  if (updatedCounts === 'matched' || updatedCounts === 'modified') switches.updatedCounts = updatedCounts
  if (shuffle === null || typeof shuffle === 'number') switches.shuffle = shuffle
  return switches
}
