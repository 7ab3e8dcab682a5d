import { Query } from 'mingo'
import {
  BusyError,
  type Changes,
  type Database,
  type Document,
  UnknownOutcomeError,
  type Where,
  encodeWhere,
} from '../../cloudfunctions/ledger/database'
import { seededRandom } from '../seed'

/** The process that made the call is gone: it never hears an answer. */
export class Crash extends Error {}

export interface FaultRates {
  /** The effect doesn't happen, the answer is lost. */
  readonly lostBefore: number
  /** The effect happens, the answer is lost. */
  readonly lostAfter: number
  /** The answer is lost now, the effect happens some steps later. */
  readonly late: number
  readonly busy: number
  /** Half of them before the effect, half after. */
  readonly crash: number
}

export const NO_FAULTS: FaultRates = { lostBefore: 0, lostAfter: 0, late: 0, busy: 0, crash: 0 }

/**
 * Decides what happens next, one step at a time, from a seed: the same seed gives the same
 * interleaving of all tasks and the same faults.
 */
export class Schedule {
  now = 0
  faults: FaultRates = NO_FAULTS
  private readonly random: () => number
  private waiting: (() => void)[] = []

  constructor(seed: number) {
    this.random = seededRandom(seed)
  }

  draw(): number {
    return this.random()
  }

  /** Resolves when it is this task's turn. */
  turn(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  /** An effect that nobody waits for. */
  later(effect: () => void): void {
    this.waiting.push(effect)
  }

  /** Runs tasks to their end, interleaved; effects that are still on their way land too. */
  async run(tasks: readonly (() => Promise<void>)[]): Promise<void> {
    let open = tasks.length
    const failures: Error[] = []
    for (const task of tasks)
      void task()
        .catch((error: unknown) => {
          failures.push(error instanceof Error ? error : new Error(String(error)))
        })
        .finally(() => {
          open -= 1
        })
    while (open > 0 || this.waiting.length > 0) {
      await new Promise(setImmediate)
      if (failures[0]) throw failures[0]
      const index = Math.floor(this.random() * this.waiting.length)
      const [next] = this.waiting.splice(index, 1)
      this.now += 1
      next?.()
    }
    if (failures[0]) throw failures[0]
  }
}

/** The `Database` in memory, each call a step of the schedule, with the service's semantics. */
export class ScheduledDatabase implements Database {
  calls = 0
  readonly collections = new Map<string, Map<string, Document>>()

  constructor(private readonly schedule: Schedule) {}

  all<T extends Document>(collection: string): T[] {
    return [...this.rows(collection).values()].map((row) => structuredClone(row) as T)
  }

  async read<T extends Document>(collection: string, id: string): Promise<T | null> {
    return (await this.readMany<T>(collection, [id]))[0] ?? null
  }

  async readMany<T extends Document>(collection: string, ids: readonly string[]): Promise<T[]> {
    await this.arrive('read')
    const rows = this.rows(collection)
    return ids.flatMap((id) => (rows.has(id) ? [structuredClone(rows.get(id)) as T] : []))
  }

  async insert(collection: string, document: Document): Promise<'inserted' | 'duplicate'> {
    return this.insertMany(collection, [document])
  }

  /** Not atomic: those before the first duplicate stay. */
  insertMany(collection: string, documents: readonly Document[]): Promise<'inserted' | 'duplicate'> {
    const copies = structuredClone(documents)
    return this.write(() => {
      const rows = this.rows(collection)
      for (const document of copies) {
        if (rows.has(document._id)) return 'duplicate'
        rows.set(document._id, document)
      }
      return 'inserted'
    })
  }

  replaceWhere(
    collection: string,
    where: Where & { readonly _id: string },
    fields: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    return this.updateWhere(collection, where, { set: fields })
  }

  updateWhere(
    collection: string,
    where: Where & { readonly _id: string },
    changes: Changes,
  ): Promise<boolean> {
    const query = new Query(encodeWhere(where, collection))
    const { set } = structuredClone(changes)
    return this.write(() => {
      const rows = this.rows(collection)
      const row = rows.get(where._id)
      if (!row || !query.test(row as never)) return false
      rows.set(where._id, { ...row, ...set })
      return true
    })
  }

  find(): Promise<never[]> {
    return Promise.reject(new Error('not part of a commit'))
  }
  count(): Promise<number> {
    return Promise.reject(new Error('not part of a commit'))
  }
  updateAndReturn(): Promise<null> {
    return Promise.reject(new Error('not part of a commit'))
  }
  remove(): Promise<number> {
    return Promise.reject(new Error('not part of a commit'))
  }

  private rows(collection: string): Map<string, Document> {
    const rows = this.collections.get(collection) ?? new Map<string, Document>()
    this.collections.set(collection, rows)
    return rows
  }

  private async arrive(kind: 'read' | 'write'): Promise<void> {
    this.calls += 1
    await this.schedule.turn()
    const { busy, crash } = this.schedule.faults
    const drawn = this.schedule.draw()
    if (drawn < busy) throw new BusyError(kind)
    if (drawn < busy + crash / 2) throw new Crash()
  }

  private async write<R>(effect: () => R): Promise<R> {
    await this.arrive('write')
    const { lostBefore, lostAfter, late, crash } = this.schedule.faults
    const drawn = this.schedule.draw()
    if (drawn < lostBefore) throw new UnknownOutcomeError('lost before')
    if (drawn < lostBefore + late) {
      const steps = Math.floor(this.schedule.draw() * 6)
      this.delayed(effect, steps)
      throw new UnknownOutcomeError('late')
    }
    const result = effect()
    if (drawn < lostBefore + late + lostAfter) throw new UnknownOutcomeError('lost after')
    if (drawn < lostBefore + late + lostAfter + crash / 2) throw new Crash()
    await this.schedule.turn()
    return result
  }

  private delayed(effect: () => void, steps: number): void {
    this.schedule.later(() => (steps > 0 ? this.delayed(effect, steps - 1) : effect()))
  }
}
