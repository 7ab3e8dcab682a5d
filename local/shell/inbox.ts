import { api, type InboxMessage } from './api'
import { button, make } from './elements'

const SHANGHAI_MS = 8 * 3_600_000

export interface Inbox {
  readonly element: HTMLElement
  /** Whose messages are shown. */
  setPerson(id: string, name: string): void
  refresh(): Promise<void>
}

/** The service messages that WeChat has delivered to one person, the newest first. */
export function createInbox(onOpen: (page: string) => void): Inbox {
  let person = ''
  const title = make('h2', 'panel__title', {}, '服务通知')
  const list = make('ul', 'inbox')
  const element = make('section', 'panel', { 'aria-label': '服务通知' }, title, list)

  function item(message: InboxMessage): HTMLElement {
    const at = new Date(message.at + SHANGHAI_MS)
    const when = `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${at.toISOString().slice(11, 16)}`
    const lines = fieldsOf(message.data).map((text) => make('p', 'inbox__line', {}, text))
    const entry = make('li', 'inbox__message', {}, make('time', 'inbox__time', {}, when), ...lines)
    if (message.page) entry.append(button('inbox__open', '打开', () => onOpen(message.page)))
    return entry
  }

  return {
    element,
    setPerson(id, name) {
      person = id
      title.textContent = name ? `${name}的服务通知` : '服务通知'
    },
    async refresh() {
      if (!person) return
      const messages = await api.inbox(person).catch(() => [])
      list.replaceChildren(...messages.map(item))
      if (messages.length === 0) list.append(make('li', 'inbox__empty', {}, '还没有通知'))
    },
  }
}

/** Template data is `{ thing1: { value: '…' } }`. */
function fieldsOf(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.values(data as Record<string, { value?: string | number } | null>).map((field) =>
    (field?.value ?? '').toString(),
  )
}
