import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DueSource, TestClock } from '../../clock'
import { type Cron, parseCron } from './cron'
import type { FunctionHost } from './host'

export interface TimerRun {
  functionName: string
  triggerName: string
  /** Epoch ms of the firing. */
  at: number
  result?: unknown
  error?: string
}

export interface FunctionTimers extends DueSource {
  /** Fires every trigger now, or those of one function, whatever the clock says. */
  runNow(functionName?: string): Promise<TimerRun[]>
  /** The last runs, the newest last. */
  readonly runs: readonly TimerRun[]
  /** How many there were altogether. */
  readonly count: number
  readonly triggers: readonly { functionName: string; triggerName: string; expression: string }[]
}

interface Trigger {
  functionName: string
  triggerName: string
  expression: string
  cron: Cron
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SHANGHAI = 8 * HOUR
const KEPT_RUNS = 200

/**
 * The timer triggers of all functions, fired on the test clock. When the clock is moved far ahead,
 * a trigger that fires at least hourly is thinned out, by how far the end still is: beyond 31 days
 * its first firing of each day, beyond an hour its first of each hour, every one within the last
 * hour. All others fire each time. A year therefore costs about 1,200 runs of a minute timer
 * instead of 525,600.
 */
export function createFunctionTimers(options: {
  functionsDir: string
  host: FunctionHost
  clock: Pick<TestClock, 'now'>
}): FunctionTimers {
  const triggers = readTriggers(options.functionsDir)
  const runs: TimerRun[] = []
  let count = 0

  async function run(trigger: Trigger, at: number): Promise<TimerRun> {
    const event = {
      Type: 'Timer',
      TriggerName: trigger.triggerName,
      Time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
      Message: '',
    }
    const { functionName, triggerName } = trigger
    const done: TimerRun = { functionName, triggerName, at }
    try {
      done.result = await options.host.invoke(functionName, event, { source: 'wx_trigger', trigger: 'timer' })
    } catch (error) {
      // The platform discards a timer's failure too; the next firing finds the work still there.
      done.error = error instanceof Error ? error.message : String(error)
      options.host.logs.write(functionName, `timer ${triggerName} failed: ${done.error}\n`)
    }
    runs.push(done)
    count += 1
    if (runs.length > KEPT_RUNS) runs.splice(0, runs.length - KEPT_RUNS)
    return done
  }

  return {
    runs,
    triggers,
    get count() {
      return count
    },
    nextDue(after, until) {
      let first: number | null = null
      for (const { cron } of triggers) {
        const due = thinnedNext(cron, after, until)
        if (due !== null && due <= until && (first === null || due < first)) first = due
      }
      return first
    },
    async runAt(moment) {
      for (const trigger of triggers) {
        if (trigger.cron.next(moment - 1) === moment) await run(trigger, moment)
      }
    },
    async runNow(functionName) {
      const done: TimerRun[] = []
      for (const trigger of triggers) {
        if (functionName !== undefined && trigger.functionName !== functionName) continue
        done.push(await run(trigger, options.clock.now()))
      }
      return done
    },
  }
}

function thinnedNext(cron: Cron, after: number, until: number): number | null {
  const due = cron.next(after)
  if (due === null || until - due <= HOUR) return due
  const following = cron.next(due)
  if (following === null || following - due > HOUR) return due
  const [unit, fineFrom] = until - due > 31 * DAY ? [DAY, until - 31 * DAY] : [HOUR, until - HOUR]
  const unitStart = Math.floor((after + SHANGHAI) / unit) * unit - SHANGHAI
  // Kept is the first firing of each unit, whatever else the clock stops at in between.
  const ofThisUnit = cron.next(unitStart - 1)
  if (ofThisUnit !== null && ofThisUnit > after) return ofThisUnit
  return cron.next(Math.min(unitStart + unit, fineFrom) - 1)
}

function readTriggers(functionsDir: string): Trigger[] {
  if (!existsSync(functionsDir)) return []
  return readdirSync(functionsDir)
    .sort()
    .flatMap((functionName) => {
      const file = join(functionsDir, functionName, 'config.json')
      if (!existsSync(file)) return []
      const { triggers = [] } = JSON.parse(readFileSync(file, 'utf8')) as {
        triggers?: { name: string; type: string; config: string }[]
      }
      if (triggers.length > 1)
        throw new Error(`${functionName}: the platform allows one trigger per function`)
      return triggers.map(({ name, type, config }) => {
        if (type !== 'timer') throw new Error(`${functionName}: unknown trigger type ${type}`)
        return { functionName, triggerName: name, expression: config, cron: parseCron(config) }
      })
    })
}
