import { HttpProblem } from './http'

/** What goes wrong between a phone and the platform. */
export type CallFaultKind =
  /** The connection breaks before the function is called. */
  | 'offline'
  /** The function runs, its answer is lost. */
  | 'lose_answer'
  /** The function runs, its answer comes `ms` later. */
  | 'slow'

export interface CallFault {
  kind: CallFaultKind
  /** Absent: everybody. */
  person?: string
  /** Absent: every action; `counter.*` is every action of a function. */
  action?: string
  ms?: number
  /** How many calls it strikes; absent: all until it is cleared. */
  times?: number
}

export interface CallFaults {
  add(fault: CallFault): void
  clear(): void
  list(): readonly CallFault[]
  /** The fault for this call; uses up one strike. */
  take(person: string | null, action: string): CallFault | null
}

export function createCallFaults(): CallFaults {
  let faults: CallFault[] = []
  return {
    add: (fault) => void faults.push({ ...fault }),
    clear: () => void (faults = []),
    list: () => faults,
    take(person, action) {
      const struck = faults.find(
        (fault) =>
          (fault.person === undefined || fault.person === person) &&
          (fault.action === undefined || matchesAction(fault.action, action)),
      )
      if (!struck) return null
      if (struck.times !== undefined) {
        struck.times -= 1
        if (struck.times <= 0) faults = faults.filter((fault) => fault !== struck)
      }
      return struck
    },
  }
}

function matchesAction(pattern: string, action: string): boolean {
  return pattern.endsWith('.*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action
}

/** Reads a fault that came over HTTP. */
export function parseCallFault(body: Record<string, unknown>): CallFault {
  const { kind, person, action, ms, times, ...unknown } = body
  const wrong = (what: string): never => {
    throw new HttpProblem(400, 'FIELD_INVALID', what)
  }
  if (kind !== 'offline' && kind !== 'lose_answer' && kind !== 'slow') {
    return wrong('"kind" is offline, lose_answer or slow')
  }
  if (Object.keys(unknown).length > 0) wrong(`unknown fields: ${Object.keys(unknown).join(', ')}`)
  for (const text of [person, action]) {
    if (text !== undefined && typeof text !== 'string') wrong('"person" and "action" are texts')
  }
  for (const count of [ms, times]) {
    if (count !== undefined && !(Number.isSafeInteger(count) && Number(count) > 0)) {
      wrong('"ms" and "times" are positive integers')
    }
  }
  return JSON.parse(JSON.stringify({ kind, person, action, ms, times })) as CallFault
}
