import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { ChoiceRow } from '@/components/choice-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { TextField } from '../fields/text-field'

export type Flag = Output<'operations.couponFlags'>['flags'][number]
type Decision = 'clear' | 'hold'

interface Props {
  flag: Flag | null
  onDecided: () => void
  onClose: () => void
}

const LEAST_REASON = 4

/** A person decides, with a reason that the member reads (M056). Nothing is chosen beforehand. */
export function FlagSheet({ flag, onDecided, onClose }: Props) {
  const [decision, setDecision] = useState<Decision | null>(null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const memberNumber = flag?.memberNumber ?? ''
  useEffect(() => {
    setDecision(null)
    setReason('')
    setProblem('')
  }, [memberNumber])

  const decide = async () => {
    if (!flag || !decision) return
    setProblem('')
    try {
      await commit(
        'operations.resolveCouponFlag',
        (operationId) => ({ operationId, memberNumber, decision, reason: reason.trim() }),
        { intention: `flag:${memberNumber}` },
      )
      onDecided()
    } catch (thrown) {
      setProblem(toCallError(thrown).message)
    }
  }

  return (
    <Sheet
      open={flag !== null}
      title="这些用券有没有问题"
      onClose={onClose}
      footer={
        <Button
          block
          loading={busy}
          disabled={decision === null || reason.trim().length < LEAST_REASON}
          onTap={() => void run(decide)}
        >
          确定
        </Button>
      }
    >
      <View className="stack">
        <View>
          <View>{flag ? `${flag.displayName}:${flag.signs.join(';')}` : ''}</View>
          <View className="small">{flag?.appeal ? `会员说明:${flag.appeal}` : ''}</View>
        </View>
        <View>
          <ChoiceRow
            title="没有问题"
            detail="当作没有标记过,券一直照常能用"
            chosen={decision === 'clear'}
            onChoose={() => setDecision('clear')}
          />
          <ChoiceRow
            title="暂停用券"
            detail="券先不能用,不作废;会员看到原因,可以说明情况,之后能恢复"
            chosen={decision === 'hold'}
            onChoose={() => setDecision('hold')}
          />
        </View>
        <TextField
          label="原因(暂停时会员会看到)"
          long
          most={200}
          value={reason}
          onValue={setReason}
          hint="至少4个字"
        />
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
