/** One call as it was received, whatever became of it. */
export interface LoggedCall {
  seq: number
  action: string
  collection: string | null
  at: number
  /** Documents read to answer it. */
  examined: number
}

const longestLog = 100_000

/** Counts round trips. The unmodified SDK names no caller, so totals and a log are all there is. */
export class Counters {
  total = 0
  actions: Record<string, number> = {}
  log: LoggedCall[] = []
  private lastSeq = 0

  constructor(private readonly now: () => number) {}

  record(action: string, collection: string | null): LoggedCall {
    const call = { seq: ++this.lastSeq, action, collection, at: this.now(), examined: 0 }
    this.total++
    this.actions[action] = (this.actions[action] ?? 0) + 1
    this.log.push(call)
    if (this.log.length > longestLog) this.log.splice(0, longestLog / 2)
    return call
  }

  reset(): void {
    this.total = 0
    this.actions = {}
    this.log = []
  }
}
