import type { CareFacts } from '../domain/care-account'
import { type Database, inside } from './database'

type Step = Extract<CareFacts, { kind: 'event_place' }>['step']

/** What became of an event's places, as the archived books hold it (M105). */
export interface EventFigures {
  /** How often this happened; one call. */
  count(eventId: string, step: Step): Promise<number>
}

export function eventFigures(database: Database): EventFigures {
  return {
    count: (eventId, step) => database.count('journal', { facts: inside({ eventId, step }) }),
  }
}
