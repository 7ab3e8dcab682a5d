import { refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { forStaff } from '../entry/handler'
import { peopleNow } from '../entry/successors'
import { maskedName } from '../entry/views'

const MOST_SHOWN = 100

/** What waits to be prepared for holders (M031), the longest waiting first. Any branch may do it. */
export const tasks = forStaff('counter.tasks', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, scope) {
    const { tasks: open, left } = await scope.backend.benefitTasks.open(MOST_SHOWN)
    const people = await peopleNow(
      open.map(({ memberId }) => memberId),
      scope.backend,
    )
    return {
      tasks: open.map(({ _id: taskId, memberId, title, task, window, at }) => {
        const person = people.get(memberId)
        return {
          taskId,
          title,
          task,
          memberNumber: person?.number ?? memberId,
          displayName: person ? maskedName(person) : '',
          window,
          since: shanghaiDay(at),
        }
      }),
      left,
    }
  },
})

/** Says that a task was done, once; who says so again with the same operation reads the same. */
export const completeTask = forStaff('counter.completeTask', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ operationId, taskId, note }, { backend, now, memberId: clerk }) {
    const task = await backend.benefitTasks.read(taskId)
    if (!task) return refuse('NOT_FOUND')
    if (
      task.state === 'open' &&
      (await backend.benefitTasks.complete(taskId, { operationId, clerk, at: now, note }))
    )
      return { taskId, completedAt: now }
    const done = (await backend.benefitTasks.read(taskId))?.done ?? null
    if (done === null) return refuse('BUSY')
    const isSame = done.operationId === operationId && done.clerk === clerk
    return isSame ? { taskId, completedAt: done.at } : refuse('TASK_DONE')
  },
})
