import { useCallback, useEffect, useRef, useState } from 'react'
import { toCallError, type CallError } from '@/services/call'

export interface PagedState<T> {
  status: 'loading' | 'ready' | 'failed'
  error: CallError | null
  items: T[]
  /** Whether there is more; `more` brings it. */
  hasMore: boolean
  loadingMore: boolean
  more: () => Promise<void>
  reload: () => Promise<void>
}

/** Rows in the first setData; the rest of a page follows when the list is read to its end. */
const SHOWN_FIRST = 12

type FetchPage<T, C> = (before: C | undefined) => Promise<{ items: T[]; next: C | null }>

/** A list that comes in pages of at most twenty, the newest first. `key` says when it is another list. */
export function usePaged<T, C = number>(key: string, fetchPage: FetchPage<T, C>): PagedState<T> {
  const [status, setStatus] = useState<PagedState<T>['status']>('loading')
  const [error, setError] = useState<CallError | null>(null)
  const [items, setItems] = useState<T[]>([])
  const [next, setNext] = useState<C | null>(null)
  const [shown, setShown] = useState(SHOWN_FIRST)
  const [loadingMore, setLoadingMore] = useState(false)
  const fetcher = useRef(fetchPage)
  fetcher.current = fetchPage

  const reload = useCallback(async () => {
    try {
      const page = await fetcher.current(undefined)
      setItems(page.items)
      setShown(SHOWN_FIRST)
      setNext(page.next)
      setError(null)
      setStatus('ready')
    } catch (thrown) {
      setError(toCallError(thrown))
      setStatus((before) => (before === 'ready' ? before : 'failed'))
    }
  }, [])

  const more = useCallback(async () => {
    setShown(Number.MAX_SAFE_INTEGER)
    if (shown < items.length || next === null || loadingMore) return
    setLoadingMore(true)
    try {
      const page = await fetcher.current(next)
      setItems((before) => [...before, ...page.items])
      setNext(page.next)
      setError(null)
    } catch (thrown) {
      setError(toCallError(thrown))
    } finally {
      setLoadingMore(false)
    }
  }, [next, loadingMore, shown, items.length])

  useEffect(() => {
    setStatus('loading')
    void reload()
  }, [key, reload])

  const hasMore = next !== null || shown < items.length
  return { status, error, items: items.slice(0, shown), hasMore, loadingMore, more, reload }
}
