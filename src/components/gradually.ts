import { useEffect, useState } from 'react'

/** Between two portions: long enough for the view layer to draw one. */
const PAUSE_MS = 30

interface Options {
  /** Rows of one portion: what they send to the view layer stays below 10 KiB. */
  portion: number
  /** Rows that come with the page; a portion by default, fewer where the page holds much else. */
  first?: number
  /** Rows to draw without being asked; `more` allows as many again. */
  page: number
}

/**
 * How many rows of a list to draw now. The first ones come with the page and the others follow
 * portion by portion, so that no setData is large and the first view is there at once. The rows must be the
 * only children of their parent: then each portion sends its own rows and nothing else.
 */
export function useGradually(
  total: number,
  { portion, page, first = portion }: Options,
): { shown: number; left: number; more: () => void } {
  const [limit, setLimit] = useState(page)
  const [shown, setShown] = useState(first)
  const wanted = Math.min(total, limit)
  useEffect(() => {
    if (shown >= wanted) return undefined
    const timer = setTimeout(() => setShown(Math.min(wanted, shown + portion)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [shown, wanted, portion])
  const now = Math.min(shown, total)
  return { shown: now, left: total - Math.min(total, limit), more: () => setLimit(limit + page) }
}
