import { useEffect, useRef, useState } from 'react'
import { call, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { tidied, type Draft } from '../draft/draft'

export type Preview = Output<'operations.previewPlan'>

/** The person types: asked once nothing changed for so long. */
const PAUSE_MS = 500

/**
 * The card as a shopper will see it, asked anew whenever it was changed. What came last stays while
 * it is asked for again; an answer that was overtaken is dropped.
 */
export function usePreview(
  planId: string,
  draft: Draft,
): {
  preview: Preview | null
  problem: string
  asking: boolean
} {
  const [preview, setPreview] = useState<Preview | null>(null)
  const [problem, setProblem] = useState('')
  const [asking, setAsking] = useState(false)
  const turn = useRef(0)
  const first = useRef(true)
  const key = JSON.stringify(tidied(draft))
  useEffect(() => {
    const own = (turn.current += 1)
    const ask = async () => {
      setAsking(true)
      try {
        const answer = await call('operations.previewPlan', { planId, draft: JSON.parse(key) as Draft })
        if (own !== turn.current) return
        setPreview(answer)
        setProblem('')
      } catch (thrown) {
        if (own !== turn.current) return
        const { code, message } = toCallError(thrown)
        setProblem(code === 'INPUT_INVALID' ? '填好空着的地方后,这里会更新' : message)
      }
      setAsking(false)
    }
    const timer = setTimeout(() => void ask(), first.current ? 0 : PAUSE_MS)
    first.current = false
    return () => clearTimeout(timer)
  }, [planId, key])
  return { preview, problem, asking }
}
