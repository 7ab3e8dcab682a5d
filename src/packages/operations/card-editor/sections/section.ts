import type { ReactNode } from 'react'
import type { Output } from '@/services/contract'
import type { Draft, PlanDraft, PlanTerms } from '../../draft/draft'

export type Mode = NonNullable<PlanTerms['mode']>
export type Economics = Output<'operations.previewPlan'>['economics']

/** What a section of the editor works on. */
export interface SectionProps {
  plan: PlanDraft
  terms: PlanTerms
  draft: Draft
  /** As the last preview worked it out; null before the first. */
  economics: Economics | null
  /** Which of several things a refusal is about. */
  at: number | null
  changeTerms: (part: { [K in keyof PlanTerms]?: PlanTerms[K] | undefined }) => void
  changePlan: (part: { [K in keyof PlanDraft]?: PlanDraft[K] | undefined }) => void
}

/** One offer of a card: what it is, what the shopper sees, what the law asks, and its fields. */
export interface Section {
  /** The key in the terms, or in the plan, that it edits. */
  id: string
  /** Other keys that it edits too. */
  also?: readonly string[]
  title: string
  modes: readonly Mode[]
  /** What is set now, in a line; null when this is not offered. */
  summary: (plan: PlanDraft) => string | null
  /** What the shopper sees and gets, and what the owner owes. */
  explains: string
  law?: string
  Fields: (props: SectionProps) => ReactNode
}

export const EVERY_MODE: readonly Mode[] = ['ticket', 'stored_value', 'alliance', 'coupon_pack']
export const WITH_A_TERM: readonly Mode[] = ['ticket', 'alliance']
