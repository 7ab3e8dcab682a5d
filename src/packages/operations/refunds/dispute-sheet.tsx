import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { AmountField } from '../fields/figure-field'

export type Dispute = Output<'operations.disputedStatements'>['statements'][number]

interface Props {
  dispute: Dispute | null
  onDone: (words: string) => void
  onClose: () => void
}

/** The owner has looked: what is charged in the end, never more than was stated, nothing if it was wrong. */
export function DisputeSheet({ dispute, onDone, onClose }: Props) {
  const [charge, setCharge] = useState<number | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const statementId = dispute?.statementId ?? ''
  useEffect(() => {
    setCharge(null)
    setProblem('')
  }, [statementId])

  const resolve = async () => {
    if (!dispute || charge === null) return
    setProblem('')
    const { memberNumber } = dispute
    try {
      await commit(
        'operations.resolveStatement',
        (operationId) => ({ operationId, memberNumber, statementId, charge }),
        { intention: `statement:${statementId}` },
      )
      onDone(charge === 0 ? '这期不收,会员会看到' : `这期收 ${money(charge)},扣款前会再通知会员`)
    } catch (thrown) {
      setProblem(toCallError(thrown).message)
    }
  }

  return (
    <Sheet
      open={dispute !== null}
      title="处理账单异议"
      onClose={onClose}
      footer={
        <Button block loading={busy} disabled={charge === null} onTap={() => void run(resolve)}>
          {charge === null ? '填写这期收多少' : charge === 0 ? '这期不收' : `这期收 ${money(charge)}`}
        </Button>
      }
    >
      <View>
        {dispute ? (
          <View className="stack">
            <Notice>{`会员说:${dispute.reason}`}</Notice>
            <View className="small">
              {`账单:这期省了 ${money(dispute.saved)},应收 ${money(dispute.charge)},封顶 ${money(dispute.cap)}`}
            </View>
            <AmountField
              key={statementId}
              label="核对后收"
              value={charge}
              most={dispute.charge}
              onValue={setCharge}
              hint={`不能多于账单的 ${money(dispute.charge)};账单不对就填0`}
            />
          </View>
        ) : null}
      </View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
    </Sheet>
  )
}
