import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

interface Props {
  open: boolean
  onClose: () => void
  onRegistered: () => void
}

/** A registered name lifts the cap (L5). The number leaves this phone once and is kept as a digest. */
export function NameSheet({ open, onClose, onRegistered }: Props) {
  const [name, setName] = useState('')
  const [identityNumber, setIdentityNumber] = useState('')
  const [consent, setConsent] = useState(false)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const complete = consent && name.trim().length >= 2 && /^\d{17}[\dX]$/.test(identityNumber)

  const register = () =>
    void run(async () => {
      setWords('')
      try {
        await commit(
          'membership.registerName',
          (operationId) => ({ operationId, name: name.trim(), identityNumber, consent: true as const }),
          { intention: 'register-name', resume: false },
        )
        setIdentityNumber('')
        onRegistered()
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })

  return (
    <Sheet
      open={open}
      title="登记实名"
      onClose={onClose}
      footer={
        <Button block loading={busy} disabled={!complete} onTap={register}>
          登记
        </Button>
      }
    >
      <View className="stack">
        <View>国家规定:余额超过 1,000 元的预付卡要登记购卡人。不登记也可以用,只是上限低一些。</View>
        <Input
          className="top-up-input"
          value={name}
          placeholder="姓名"
          maxlength={30}
          onInput={({ detail }) => setName(detail.value)}
        />
        <Input
          className="top-up-input"
          type="idcard"
          value={identityNumber}
          placeholder="身份证号"
          maxlength={18}
          onInput={({ detail }) => setIdentityNumber(detail.value.toUpperCase())}
        />
        <CheckRow checked={consent} onChange={setConsent}>
          单独同意:门店为预付卡登记收集我的姓名和身份证号,只保存加密后的摘要,用于核对和挂失
        </CheckRow>
        <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
