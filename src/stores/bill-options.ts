import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Input } from '@/services/contract'
import { commit } from '@/services/pending-operations'

type Options = Omit<Input<'membership.setBillOptions'>, 'operationId'>

/** One switch of what a month's bill works out and shows: why it failed, in words, and how to choose (M045 M074). */
export function useBillOptions(
  options: Options,
  onChanged: () => Promise<void>,
): { words: string; choose: (chosen: Partial<Options>) => Promise<void> } {
  const [words, setWords] = useState('')
  return {
    words,
    async choose(chosen) {
      setWords('')
      try {
        await commit('membership.setBillOptions', (operationId) => ({ ...options, ...chosen, operationId }), {
          intention: 'bill-options',
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await onChanged()
    },
  }
}
