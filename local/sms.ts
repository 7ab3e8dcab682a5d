import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { smsSignature } from '../cloudfunctions/gateways/sms'

export interface SentSms {
  readonly at: number
  readonly phone: string
  readonly text: string
}

/** The SMS gateway of this machine: it checks signatures and keeps what it would have sent. */
export interface LocalSms {
  /** With which functions reach it. */
  readonly variables: Record<string, string>
  sent(): readonly SentSms[]
  /** The next calls break off before or after the message counts, or are refused. */
  fail(fault: 'before' | 'after' | 'refused', times?: number): void
  close(): Promise<void>
}

export async function startSms({ key, clock }: { key: string; clock: () => number }): Promise<LocalSms> {
  const messages = new Map<string, SentSms>()
  let faults: ('before' | 'after' | 'refused')[] = []

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    const fault = faults.shift()
    if (fault === 'before') return void request.socket.destroy()
    const header = (name: string) => String(request.headers[name] ?? '')
    const id = header('idempotency-key')
    const right = smsSignature(key, [header('x-huika-time'), id, body]) === header('x-huika-signature')
    if (!right || fault === 'refused') return void response.writeHead(right ? 422 : 401).end()
    const { phone, text } = JSON.parse(body) as { phone: string; text: string }
    if (!messages.has(id)) messages.set(id, { at: clock(), phone, text })
    if (fault === 'after') return void request.socket.destroy()
    response.writeHead(204).end()
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    variables: { SMS_URL: `http://127.0.0.1:${port}/sms`, SMS_KEY: key },
    sent: () => [...messages.values()],
    fail: (fault, times = 1) => void (faults = [...faults, ...Array.from({ length: times }, () => fault)]),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
