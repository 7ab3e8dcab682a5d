import type { Output } from '@/services/contract'

export type AtCounter = Output<'counter.benefits'>

/** Where a member is served: the branch, and the ticket of this visit. */
export interface Where {
  branchId: string
  visit: string
}

/** What a row does: it carries something out and says in one sentence what came of it; null: nothing did. */
export type CarryOut = (work: () => Promise<string | null>) => Promise<void>
