import type { ShownCode } from './outcomes'

const CHANNEL = 'huika-member-codes'
const WAIT_MS = 300

type Message = { type: 'who' } | ({ type: 'code' } & ShownCode)

/** Answers the counter's question with the code that is on the screen. Returns what stops it. */
export function announceShownCode(current: () => ShownCode | null): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = (event: MessageEvent<Message>) => {
    const shown = event.data.type === 'who' ? current() : null
    if (shown) channel.postMessage({ type: 'code', ...shown } satisfies Message)
  }
  return () => channel.close()
}

/** Asks all windows which member codes they show, and waits a moment for the answers. */
export function listShownCodes(): Promise<ShownCode[]> {
  const channel = new BroadcastChannel(CHANNEL)
  const found: ShownCode[] = []
  channel.onmessage = (event: MessageEvent<Message>) => {
    if (event.data.type === 'code') found.push({ code: event.data.code, name: event.data.name })
  }
  channel.postMessage({ type: 'who' } satisfies Message)
  return new Promise((resolve) => {
    setTimeout(() => {
      channel.close()
      resolve(found)
    }, WAIT_MS)
  })
}
