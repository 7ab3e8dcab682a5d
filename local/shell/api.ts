export interface Person {
  id: string
  name: string
  role: string
  side: 'shopper' | 'staff'
  phone: string | null
}

export interface ClockView {
  now: number
  shanghai: string
}

export interface InboxMessage {
  at: number
  templateId: string
  page: string
  data: unknown
}

export interface ShopHere {
  id: string
  name: string
  trade: string
}

export interface ShopPlace extends ShopHere {
  /** Null until it was opened. */
  url: string | null
}

export interface Status extends ClockView {
  ready?: boolean
  shop?: ShopHere
  /** Scenes of the history that are played, while it is on its way. */
  progress?: { done: number; of: number }
  /** Why the history broke off. */
  failed?: string
}

/** The local gateway, as the shell uses it (docs/local.md). Throws what the gateway says. */
export const api = {
  status: () => ask<Status>('GET', '/local/status'),
  shops: async () => (await ask<{ shops: ShopPlace[] }>('GET', '/local/shops')).shops,
  openShop: (id: string) => ask<ShopPlace>('POST', '/local/shops', { id }),
  people: async () => (await ask<{ people: Person[] }>('GET', '/local/people')).people,
  addPerson: (person: { name: string; role: string; side: Person['side']; phone: string }) =>
    ask<Person>('POST', '/local/people', person),
  moveClock: (to: { set: number }) => ask<ClockView & { timerRuns: number }>('POST', '/local/clock', to),
  inbox: async (person: string) =>
    (await ask<{ messages: InboxMessage[] }>('GET', `/local/inbox?person=${encodeURIComponent(person)}`))
      .messages,
}

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  const answer = (await response.json()) as T & { message?: string }
  if (!response.ok) throw new Error(answer.message ?? `HTTP ${response.status}`)
  return answer
}
