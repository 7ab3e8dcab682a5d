import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { TextField } from '../fields/text-field'

export type Question = Output<'operations.questions'>['open'][number]

interface Props {
  question: Question | null
  onAnswered: () => void
  onClose: () => void
}

const LEAST = 2

/** The first answer to a question; the member reads it in the mini-program. */
export function AnswerSheet({ question, onAnswered, onClose }: Props) {
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const requestId = question?.requestId ?? ''
  useEffect(() => {
    setWords('')
    setProblem('')
  }, [requestId])

  const send = async () => {
    setProblem('')
    try {
      await commit('operations.answer', (operationId) => ({ operationId, requestId, words: words.trim() }), {
        intention: `answer:${requestId}`,
      })
      onAnswered()
    } catch (thrown) {
      setProblem(toCallError(thrown).message)
    }
  }

  return (
    <Sheet
      open={question !== null}
      title="答复"
      onClose={onClose}
      footer={
        <Button block loading={busy} disabled={words.trim().length < LEAST} onTap={() => void run(send)}>
          答复会员
        </Button>
      }
    >
      <View className="stack">
        <View>{question ? `${question.displayName}:${question.words}` : ''}</View>
        <TextField label="答复" long most={500} value={words} onValue={setWords} />
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
