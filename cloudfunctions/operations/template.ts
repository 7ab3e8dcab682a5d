import { templateDraft } from '../domain/templates'
import { forStaff } from '../entry/handler'

/** A catalogue to begin with; nothing is stored until the owner releases it. */
export const template = forStaff('operations.template', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: ({ trade, name }) => Promise.resolve({ draft: templateDraft(trade, name) }),
})
