import { Input, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Link } from './links'

interface Props {
  link: Link | null
  onClose: () => void
  onLinked: (link: Link) => void
}

/** The account leaves this phone once and is kept as a digest; what else goes is said word for word. */
export function LinkSheet({ link, onClose, onLinked }: Props) {
  const [account, setAccount] = useState('')
  const [consent, setConsent] = useState(false)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  useEffect(() => {
    if (link !== null) return
    setAccount('')
    setConsent(false)
    setWords('')
  }, [link])

  const bind = () => {
    if (account.trim().length < 4) return setWords('请填写完整的账号')
    if (!consent) return setWords('请先勾选同意')
    void run(async () => {
      if (!link) return
      setWords('')
      const { partnerId } = link
      try {
        onLinked(
          await commit(
            'membership.linkPartner',
            (operationId) => ({ operationId, partnerId, account: account.trim(), consent: true as const }),
            { intention: `link:${partnerId}`, resume: false },
          ),
        )
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  }
  const name = link?.partnerName ?? ''
  return (
    <Sheet
      open={link !== null}
      title="绑定账号"
      onClose={onClose}
      footer={
        <Button block loading={busy} onTap={bind}>
          绑定
        </Button>
      }
    >
      <View className="stack">
        <View>
          {link ? (
            <View className="perk-shared">
              <View className="small">{name}会收到</View>
              <View>{link.dataShared}</View>
            </View>
          ) : null}
        </View>
        <Input
          className="perk-input"
          value={account}
          placeholder={`${name}的账号或手机号`}
          maxlength={60}
          onInput={({ detail }) => setAccount(detail.value)}
        />
        <CheckRow checked={consent} onChange={setConsent}>
          单独同意把上面的信息提供给{name},只用于确认等级;可随时解除绑定
        </CheckRow>
        <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
