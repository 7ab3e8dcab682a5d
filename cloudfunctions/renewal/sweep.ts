import { forTimers } from '../entry/handler'

const MEMBERS_A_RUN = 500

/**
 * Archives idle tails; what is left comes with the next run. The same timer keeps the daily figures
 * of what members really save: CloudBase allows a function one trigger.
 */
export const sweep = forTimers('renewal.sweep', async (_input, { backend, now, deadline }) => {
  const swept = await backend.sweeper.sweep({ now, deadline, limit: MEMBERS_A_RUN })
  const figures = await backend.typicalSavings.refresh({ now, deadline })
  return { ...swept, left: swept.left || figures.left }
})
