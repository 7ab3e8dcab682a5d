import type { Due } from '../domain/decision'
import type { Database } from './database'

/** A thing for the staff to prepare for a holder (M031): it only ever moves from open to done. */
export interface BenefitTask {
  readonly _id: string
  readonly state: 'open' | 'done'
  readonly memberId: string
  readonly title: string
  readonly task: string
  readonly window: string
  /** When its window began. Epoch ms. */
  readonly at: number
  readonly done: {
    readonly operationId: string
    readonly clerk: string
    readonly at: number
    readonly note: string
  } | null
}

export interface BenefitTasks {
  /** Once, whoever runs the job how often. */
  create(due: Extract<Due, { kind: 'benefit_task' }>): Promise<void>
  read(taskId: string): Promise<BenefitTask | null>
  /** The longest open first, and how many more there are. Two calls. */
  open(limit: number): Promise<{ tasks: BenefitTask[]; left: number }>
  /** Says whether it was this that completed it. */
  complete(taskId: string, done: NonNullable<BenefitTask['done']>): Promise<boolean>
}

export function benefitTasks(database: Database): BenefitTasks {
  return {
    async create({ taskId, memberId, title, task, window, at }) {
      const document: BenefitTask = {
        _id: taskId,
        state: 'open',
        memberId,
        title,
        task,
        window,
        at,
        done: null,
      }
      await database.insert('tasks', document)
    },

    read: (taskId) => database.read<BenefitTask>('tasks', taskId),

    async open(limit) {
      const where = { state: 'open' }
      const tasks = await database.find<BenefitTask>('tasks', {
        where,
        orderBy: [
          ['at', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      })
      const all = tasks.length < limit ? tasks.length : await database.count('tasks', where)
      return { tasks, left: all - tasks.length }
    },

    complete: (taskId, done) =>
      database.replaceWhere('tasks', { _id: taskId, state: 'open' }, { state: 'done', done }),
  }
}
