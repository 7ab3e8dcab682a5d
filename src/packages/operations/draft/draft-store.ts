import { create } from 'zustand'
import { forgetStored, readStored, writeStored } from '@/platform/storage'
import type { Output } from '@/services/contract'
import type { Draft } from './draft'
import { stillOpen, type Problem } from './problems'
import { rebase, same } from './rebase'

const KEY = 'catalogue-draft'

/** What was changed on this phone, and the release that it was changed from. */
interface Kept {
  base: Draft | null
  draft: Draft
}

interface DraftState {
  /** Number of the newest release that is known; 0 before the first. */
  release: number
  /** Epoch ms. */
  releasedAt: number | null
  released: Draft | null
  /** What would be released: the owner's changes over what is released now. */
  draft: Draft | null
  problems: readonly Problem[]
  /** Takes what is released now; the owner's changes stay over it. */
  learn: (answer: Output<'operations.catalogue'>) => void
  /** Changes the draft; it is kept on the phone until it is released or thrown away. */
  edit: (change: (draft: Draft) => Draft) => void
  /** Begins with a whole draft, where nothing is released yet. */
  begin: (draft: Draft) => void
  report: (problems: readonly Problem[]) => void
  discard: () => void
}

/** One draft for all pages that edit it; it outlives them, and the app. */
export const useDraftStore = create<DraftState>((set, get) => ({
  release: 0,
  releasedAt: null,
  released: null,
  draft: null,
  problems: [],
  learn: ({ release, releasedAt, draft: released }) => {
    const kept = readStored<Kept>(KEY)
    const draft = kept && released ? rebase(kept.base, kept.draft, released) : (kept?.draft ?? released)
    if (kept && draft) keep(released, draft)
    set({ release, releasedAt, released, draft })
  },
  edit: (change) => {
    const { draft: before, released, problems } = get()
    if (!before) return
    const draft = change(before)
    keep(released, draft)
    set({ draft, problems: stillOpen(problems, before, draft) })
  },
  begin: (draft) => {
    keep(get().released, draft)
    set({ draft, problems: [] })
  },
  report: (problems) => set({ problems }),
  discard: () => {
    forgetStored(KEY)
    set(({ released }) => ({ draft: released, problems: [] }))
  },
}))

function keep(base: Draft | null, draft: Draft): void {
  if (same(base, draft)) forgetStored(KEY)
  else writeStored(KEY, { base, draft } satisfies Kept)
}
