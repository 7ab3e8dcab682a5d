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

export interface Status extends ClockView {
  ready?: boolean
}

/** The local gateway, as the shell uses it (docs/local.md). Throws what the gateway says. */
export const api = {
  status: () => ask<Status>('GET', '/local/status'),
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
