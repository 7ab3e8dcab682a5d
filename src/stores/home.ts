import { useEffect } from 'react'
import type { Output } from '@/services/contract'
import { useAnswer, type AnswerState } from './answer'
import { useSession } from './session'

export type Home = Output<'membership.home'>

/** The member centre's answer, asked anew each time a tab that uses it comes into view. */
export function useHome(): AnswerState<Home> {
  const answer = useAnswer('membership.home', {}, { onShow: true })
  const learn = useSession((state) => state.learn)
  const home = answer.data
  useEffect(() => {
    if (home) learn(home)
  }, [home, learn])
  return answer
}
