/** What happens at one call to the database or to WeChat. */
export type Strike =
  | 'none'
  /** Turned away: nothing happened, and the caller knows. */
  | 'busy'
  /** The answer is lost; nothing happened, or it did, or it will some steps later. */
  | 'lost_before'
  | 'lost_after'
  | 'late'
  /** The process that made the call is gone: it never hears an answer, and nobody hears one from it. */
  | 'dies_before'
  | 'dies_after'

/** Where a task waits before each of its calls until it is its turn. */
export interface Gate {
  pass(): Promise<Strike>
  /** Lets an effect happen some steps from now, with nobody waiting for it. */
  later(effect: () => void): void
  /** Ends the task: returns a promise that never resolves. */
  die(): Promise<never>
}

export const FREE: Gate = {
  pass: () => Promise.resolve('none'),
  later: (effect) => effect(),
  die: () => new Promise(() => undefined),
}

export interface Task {
  readonly name: string
  run(gate: Gate): Promise<void>
}

/**
 * Says whose turn it is, of the tasks that wait (by index; twice, if a task makes two calls at once),
 * and what strikes the call.
 */
export interface Strategy {
  next(waiting: readonly number[]): number
  strike?(): Strike
}

/**
 * Runs tasks to their ends, one call at a time: which of them goes on is for the strategy to say,
 * so the same strategy gives the same interleaving. Returns how many calls each task made.
 */
export async function play(tasks: readonly Task[], strategy: Strategy): Promise<number[]> {
  const waiting: { task: number; go: (strike: Strike) => void }[] = []
  const late: { effect: () => void; steps: number }[] = []
  const steps = tasks.map(() => 0)
  let open = tasks.length
  const failures: Error[] = []
  tasks.forEach((task, index) => {
    let ended = false
    const end = () => {
      if (!ended) open -= 1
      ended = true
    }
    const gate: Gate = {
      pass: () => new Promise((go) => waiting.push({ task: index, go })),
      later: (effect) => void late.push({ effect, steps: 3 }),
      die() {
        end()
        return new Promise(() => undefined)
      },
    }
    task.run(gate).then(end, (error: unknown) => {
      failures.push(error instanceof Error ? error : new Error(String(error)))
      end()
    })
  })
  for (;;) {
    // Between two calls a task only ever waits for promises that are settled already.
    await new Promise(setImmediate)
    if (failures[0]) throw failures[0]
    if (waiting.length === 0) {
      if (open === 0) break
      throw new Error(`waits for something that is no call: ${tasks.map(({ name }) => name).join(' or ')}`)
    }
    for (const entry of late) entry.steps -= 1
    for (const { effect } of late.filter((entry) => entry.steps === 0)) effect()
    const chosen = strategy.next(waiting.map(({ task }) => task))
    const place = waiting.findIndex(({ task }) => task === chosen)
    const [turn] = waiting.splice(place, 1)
    if (place === -1 || !turn) throw new Error(`task ${chosen} doesn't wait`)
    steps[chosen] = (steps[chosen] ?? 0) + 1
    turn.go(strategy.strike?.() ?? 'none')
  }
  for (const { effect } of late.filter((entry) => entry.steps > 0)) effect()
  return steps
}

export interface StrikeRates {
  readonly busy: number
  readonly lost: number
  readonly late: number
  readonly dies: number
}

/** Any order, any strike, from one generator of random numbers. */
export function atRandom(random: () => number, rates: StrikeRates): Strategy {
  return {
    next: (waiting) => waiting[Math.floor(random() * waiting.length)] ?? 0,
    strike() {
      const drawn = random()
      const { busy, lost, late, dies } = rates
      if (drawn < busy) return 'busy'
      if (drawn < busy + lost / 2) return 'lost_before'
      if (drawn < busy + lost) return 'lost_after'
      if (drawn < busy + lost + late) return 'late'
      if (drawn < busy + lost + late + dies / 2) return 'dies_before'
      return drawn < busy + lost + late + dies ? 'dies_after' : 'none'
    },
  }
}

/**
 * Two preemptions at most: `first` runs for `before` calls, the other for `between`, then `first` to
 * its end. `switched` counts the preemptions that really took place.
 */
export function preempting(first: number, before: number, between: number): Strategy & { switched: number } {
  let made = 0
  let turn: 'first' | 'other' | 'last' = 'first'
  return {
    switched: 0,
    next(waiting) {
      const own = waiting.find((index) => index === first)
      const other = waiting.find((index) => index !== first)
      if (turn === 'first' && made === before && own !== undefined && other !== undefined) {
        turn = 'other'
        made = 0
        this.switched = 1
      }
      if (turn === 'other' && made === between && own !== undefined && other !== undefined) {
        turn = 'last'
        this.switched = 2
      }
      made += 1
      return (turn === 'other' ? (other ?? own) : (own ?? other)) ?? 0
    },
  }
}
