import { useEffect } from 'react'
import type { Output } from '@/services/contract'
import { useAnswer, type AnswerState } from './answer'
import { useSession } from './session'

type Staff = NonNullable<Output<'membership.home'>['staff']>

/**
 * The person's role and branches, also on a page that was opened directly. `staff` is null while
 * that is not known, and for who is no staff; the answer's status tells which.
 */
export function useStaff(): {
  staff: Staff | null
  answer: Pick<AnswerState<unknown>, 'status' | 'error' | 'reload'>
} {
  const { staff, learn } = useSession()
  const known = staff !== null
  const home = useAnswer('membership.home', {}, { enabled: !known })
  useEffect(() => {
    if (home.data) learn(home.data)
  }, [home.data, learn])
  const status = known ? 'ready' : home.status
  return { staff, answer: { status, error: home.error, reload: home.reload } }
}
