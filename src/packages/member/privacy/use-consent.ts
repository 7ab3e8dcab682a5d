import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Input } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

/** Gives or takes back one consent, in force at once. */
export function useConsent(purpose: Input<'membership.consent'>['purpose'], reload: () => Promise<void>) {
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const change = (granted: boolean) =>
    void run(async () => {
      setProblem('')
      try {
        await commit('membership.consent', (operationId) => ({ operationId, purpose, granted }), {
          intention: `consent:${purpose}`,
        })
      } catch (error) {
        setProblem(toCallError(error).message)
      }
      await reload()
    })
  return { busy, problem, change }
}
