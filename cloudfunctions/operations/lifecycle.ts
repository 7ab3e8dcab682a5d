import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

export const lifecycle = forStaff('operations.lifecycle', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: () => Promise.resolve(refuse('INTERNAL')),
})
