import { copyAnswer } from '../entry/agreement-copy'
import { forStaff } from '../entry/handler'

/** The copy of what an order agreed, for the owner; nothing of the person but what the order says (L6). */
export const agreementCopy = forStaff('operations.agreementCopy', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async ({ orderId }, scope) =>
    copyAnswer({ order: await scope.backend.orders.read(orderId), contract: null, state: undefined }, scope),
})
