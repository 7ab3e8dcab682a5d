import type { ActionName } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { Shop } from '../shop'

const MOST_ATTEMPTS = 80

/** As a phone does it: BUSY and UNKNOWN are no answers, the same call is sent again. */
export async function definite(
  shop: Shop,
  person: string,
  action: ActionName,
  input: unknown,
): Promise<Answer> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const answer = await shop.ask(person, action, input)
    if (answer.ok || (answer.code !== 'BUSY' && answer.code !== 'UNKNOWN')) return answer
  }
  throw new Error(`${action} of ${person} never ended`)
}

/** How many of each code, `ok` for what was accepted. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers) {
    const code = answer.ok ? 'ok' : answer.code
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}
