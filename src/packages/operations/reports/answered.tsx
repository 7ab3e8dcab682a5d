import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { SkeletonRows } from '@/components/skeleton'
import { ErrorState } from '@/components/state-message'
import type { AnswerState } from '@/stores/answer'

interface Props<T> {
  answer: AnswerState<T>
  children: (data: T) => ReactNode
}

/** One report inside the page: on its way, failed with a way on, or there. */
export function Answered<T>({ answer, children }: Props<T>) {
  const { data, status, error, reload } = answer
  return (
    <View>
      {data !== null ? children(data) : null}
      {data === null && status === 'loading' ? <SkeletonRows count={4} /> : null}
      {data === null && status === 'failed' ? (
        <ErrorState error={error} onRetry={() => void reload()} />
      ) : null}
    </View>
  )
}
