import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { CountdownRing } from '@/components/countdown-ring'
import { Notice } from '@/components/notice'
import { QrCode } from '@/components/qr-code'
import { Sheet } from '@/components/sheet'
import { FALLBACKS, type PhoneNumberOutcome } from '@/platform/outcomes'
import { PhoneNumberButton } from '@/platform/phone-number'
import { copyText } from '@/platform/clipboard'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import { FRIEND_CODE_MS, MOST_WITHOUT_PHONE, type Output } from '@/services/contract'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Wallet } from './index'

type FriendCode = Output<'membership.friendCode'>
const MOSTS = [5_000, 10_000, 20_000, 50_000] as const

interface Props {
  open: boolean
  wallet: Wallet
  onClose: () => void
}

/** A code for a friend's bill: short-lived, once, up to an amount that the payer sets (M015). */
export function FriendSheet({ open, wallet, onClose }: Props) {
  const [most, setMost] = useState<number>(MOSTS[1])
  const [code, setCode] = useState<FriendCode | null>(null)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  useEffect(() => {
    if (!open) setCode(null)
  }, [open])
  useEffect(() => {
    if (!code) return undefined
    const timer = setTimeout(() => setCode(null), Math.max(0, code.validUntil - serverNow()))
    return () => clearTimeout(timer)
  }, [code])

  const make = (phoneCode?: string) =>
    void run(async () => {
      setWords('')
      try {
        setCode(
          await commit(
            'membership.friendCode',
            (operationId) => ({ operationId, most, ...(phoneCode === undefined ? {} : { phoneCode }) }),
            { intention: 'friend-code', resume: false },
          ),
        )
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  const verified = (outcome: PhoneNumberOutcome) =>
    outcome.kind === 'code' ? make(outcome.code) : setWords(FALLBACKS.phone_number)

  const balance = wallet.principal + wallet.bonus
  const button =
    most > MOST_WITHOUT_PHONE ? (
      <PhoneNumberButton className="button button--primary button--block" onOutcome={verified}>
        验证手机号并生成
      </PhoneNumberButton>
    ) : (
      <Button block loading={busy} onTap={() => make()}>
        生成付款码
      </Button>
    )
  return (
    <Sheet open={open} title="替朋友付" onClose={onClose} footer={<View>{code ? null : button}</View>}>
      <View>
        {code ? (
          <Shown code={code} />
        ) : (
          <View className="stack">
            <View>
              朋友结账时给店员扫这个码,从您的余额里付,享受您的折扣。每笔付在哪家店、由谁收,您都会看到。
            </View>
            <View className="wallet-choices">
              {MOSTS.map((amount) => (
                <View
                  key={amount}
                  className={most === amount ? 'wallet-choice wallet-choice--chosen' : 'wallet-choice'}
                  ariaRole="radio"
                  onClick={() => setMost(amount)}
                >
                  最多 {money(amount).replace('.00', '')}
                </View>
              ))}
            </View>
            <View className="small">
              余额 {money(balance)}。超过 {money(MOST_WITHOUT_PHONE).replace('.00', '')} 要先验证本人手机号。
            </View>
            <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
          </View>
        )}
      </View>
    </Sheet>
  )
}

function Shown({ code: { code, most, validUntil } }: { code: FriendCode }) {
  const [copied, setCopied] = useState(false)
  return (
    <View className="wallet-code">
      <QrCode id="friend-qr" value={code} />
      <View className="title">最多付 {money(most)}</View>
      <View className="wallet-code__fresh">
        <CountdownRing
          id="friend-ring"
          period={FRIEND_CODE_MS}
          left={() => Math.max(0, validUntil - serverNow())}
        />
        <View>60 秒内有效,只能用一次</View>
      </View>
      <View className="wallet-code__value" onClick={() => void copyText(code).then(setCopied)}>
        {copied ? '已复制,可发给朋友' : '点这里复制后发给朋友'}
      </View>
    </View>
  )
}
