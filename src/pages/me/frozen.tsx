import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Home } from '@/stores/home'

type Loss = NonNullable<NonNullable<Home['member']>['frozen']>

/** A loss was reported (L5): what is stopped, why, and the way back, which is the member's alone. */
export function Frozen({ loss: { at, reason }, onBack }: { loss: Loss; onBack: () => Promise<void> }) {
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const unfreeze = async () => {
    setWords('')
    try {
      await commit('membership.unfreeze', (operationId) => ({ operationId }), {
        intention: 'unfreeze',
        resume: false,
      })
      await onBack()
    } catch (error) {
      setWords(toCallError(error).message)
    }
  }
  return (
    <Card>
      <View className="stack">
        <Notice tone="warn">{`已挂失:${momentText(at, serverNow())},${reason}`}</Notice>
        <View>会员码和余额暂停使用,卡和余额都在。之前出示过的码已全部作废。</View>
        <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
        <Button block loading={busy} onTap={() => void run(unfreeze)}>
          是我本人,解除挂失
        </Button>
      </View>
    </Card>
  )
}
