import { forStaff } from '../entry/handler'

export const renewalDrivers = forStaff('operations.renewalDrivers', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run() {
    throw new Error('operations.renewalDrivers has no books yet')
  },
})
