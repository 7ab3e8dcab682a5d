import type { ReactNode } from 'react'
import type { Output } from '@/services/contract'
import type { Draft } from '../../draft/draft'

export type ProgrammePreview = Output<'operations.previewProgramme'>
export type CostPart = ProgrammePreview['costs'][number]['part']

export interface PartProps {
  draft: Draft
  edit: (change: (draft: Draft) => Draft) => void
  /** Which of several things a refusal is about. */
  at: number | null
}

/** One part of the programme: what it is, its fields, and what members will see of it. */
export interface Part {
  title: string
  explains: string
  law?: string
  /** What is set now, in a line; null when there is none. */
  summary: (draft: Draft) => string | null
  Fields: (props: PartProps) => ReactNode
  /** Nothing where members see nothing of it. */
  Preview?: (props: { preview: ProgrammePreview }) => ReactNode
  /** Whose costs belong here. */
  costs?: CostPart
}

/** `3种` with the names of the first ones; null for an empty list. */
export function namesOf(names: readonly string[], unit: string): string | null {
  if (names.length === 0) return null
  const first = names.slice(0, 2).map((name) => name || '未命名')
  return names.length > 2 ? `${first.join('、')}等${names.length}${unit}` : first.join('、')
}
