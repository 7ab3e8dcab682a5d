import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { memo, useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { copyText } from '@/platform/clipboard'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { FALLBACKS } from '@/platform/outcomes'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { OnDone } from '../branch-list'

type Item = Output<'counter.careList'>['items'][number]

interface Props {
  item: Item
  branchId: string
  onDone: OnDone
}

/** One member with the reason and the prepared words; greeted and left out are equal choices. */
export const CareCard = memo(function CareCard({ item, branchId, onDone }: Props) {
  const { careId, displayName, detail, text } = item
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const copy = async () => {
    const copied = await copyText(text)
    void Taro.showToast({ title: copied ? '已复制' : FALLBACKS.clipboard, icon: 'none' })
  }
  const complete = (outcome: 'greeted' | 'left_out') =>
    run(async () => {
      setProblem('')
      try {
        await commit('counter.completeCare', (operationId) => ({ operationId, branchId, careId, outcome }), {
          intention: `care:${careId}`,
          resume: false,
        })
        signalSuccess()
        await onDone(outcome === 'greeted' ? `已记下:问候了${displayName}` : `已记下:不打扰${displayName}`)
      } catch (thrown) {
        signalFailure()
        setProblem(toCallError(thrown).message)
      }
    })
  return (
    <Card>
      <View className="title">{displayName}</View>
      <View className="small">{detail}</View>
      <View className="care__text">{text}</View>
      <View className="care__buttons">
        <Button compact icon="copy" onTap={() => void copy()}>
          复制
        </Button>
        <Button kind="secondary" compact loading={busy} onTap={() => void complete('greeted')}>
          已问候
        </Button>
        <Button kind="secondary" compact disabled={busy} onTap={() => void complete('left_out')}>
          不打扰
        </Button>
      </View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
    </Card>
  )
})
