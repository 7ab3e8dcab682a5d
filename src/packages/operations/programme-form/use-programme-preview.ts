import { useEffect, useRef, useState } from 'react'
import { call, toCallError } from '@/services/call'
import { tidied, type Draft } from '../draft/draft'
import type { ProgrammePreview } from './parts/part'

/** The person types: asked once nothing changed for so long. */
const PAUSE_MS = 500

/**
 * The programme as members will read it, asked anew whenever the draft was changed. What came last
 * stays while it is asked for again; an answer that was overtaken is dropped.
 */
export function useProgrammePreview(draft: Draft): { preview: ProgrammePreview | null; problem: string } {
  const [preview, setPreview] = useState<ProgrammePreview | null>(null)
  const [problem, setProblem] = useState('')
  const turn = useRef(0)
  const first = useRef(true)
  const key = JSON.stringify(tidied(draft))
  useEffect(() => {
    const own = (turn.current += 1)
    const ask = async () => {
      try {
        const answer = await call('operations.previewProgramme', { draft: JSON.parse(key) as Draft })
        if (own !== turn.current) return
        setPreview(answer)
        setProblem('')
      } catch (thrown) {
        if (own !== turn.current) return
        const { code, message } = toCallError(thrown)
        setProblem(code === 'INPUT_INVALID' ? '填好空着的地方后,这里会更新' : message)
      }
    }
    const timer = setTimeout(() => void ask(), first.current ? 0 : PAUSE_MS)
    first.current = false
    return () => clearTimeout(timer)
  }, [key])
  return { preview, problem }
}
