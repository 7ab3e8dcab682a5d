import { Input, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call, toCallError } from '@/services/call'
import { JOINING_AGREEMENT, type Output } from '@/services/contract'
import { attachFirstTouch } from '@/services/first-touch'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { Button } from './button'
import { CheckRow } from './check-row'
import { Notice } from './notice'
import { Sheet } from './sheet'
import './join-sheet.scss'

interface Props {
  open: boolean
  /** With what became of the invitation that led here; null without one. */
  onJoined: (touch: Output<'referral.attach'> | null) => void
  onClose: () => void
}

/**
 * Joining (M062): asked only when something needs it, free, both ticks empty, and 暂不加入 as
 * easy as joining. No phone number is asked for here.
 */
export function JoinSheet({ open, onJoined, onClose }: Props) {
  const [agreement, setAgreement] = useState<Output<'membership.agreement'> | null>(null)
  const [agreed, setAgreed] = useState(false)
  const [marketing, setMarketing] = useState(false)
  const [nickname, setNickname] = useState('')
  const [joining, run] = useBusy()
  const [refusal, setRefusal] = useState('')

  useEffect(() => {
    if (!open || agreement) return
    call('membership.agreement', { agreementId: JOINING_AGREEMENT }).then(setAgreement, (error: unknown) =>
      setRefusal(toCallError(error).message),
    )
  }, [open, agreement])

  const join = async () => {
    if (!agreement) return
    if (!agreed) return setRefusal('请先阅读并勾选加入说明')
    setRefusal('')
    try {
      const accepted = { id: agreement.id, version: agreement.version }
      const name = nickname.trim().slice(0, 20)
      await commit(
        'membership.join',
        (operationId) => ({
          operationId,
          agreement: accepted,
          marketing,
          ...(name ? { nickname: name } : {}),
        }),
        { intention: 'join' },
      )
      onJoined(await attachFirstTouch())
    } catch (thrown) {
      const error = toCallError(thrown)
      setRefusal(error.message)
      if (error.code === 'AGREEMENT_CHANGED') {
        setAgreed(false)
        setAgreement(null)
      }
    }
  }

  return (
    <Sheet
      open={open}
      title="免费加入会员"
      onClose={onClose}
      footer={
        <View className="join-sheet__choices">
          <Button kind="secondary" onTap={onClose}>
            暂不加入
          </Button>
          <Button loading={joining} onTap={() => void run(join)}>
            加入
          </Button>
        </View>
      }
    >
      <Text className="agreement-text">{agreement?.text ?? '正在打开加入说明…'}</Text>
      <Input
        className="join-sheet__name"
        type="nickname"
        maxlength={20}
        placeholder="怎么称呼(选填)"
        value={nickname}
        onInput={({ detail }) => setNickname(detail.value)}
      />
      <CheckRow checked={agreed} onChange={setAgreed}>
        已阅读并同意《{agreement?.title ?? '加入说明'}》
      </CheckRow>
      <CheckRow checked={marketing} onChange={setMarketing}>
        愿意收到上新和优惠消息(选填,随时可关)
      </CheckRow>
      <View>{refusal ? <Notice tone="warn">{refusal}</Notice> : null}</View>
    </Sheet>
  )
}
