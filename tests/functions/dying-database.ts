import type { Database } from '../../cloudfunctions/ledger/database'

/** The database of a process that dies at its n-th call, before it is sent or once it was carried out. */
export function dyingAt(
  alive: Database,
  call: number,
  when: 'before' | 'after',
): { database: Database; died: () => boolean } {
  let calls = 0
  let dead = false
  const database = new Proxy(alive, {
    get(target, name, receiver) {
      const found: unknown = Reflect.get(target, name, receiver)
      if (typeof found !== 'function') return found
      return async (...asked: unknown[]) => {
        calls += 1
        const now = calls === call
        if (dead || (now && when === 'before')) {
          dead = true
          throw new Error('killed')
        }
        const answer: unknown = await Reflect.apply(found, target, asked)
        if (now) {
          dead = true
          throw new Error('killed')
        }
        return answer
      }
    },
  })
  return { database, died: () => dead }
}
