import type { ReactNode } from 'react'
import { withPart, type Draft, type Settings } from '../../draft/draft'

export interface FormProps {
  draft: Draft
  edit: (change: (draft: Draft) => Draft) => void
  /** Which of several things a refusal is about. */
  at: number | null
}

/** A form of the set-up guide: which part of the draft it edits, and why it is asked. */
export interface Form {
  title: string
  /** Paths of the draft that it edits. */
  edits: RegExp
  explains: string
  Fields: (props: FormProps) => ReactNode
}

/** Lays a part over the settings; settings without any part are left out. */
export function withSettings(part: { [K in keyof Settings]?: Settings[K] | undefined }) {
  return (draft: Draft): Draft => ({ ...draft, settings: withPart(draft.settings ?? {}, part) })
}

export function withShop(part: Partial<Draft['shop']>) {
  return (draft: Draft): Draft => ({ ...draft, shop: { ...draft.shop, ...part } })
}
