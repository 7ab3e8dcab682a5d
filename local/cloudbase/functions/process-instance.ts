import { type ChildProcess, fork } from 'node:child_process'
import { instanceRunner } from './instance-runner'
import type { CallOrder, Order, Report } from './protocol'

export type Outcome =
  | { kind: 'answer'; result: string }
  | { kind: 'failure'; name: string; message: string }
  | { kind: 'too_large'; bytes: number }
  | { kind: 'timed_out' }
  | { kind: 'exited' }

export interface InstanceOptions {
  /** The function's `index.js`. */
  file: string
  /** The whole environment of the process: nothing is inherited. */
  environment: Record<string, string>
  /** Clock offset while the function's modules load. */
  offset: number
  /** Stops the process between calls, as the platform does: work left behind doesn't go on. */
  freeze: boolean
  onOutput(text: string): void
}

/** One process that runs one function, one call at a time. */
export interface Instance {
  readonly pid: number
  readonly alive: boolean
  call(order: Omit<CallOrder, 'kind'>, timeoutMs: number): Promise<Outcome>
  /** Ends it at once, wherever it stands. */
  kill(): void
  readonly exited: Promise<void>
}

/** Frozen processes don't notice that their channel has closed: nobody else would end them. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a process and waits until the function is loaded; rejects with what loading said. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const child = fork(instanceRunner(), [], {
    env: options.environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stdout?.setEncoding('utf8').on('data', options.onOutput)
  child.stderr?.setEncoding('utf8').on('data', options.onOutput)
  running.add(child)
  let alive = true
  let pending: { id: string; settle(outcome: Outcome): void } | null = null
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      alive = false
      running.delete(child)
      pending?.settle({ kind: 'exited' })
      resolve()
    })
  })
  await loaded(child, options)
  child.on('message', (report: Report) => {
    if (!pending || !('id' in report) || report.id !== pending.id) return
    const { kind, id: _id, ...rest } = report
    pending.settle({ kind, ...rest } as Outcome)
  })
  if (options.freeze) child.kill('SIGSTOP')

  return {
    pid: child.pid ?? -1,
    get alive() {
      return alive
    },
    exited,
    kill() {
      alive = false
      child.kill('SIGKILL')
    },
    call(order, timeoutMs) {
      if (pending) throw new Error('an instance takes one call at a time')
      if (!alive) return Promise.resolve({ kind: 'exited' })
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          alive = false
          child.kill('SIGKILL')
          settle({ kind: 'timed_out' })
        }, timeoutMs)
        const settle = (outcome: Outcome): void => {
          clearTimeout(timer)
          pending = null
          if (options.freeze && alive) child.kill('SIGSTOP')
          resolve(outcome)
        }
        pending = { id: order.id, settle }
        if (options.freeze) child.kill('SIGCONT')
        send(child, { kind: 'call', ...order })
      })
    },
  }
}

function loaded(child: ChildProcess, options: InstanceOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error): void => {
      child.off('message', onReport)
      child.off('exit', onExit)
      if (!error) return resolve()
      child.kill('SIGKILL')
      reject(error)
    }
    const onReport = (report: Report): void => {
      if (report.kind === 'ready') finish()
      else if (report.kind === 'load_failed') finish(new Error(report.message))
    }
    const onExit = (): void => finish(new Error('the process ended while the function was loading'))
    child.on('message', onReport)
    child.once('exit', onExit)
    child.once('error', finish)
    send(child, { kind: 'load', file: options.file, offset: options.offset })
  })
}

/** A channel that has just closed is no error of its own: the exit tells. */
function send(child: ChildProcess, order: Order): void {
  child.send(order, () => undefined)
}
