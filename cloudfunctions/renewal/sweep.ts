import { forTimers } from '../entry/handler'

const MEMBERS_A_RUN = 500

/** Archives idle tails; what is left comes with the next run. */
export const sweep = forTimers('renewal.sweep', async (_input, { backend, now, deadline }) =>
  backend.sweeper.sweep({ now, deadline, limit: MEMBERS_A_RUN }),
)
