/** 引流、留存、活跃、转化、裂变 (M102), and who has left. */
export const LIFECYCLE_STAGES = ['attracted', 'retained', 'active', 'converted', 'advocating'] as const
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number]

/** The stage that was last logged; null until the first. Epoch ms. */
export type LifecycleAccount = { stage: LifecycleStage; since: number } | null
