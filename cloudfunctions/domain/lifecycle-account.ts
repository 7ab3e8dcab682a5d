/** 引流、留存、活跃、转化、裂变 (M102), and who has left. */
export const LIFECYCLE_STAGES = ['attracted', 'retained', 'active', 'converted', 'advocating'] as const
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number]

/** What stages are made of beside cards and invitations; null until the first order or stage. */
export type LifecycleAccount = {
  /** The stage that was last logged; null: none yet. */
  stage: LifecycleStage | null
  /** As of when it was logged. Epoch ms. */
  since: number
  /** The newest orders that count, the newest first. */
  orders: { receiptId: string; at: number; branchId: string }[]
  /** Of the newest of them. */
  branchId: string | null
  /** All that ever counted. */
  count: number
} | null

/** A member went from one stage to another; of the first there is none before. */
export interface StageFacts {
  kind: 'stage'
  from: LifecycleStage | null
  to: LifecycleStage
  /** Of the newest order; null: none yet. */
  branchId: string | null
  /** As of when. Epoch ms. */
  at: number
}
