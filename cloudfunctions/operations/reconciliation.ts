import { forStaff } from '../entry/handler'

const NOTHING = { payments: 0, paid: 0, refunds: 0, refunded: 0 }

/** A past day's bill against the books, as the payment function found it; pending until it did. */
export const reconciliation = forStaff('operations.reconciliation', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ day }, { backend }) {
    const found = await backend.reconciliations.read(day)
    if (!found) return { day, state: 'pending', bill: NOTHING, books: NOTHING, differences: [] }
    const { state, bill, books, differences } = found
    return { day, state, bill, books, differences: [...differences] }
  },
})
