import { Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

const LEAST_WORDS = 4

interface Props {
  open: boolean
  onClose: () => void
  onSent: () => Promise<void>
}

/** The member's own word on a review: read by the person who decides (M056). */
export function AppealSheet({ open, onClose, onSent }: Props) {
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const send = () => {
    if (words.trim().length < LEAST_WORDS) return setProblem('请多写几个字,方便店主了解')
    void run(async () => {
      setProblem('')
      try {
        await commit('coupons.appeal', (operationId) => ({ operationId, words: words.trim() }), {
          intention: 'appeal-coupons',
          resume: false,
        })
        await onSent()
      } catch (error) {
        setProblem(toCallError(error).message)
      }
    })
  }
  return (
    <Sheet
      open={open}
      title="说明情况"
      onClose={onClose}
      footer={
        <Button block loading={busy} onTap={send}>
          交给店主
        </Button>
      }
    >
      <View className="stack">
        <Textarea
          className="appeal-words"
          value={words}
          placeholder="例如:最近常给同事带早餐,所以收件人多"
          maxlength={300}
          onInput={({ detail }) => setWords(detail.value)}
        />
        <View className="small">只有店主看得到,用于这次核对。</View>
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
