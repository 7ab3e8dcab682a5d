import { serve } from '../entry/serve'
import { inbox } from './inbox'
import { allowMessages, messageSettings, readInbox, switchFlow } from './message-choices'
import { sweep } from './sweep'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'renewal.sweep': sweep,
  'renewal.inbox': inbox,
  'renewal.readInbox': readInbox,
  'renewal.allowMessages': allowMessages,
  'renewal.messageSettings': messageSettings,
  'renewal.switchFlow': switchFlow,
}

export const main = serve('renewal', handlers, { timers: { sweep: 'renewal.sweep' } })
