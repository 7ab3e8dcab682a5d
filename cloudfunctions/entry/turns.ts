import type { Scope } from './handler'

/** How a job's turn in a timer's run ended. */
export type Turn<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed' } | { readonly kind: 'no_time' }

/**
 * Gives a job of a timer its turn. One that fails doesn't keep those behind it waiting: it is logged
 * by its own name and its error's, which say nothing of a person, and comes again with the next run.
 * Once the time is up none begins any more.
 * @param timer under which name the log has it
 */
export async function takeTurn<T>(
  { timer, job }: { readonly timer: string; readonly job: string },
  work: () => Promise<T>,
  {
    backend,
    deadline,
    requestId,
  }: Pick<Scope, 'deadline' | 'requestId'> & {
    readonly backend: Pick<Scope['backend'], 'clock'>
  },
): Promise<Turn<T>> {
  if (backend.clock() > deadline) return { kind: 'no_time' }
  try {
    return { kind: 'done', value: await work() }
  } catch (error) {
    const failed = error instanceof Error ? error.name : 'error'
    console.error(JSON.stringify({ requestId, [timer]: job, failed }))
    return { kind: 'failed' }
  }
}
