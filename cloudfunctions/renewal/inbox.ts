import { forPersons } from '../entry/handler'

/** What the member was told, page by page, the newest first. */
export const inbox = forPersons('renewal.inbox', (_input, { now }) =>
  Promise.resolve({ now, rows: [], unread: false, next: null }),
)
