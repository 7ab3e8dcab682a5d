import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { TextField } from '../fields/text-field'
import type { RefundRequest } from './request-list'

interface Props {
  request: RefundRequest | null
  kind: 'refuse' | 'transferred'
  onDone: (words: string) => void
  onClose: () => void
}

const MOST_CHARACTERS = 60

const WORDS = {
  refuse: {
    title: '不同意退款',
    label: '原因(会员会看到)',
    placeholder: '例如:付款后第7天不是法定假日',
    act: '不同意,把原因告诉会员',
    done: '已告诉会员,卡照常使用',
  },
  transferred: {
    title: '已转账',
    label: '凭证(会员会看到)',
    placeholder: '例如:银行转账,回单尾号0012',
    act: '确认已转账',
    done: '已记下,这笔退款完成',
  },
} as const

/** The words with which a person ends a request: why it is refused, or what proves the transfer. */
export function NoteSheet({ request, kind, onDone, onClose }: Props) {
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const words = WORDS[kind]
  const refundId = request?.refundId ?? ''
  useEffect(() => {
    setNote('')
    setProblem('')
  }, [refundId, kind])

  const send = async () => {
    setProblem('')
    const text = note.trim()
    const options = { intention: `${kind}:${refundId}` }
    try {
      if (kind === 'refuse')
        await commit(
          'operations.refuseRefund',
          (operationId) => ({ operationId, refundId, reason: text }),
          options,
        )
      else
        await commit(
          'operations.refundTransferred',
          (operationId) => ({ operationId, refundId, evidence: text }),
          options,
        )
      onDone(words.done)
    } catch (thrown) {
      setProblem(toCallError(thrown).message)
    }
  }

  return (
    <Sheet
      open={request !== null}
      title={words.title}
      onClose={onClose}
      footer={
        <Button block loading={busy} disabled={note.trim() === ''} onTap={() => void run(send)}>
          {words.act}
        </Button>
      }
    >
      <View className="stack">
        <View>
          {request
            ? `${request.title} · ${request.displayName} · ${money(request.amount + (request.interest ?? 0))}${request.interest ? `(含利息${money(request.interest)})` : ''}`
            : ''}
        </View>
        <TextField
          label={words.label}
          value={note}
          onValue={setNote}
          placeholder={words.placeholder}
          most={MOST_CHARACTERS}
          long
        />
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
