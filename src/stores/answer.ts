import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, toCallError, type CallError } from '@/services/call'
import type { ActionName, Input, Output } from '@/services/contract'
import { useConnection } from './connection'

/** What a page knows of one answer. Data that came once stays while it is asked for again. */
export interface AnswerState<T> {
  status: 'loading' | 'ready' | 'failed'
  data: T | null
  error: CallError | null
  /** Asks again; resolves when the answer, or the failure, is on the page. */
  reload: () => Promise<void>
  /** Puts data in place that another call brought. */
  replace: (data: T) => void
}

interface Options<T> {
  /** Ask again each time the page comes back into view. */
  onShow?: boolean
  /** False: do not ask yet. */
  enabled?: boolean
  /** Asks in a way that does more than calling, such as closing an open operation. */
  ask?: () => Promise<T>
}

/** Asks the back end for what a page shows; the four states of Page follow from it. */
export function useAnswer<A extends ActionName>(
  action: A,
  input: Input<A>,
  { onShow = false, enabled = true, ask }: Options<Output<A>> = {},
): AnswerState<Output<A>> {
  const key = JSON.stringify(input)
  const [state, setState] = useState<Omit<AnswerState<Output<A>>, 'reload' | 'replace'>>({
    status: 'loading',
    data: null,
    error: null,
  })
  const asked = useRef(0)
  const asks = useRef(ask)
  asks.current = ask

  const reload = useCallback(async () => {
    const turn = (asked.current += 1)
    setState((before) => (before.data === null ? { status: 'loading', data: null, error: null } : before))
    try {
      const data = await (asks.current?.() ?? call(action, JSON.parse(key) as Input<A>))
      if (turn === asked.current) setState({ status: 'ready', data, error: null })
    } catch (error) {
      if (turn === asked.current)
        setState(({ data }) => ({
          status: data === null ? 'failed' : 'ready',
          data,
          error: toCallError(error),
        }))
    }
  }, [action, key])

  const replace = useCallback((data: Output<A>) => setState({ status: 'ready', data, error: null }), [])

  useEffect(() => {
    if (enabled && !onShow) void reload()
  }, [enabled, onShow, reload])
  useDidShow(() => {
    if (enabled && onShow) void reload()
  })

  // What failed for want of a network is asked for again as soon as there is one.
  const online = useConnection((connection) => connection.online)
  const failed = state.status === 'failed'
  useEffect(() => {
    if (online && failed) void reload()
    // Only a change of the network counts: a failure while online waits for the person.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [online])

  return { ...state, reload, replace }
}
