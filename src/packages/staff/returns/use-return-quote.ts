import { useCallback, useEffect, useRef, useState } from 'react'
import { call, toCallError, type CallError } from '@/services/call'
import type { Input, Output } from '@/services/contract'

export type ReturnQuote = Output<'counter.quoteReturn'>
export type ReturnAsked = Input<'counter.quoteReturn'>

/** Taps come faster than answers: only a pause sends. */
const PAUSE_MS = 200

interface View {
  /** fresh: the quote is of what is chosen now. */
  status: 'none' | 'asking' | 'fresh' | 'failed'
  quote: ReturnQuote | null
  error: CallError | null
}

const NOTHING: View = { status: 'none', quote: null, error: null }

/** What the chosen goods give back, asked anew with each change; an older answer never counts. */
export function useReturnQuote(asked: ReturnAsked): View & { refresh: () => void } {
  const key = asked.lines.length === 0 ? '' : JSON.stringify(asked)
  const [view, setView] = useState(NOTHING)
  const turn = useRef(0)
  const ask = useCallback(async () => {
    const mine = (turn.current += 1)
    setView((before) => ({ ...before, status: 'asking', error: null }))
    try {
      const quote = await call('counter.quoteReturn', JSON.parse(key) as ReturnAsked)
      if (mine === turn.current) setView({ status: 'fresh', quote, error: null })
    } catch (thrown) {
      if (mine === turn.current) setView({ status: 'failed', quote: null, error: toCallError(thrown) })
    }
  }, [key])
  useEffect(() => {
    turn.current += 1
    if (key === '') return setView(NOTHING)
    setView((before) => ({ ...before, status: 'asking', error: null }))
    const timer = setTimeout(() => void ask(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [key, ask])
  return { ...view, refresh: () => void ask() }
}
