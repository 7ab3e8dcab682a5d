import { currentPerson } from '@/platform/person'
import type { Answer, Call } from './contract'

/**
 * Sends one call to the local gateway. Throws when no answer came back: the call may have been
 * carried out nevertheless.
 */
export async function send({ action, input, contract }: Call): Promise<Answer> {
  const response = await fetch(`${API_BASE}/call/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-huika-person': currentPerson() },
    body: JSON.stringify({ input, contract }),
  })
  const answer: unknown = await response.json()
  if (!isAnswer(answer)) throw new Error(`no answer (${response.status})`)
  return answer
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value && 'now' in value
}
