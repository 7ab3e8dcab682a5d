/**
 * The time of the logic layer: timers run only when the test lets time pass, so that no test
 * sleeps and a page that polls every two seconds stands still until it is told to.
 */

/** Timers up to this long belong to what a page is doing; longer ones wait for something. */
const SHORT_MS = 50
/** A page whose short timers go on for longer than this never comes to rest. */
const MOST_MS = 2000

interface Timer {
  readonly id: number
  due: number
  readonly isShort: boolean
  readonly every: number | null
  readonly callback: (...args: unknown[]) => unknown
  readonly args: unknown[]
}

export class VirtualTime {
  private readonly timers = new Map<number, Timer>()
  private lastId = 0
  private readonly inFlight = new Set<Promise<unknown>>()
  private readonly thrown: unknown[] = []

  /** @param now epoch ms at which the phone's clock stands */
  constructor(private instant: number) {}

  now(): number {
    return this.instant
  }

  setTimeout(callback: Timer['callback'], delay: unknown, args: unknown[]): number {
    return this.add(callback, delay, args, false)
  }

  setInterval(callback: Timer['callback'], delay: unknown, args: unknown[]): number {
    return this.add(callback, delay, args, true)
  }

  clear(id: unknown): void {
    if (typeof id === 'number') this.timers.delete(id)
  }

  /** Keeps `settle` waiting until the promise is done: a call that is under way. */
  track<T>(promise: Promise<T>): Promise<T> {
    const quiet = promise.then(
      () => undefined,
      () => undefined,
    )
    this.inFlight.add(quiet)
    void quiet.then(() => this.inFlight.delete(quiet))
    return promise
  }

  /** Remembers an error that nobody caught; the next `settle` throws it. */
  fail(error: unknown): void {
    this.thrown.push(error)
  }

  /**
   * Runs short timers and everything that follows from them, until none is left. Waits for calls
   * under way (at most ten real seconds) unless `calls` is false.
   */
  async settle({ calls = true } = {}): Promise<void> {
    const end = this.instant + MOST_MS
    for (;;) {
      await this.drain()
      const short = this.earliest(({ isShort }) => isShort)
      if (short) {
        if (short.due > end) throw new Error('the page never comes to rest: timers start timers')
        this.run(this.earliest() ?? short)
        continue
      }
      if (!calls || this.inFlight.size === 0) return
      await this.oneCallDone()
    }
  }

  /** Lets time pass: every timer on the way runs at its own moment. */
  async advance(ms: number): Promise<void> {
    await this.settle()
    const end = this.instant + ms
    for (;;) {
      const next = this.earliest()
      if (!next || next.due > end) break
      this.run(next)
      await this.settle()
    }
    this.instant = Math.max(this.instant, end)
    await this.settle()
  }

  private add(callback: Timer['callback'], delay: unknown, args: unknown[], repeat: boolean): number {
    if (typeof callback !== 'function') throw new TypeError('a timer needs a function')
    const wait = Math.max(0, Number(delay) || 0)
    const id = (this.lastId += 1)
    const every = repeat ? Math.max(4, wait) : null
    const isShort = every === null && wait <= SHORT_MS
    this.timers.set(id, { id, due: this.instant + (every ?? wait), isShort, every, callback, args })
    return id
  }

  private earliest(fits: (timer: Timer) => boolean = () => true): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.timers.values()) {
      if (fits(timer) && (!first || timer.due < first.due)) first = timer
    }
    return first
  }

  private run(timer: Timer): void {
    this.instant = Math.max(this.instant, timer.due)
    if (timer.every === null) this.timers.delete(timer.id)
    else timer.due = this.instant + timer.every
    try {
      timer.callback(...timer.args)
    } catch (error) {
      this.fail(error)
    }
  }

  /** Lets promises of every realm go on, then reports what went wrong meanwhile. */
  private async drain(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    if (this.thrown.length > 0) throw this.thrown.shift()
  }

  private async oneCallDone(): Promise<void> {
    let giveUp: NodeJS.Timeout | undefined
    const tooLong = new Promise((_resolve, reject) => {
      giveUp = setTimeout(() => reject(new Error('a call has been under way for a minute')), 60_000)
    })
    try {
      await Promise.race([...this.inFlight, tooLong])
    } finally {
      clearTimeout(giveUp)
    }
  }
}
