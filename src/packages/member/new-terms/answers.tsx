import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { toCallError } from '@/services/call'
import { dayOf } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Terms } from './index'

interface Props {
  terms: Terms
  reload: () => Promise<void>
}

/** Yes and no in one size and one colour; after a no it can still become a yes. */
export function Answers({ terms: { agreementId, versions, acceptedAt, declinedAt, now }, reload }: Props) {
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const version = versions.find(({ current }) => current)?.version ?? ''
  const answer = (agrees: boolean) =>
    void run(async () => {
      setProblem('')
      try {
        await commit(
          'membership.answerTerms',
          (operationId) => ({ operationId, agreementId, version, agrees }),
          { intention: `terms:${agreementId}`, resume: false },
        )
      } catch (error) {
        setProblem(toCallError(error).message)
      }
      await reload()
    })
  return (
    <View className="stack">
      <View>
        {declinedAt === null ? null : (
          <Notice>{`您${dayOf(declinedAt, now)}选了暂不同意,照原来的约定继续;改变主意随时可以同意`}</Notice>
        )}
      </View>
      <View className="new-terms-choices">
        {declinedAt === null ? (
          <Button kind="secondary" loading={busy} onTap={() => answer(false)}>
            暂不同意
          </Button>
        ) : null}
        <Button kind="secondary" loading={busy} onTap={() => answer(true)}>
          {acceptedAt === null ? '同意这份说明' : '同意新版本'}
        </Button>
      </View>
      <View>{problem ? <Notice tone="warn">{problem}</Notice> : null}</View>
    </View>
  )
}
