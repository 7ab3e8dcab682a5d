import { View } from '@tarojs/components'
import { useState } from 'react'
import { FALLBACKS, type PhoneNumberOutcome } from '@/platform/outcomes'
import { PhoneNumberButton } from '@/platform/phone-number'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useSession } from '@/stores/session'
import { Icon } from './icon'
import './phone-row.scss'

interface Props {
  /** The number is another WeChat's: the page may offer to merge (M062). */
  onBelongsToAnother?: () => void
  onBound?: () => void
}

/** Binding the phone number: optional, and declining costs nothing (M062, PIPL 16). */
export function PhoneRow({ onBelongsToAnother, onBound }: Props) {
  const bound = useSession((state) => state.member?.maskedPhone ?? null)
  const [masked, setMasked] = useState<string | null>(null)
  const [words, setWords] = useState('选填。换了手机或忘带手机时,店员可凭它找到会员')
  const phone = masked ?? bound

  const meet = async (outcome: PhoneNumberOutcome) => {
    if (outcome.kind !== 'code') return setWords(FALLBACKS.phone_number)
    try {
      const { code } = outcome
      const { maskedPhone } = await commit('membership.bindPhone', (operationId) => ({ operationId, code }), {
        intention: 'bind-phone',
        resume: false,
      })
      setMasked(maskedPhone)
      onBound?.()
    } catch (error) {
      const { code: refused, message } = toCallError(error)
      setWords(message)
      if (refused === 'PHONE_BELONGS_TO_ANOTHER') onBelongsToAnother?.()
    }
  }

  return (
    <View className="phone-row">
      <Icon name="smartphone" className="phone-row__icon" />
      <View className="grow">
        <View>{phone ? `手机号 ${phone}` : '手机号'}</View>
        <View className="small">{phone ? '已绑定' : words}</View>
      </View>
      <View>
        {phone ? null : (
          <PhoneNumberButton
            className="button button--secondary button--compact"
            onOutcome={(outcome) => void meet(outcome)}
          >
            绑定
          </PhoneNumberButton>
        )}
      </View>
    </View>
  )
}
