import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Something that has work at known moments and wants the clock to stop there: timers, retries. */
export interface DueSource {
  /** The first moment in (after, until] with work, or null. Asked again after each stop. */
  nextDue(after: number, until: number): number | null
  /** Does the work of one moment, while the clock stands there (or a little later, as time runs). */
  runAt(moment: number): Promise<void>
}

export type MoveListener = (from: number, to: number) => void

/** The one clock of the whole machine: CloudBase, its functions, WeChat and the timers follow it. */
export interface TestClock {
  /** Epoch ms. */
  now(): number
  /** What to add to the machine's own time; a frozen clock gives it for the moment of asking. */
  offset(): number
  /** Moves ahead, running what falls due on the way, each at its own moment. Refuses negatives. */
  advance(ms: number): Promise<void>
  /** Goes to a moment. Ahead: like advance. Back: nothing runs, as when a machine's clock is set. */
  set(moment: number): Promise<void>
  /** Goes to a moment without running anything; what is overdue then runs with the next look. */
  jump(moment: number): Promise<void>
  /** Runs what fell due since the last look, for a clock that follows the machine's time. */
  runDue(): Promise<void>
  onMove(listener: MoveListener): () => void
  addSource(source: DueSource): () => void
  /** Ends a journey at its next stop, and waits until it has ended. */
  close(): Promise<void>
}

export interface TestClockOptions {
  /** Where the offset outlives a restart; absent: only in memory. */
  file?: string
  /** The moment to begin at when the file has none; default: the machine's time. */
  start?: number
  /** A frozen clock moves only when it is told to: for tests that count. */
  frozen?: boolean
}

/** The machine's own time, kept so that an overridden `Date` doesn't feed on itself. */
const machineNow = Date.now.bind(Date)

export function createTestClock(options: TestClockOptions = {}): TestClock {
  const stored = readOffset(options.file)
  let offset = stored ?? (options.start === undefined ? 0 : options.start - machineNow())
  let frozenAt = options.frozen ? machineNow() + offset : null
  const listeners = new Set<MoveListener>()
  const sources = new Set<DueSource>()
  let lookedAt = now()
  /** Moves run one after the other: two at once would run the same timers twice. */
  let queue: Promise<void> = Promise.resolve()
  let closed = false

  function now(): number {
    return frozenAt ?? machineNow() + offset
  }

  function place(moment: number): void {
    const from = now()
    offset = moment - machineNow()
    if (frozenAt !== null) frozenAt = moment
    if (options.file) writeOffset(options.file, offset)
    for (const listener of listeners) listener(from, moment)
  }

  async function travel(to: number): Promise<void> {
    for (;;) {
      if (closed) return
      const next = earliest(sources, lookedAt, to)
      if (next === null) break
      if (next.moment > now()) place(next.moment)
      lookedAt = next.moment
      for (const source of next.sources) await source.runAt(next.moment)
    }
    if (to > now()) place(to)
    lookedAt = Math.max(lookedAt, to)
  }

  async function jump(moment: number): Promise<void> {
    place(moment)
    lookedAt = moment
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  return {
    now,
    offset: () => now() - machineNow(),
    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError('advance takes whole milliseconds >= 0')
      return inTurn(() => travel(now() + ms))
    },
    set(moment) {
      requireInstant(moment)
      return inTurn(() => (moment >= now() ? travel(moment) : jump(moment)))
    },
    jump(moment) {
      requireInstant(moment)
      return inTurn(() => jump(moment))
    },
    runDue: () => inTurn(() => travel(now())),
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    addSource(source) {
      sources.add(source)
      return () => sources.delete(source)
    },
    close() {
      closed = true
      return queue
    },
  }
}

function requireInstant(moment: number): void {
  if (!Number.isSafeInteger(moment)) throw new RangeError('a moment is given in epoch milliseconds')
}

function earliest(
  sources: ReadonlySet<DueSource>,
  after: number,
  until: number,
): { moment: number; sources: DueSource[] } | null {
  let moment = Number.POSITIVE_INFINITY
  let first: DueSource[] = []
  for (const source of sources) {
    const due = source.nextDue(after, until)
    if (due === null || due > moment) continue
    if (due <= after) throw new Error('A due source named a moment that had passed already')
    first = due === moment ? [...first, source] : [source]
    moment = due
  }
  return first.length === 0 ? null : { moment, sources: first }
}

function readOffset(file: string | undefined): number | null {
  if (!file || !existsSync(file)) return null
  const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const offset = (stored as { offset?: unknown }).offset
  return typeof offset === 'number' && Number.isFinite(offset) ? offset : null
}

function writeOffset(file: string, offset: number): void {
  mkdirSync(dirname(file), { recursive: true })
  const whole = JSON.stringify({ offset })
  writeFileSync(`${file}.new`, whole)
  renameSync(`${file}.new`, file)
}
