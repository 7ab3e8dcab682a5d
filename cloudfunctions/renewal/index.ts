import { serve } from '../entry/serve'
import { sweep } from './sweep'

/** Named so that tests can run them on a database of their own. */
export const handlers = { 'renewal.sweep': sweep }

export const main = serve('renewal', handlers, { timers: { sweep: 'renewal.sweep' } })
