import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Input } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

export interface Correction {
  busy: boolean
  /** What was done last, in words; empty: nothing. */
  done: string
  problem: string
  correct: (change: Omit<Input<'membership.correctProfile'>, 'operationId'>, words: string) => void
  /** Says what is missing before anything is sent. */
  say: (problem: string) => void
}

/** Corrects one thing at a time; what else was said stays as it is. */
export function useCorrection(reload: () => Promise<void>): Correction {
  const [done, setDone] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const correct: Correction['correct'] = (change, words) =>
    void run(async () => {
      setDone('')
      setProblem('')
      try {
        await commit('membership.correctProfile', (operationId) => ({ operationId, ...change }), {
          intention: 'correct-profile',
          resume: false,
        })
        setDone(words)
      } catch (error) {
        setProblem(toCallError(error).message)
      }
      await reload()
    })
  const say = (words: string) => {
    setDone('')
    setProblem(words)
  }
  return { busy, done, problem, correct, say }
}
