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

type FetchPage<T> = (before: number | undefined) => Promise<{ items: T[]; next: number | null }>

/** A list that comes in pages of at most twenty, the newest first. `key` says when it is another list. */
export function usePaged<T>(key: string, fetchPage: FetchPage<T>): PagedState<T> {
  const [status, setStatus] = useState<PagedState<T>['status']>('loading')
  const [error, setError] = useState<CallError | null>(null)
  const [items, setItems] = useState<T[]>([])
  const [next, setNext] = useState<number | null>(null)
  const [loadingMore, setLoadingMore] = useState(false)
  const fetcher = useRef(fetchPage)
  fetcher.current = fetchPage

  const reload = useCallback(async () => {
    try {
      const page = await fetcher.current(undefined)
      setItems(page.items)
      setNext(page.next)
      setError(null)
      setStatus('ready')
    } catch (thrown) {
      setError(toCallError(thrown))
      setStatus((before) => (before === 'ready' ? before : 'failed'))
    }
  }, [])

  const more = useCallback(async () => {
    if (next === null || loadingMore) return
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
  }, [next, loadingMore])

  useEffect(() => {
    setStatus('loading')
    void reload()
  }, [key, reload])

  return { status, error, items, hasMore: next !== null, loadingMore, more, reload }
}
