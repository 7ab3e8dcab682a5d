import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { SkeletonRows } from '@/components/skeleton'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { useStaff } from '@/stores/staff'
import { TextField } from '../fields/text-field'
import { Frame } from '../frame'

const MOST_CHARACTERS = 60

/** A member called who lost card or phone (L5): stop what can be spent with it, at once. */
export default function LossReportPage() {
  const { answer } = useStaff()
  const [phone, setPhone] = useState('')
  const [reason, setReason] = useState('')
  const [done, setDone] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const isComplete = /^1\d{10}$/.test(phone.trim()) && reason.trim() !== ''

  const report = async () => {
    setDone('')
    setProblem('')
    const asked = { phone: phone.trim(), reason: reason.trim() }
    try {
      const { displayName, maskedPhone } = await commit(
        'operations.freeze',
        (operationId) => ({ operationId, ...asked }),
        { intention: `freeze:${asked.phone}` },
      )
      setDone(`${displayName} ${maskedPhone ?? ''} 已挂失,会员码和余额暂停使用`)
      setPhone('')
      setReason('')
    } catch (error) {
      setProblem(toCallError(error).message)
    }
  }
  return (
    <Frame
      place="lossReport"
      answer={answer}
      skeleton={<SkeletonRows count={3} />}
      footer={
        <Button block kind="danger" loading={busy} disabled={!isComplete} onTap={() => void run(report)}>
          挂失,停用会员码
        </Button>
      }
    >
      <View className="stack">
        <View>{done ? <Notice tone="saved">{done}</Notice> : null}</View>
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
        <Card>
          <TextField
            label="会员绑定的手机号"
            value={phone}
            onValue={setPhone}
            placeholder="完整的11位手机号"
            most={11}
            type="number"
            hint="每次查找都会记录在您名下"
          />
          <TextField
            label="原因(会员会看到)"
            value={reason}
            onValue={setReason}
            placeholder="例如:会员来电,手机丢失"
            most={MOST_CHARACTERS}
          />
        </Card>
        <Notice>
          挂失后,之前出示过的会员码全部作废,余额和卡不会少。会员自己在小程序「我的」里解除;要换微信的,先在原微信解除,再用合并转过去。
        </Notice>
      </View>
    </Frame>
  )
}
