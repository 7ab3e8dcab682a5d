import { overrideDate } from './date-offset'
import { MOST_BYTES, type CallOrder, type LoadOrder, type Order, type Report } from './protocol'

/**
 * What runs inside one instance's process: loads the function once, then answers one call at a
 * time. It knows the function's files and what the host tells it, nothing else.
 */
type Main = (event: unknown, context: unknown) => unknown

let offset = 0
let main: Main | null = null

const machineNow = Date.now.bind(Date)
overrideDate(globalThis, () => machineNow() + offset)

process.on('message', (order: Order) => {
  if (order.kind === 'load') load(order)
  else void call(order)
})
// The host has gone: nobody will ever ask this instance again.
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group of processes: when to end is for the host to say.
process.on('SIGINT', () => undefined)

function load(order: LoadOrder): void {
  offset = order.offset
  try {
    const loaded = require(order.file) as { main?: unknown }
    if (typeof loaded.main !== 'function') throw new Error('handler index.main is missing')
    main = loaded.main as Main
    report({ kind: 'ready' })
  } catch (error) {
    report({
      kind: 'load_failed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}

async function call(order: CallOrder): Promise<void> {
  offset = order.offset
  Object.assign(process.env, order.environ)
  try {
    if (!main) throw new Error('the function is not loaded')
    const result = JSON.stringify((await main(JSON.parse(order.event), order.context)) ?? null)
    const bytes = Buffer.byteLength(result)
    if (bytes > MOST_BYTES) report({ kind: 'too_large', id: order.id, bytes })
    else report({ kind: 'answer', id: order.id, result })
  } catch (error) {
    if (error instanceof Error) console.error(error.stack)
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
    report({ kind: 'failure', id: order.id, name, message })
  }
}

function report(message: Report): void {
  process.send?.(message)
}
