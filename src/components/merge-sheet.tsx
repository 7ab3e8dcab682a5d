import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { FALLBACKS, type PhoneNumberOutcome } from '@/platform/outcomes'
import { PhoneNumberButton } from '@/platform/phone-number'
import { canScan, scanCode } from '@/platform/scan'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { Button } from './button'
import { Notice } from './notice'
import { Sheet } from './sheet'
import './merge-sheet.scss'

interface Props {
  open: boolean
  onMerged: () => void
  onClose: () => void
}

/**
 * The phone number is another WeChat's (M062): the two become one member once WeChat vouches for the
 * number and the other WeChat's own code was scanned. The number comes first: the code is short-lived.
 */
export function MergeSheet({ open, onMerged, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [merged, setMerged] = useState<Output<'membership.merge'> | null>(null)
  const [busy, run] = useBusy()

  const merge = async (outcome: PhoneNumberOutcome) => {
    setWords('')
    if (outcome.kind !== 'code') return setWords(FALLBACKS.phone_number)
    const memberCode = await shownCode(typed)
    if (memberCode === null) return setWords('没有扫到会员码,请在原微信打开会员码后再试')
    const phoneCode = outcome.code
    try {
      setMerged(
        await commit('membership.merge', (operationId) => ({ operationId, phoneCode, memberCode }), {
          intention: 'merge',
        }),
      )
    } catch (error) {
      setWords(toCallError(error).message)
    }
  }

  return (
    <Sheet
      open={open}
      title={merged ? '已合并' : '合并到这个微信'}
      onClose={merged ? onMerged : onClose}
      footer={
        merged ? (
          <Button block onTap={onMerged}>
            知道了
          </Button>
        ) : (
          <PhoneNumberButton
            className="button button--primary button--block"
            onOutcome={(outcome) => void run(() => merge(outcome))}
          >
            {busy ? '正在合并…' : canScan ? '验证手机号并扫一扫' : '验证手机号并合并'}
          </PhoneNumberButton>
        )
      }
    >
      {merged ? (
        <View className="merge-sheet__text">
          {`会员卡${merged.cards}张、累计已省${money(merged.savedTotal)}和全部小票已转到这个微信`}
        </View>
      ) : (
        <View>
          <View className="merge-sheet__text">
            这个手机号已绑定您的另一个微信。在原微信打开会员码,用这台手机扫一扫即可合并。
          </View>
          <View className="small">会员卡、省钱账本和小票都会转过来,原微信恢复为未加入。</View>
          {canScan ? null : (
            <Input
              className="merge-sheet__code"
              placeholder="粘贴原微信的会员码"
              maxlength={200}
              value={typed}
              onInput={({ detail }) => setTyped(detail.value)}
            />
          )}
        </View>
      )}
      <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
    </Sheet>
  )
}

/** From the camera, or as it was pasted where there is none. */
async function shownCode(typed: string): Promise<string | null> {
  if (!canScan) return typed.trim() || null
  const scanned = await scanCode()
  return scanned.kind === 'scanned' ? scanned.code : null
}
