import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import type { Renewal } from './index'

/** Two buttons of one size and one kind: to renew, and to let the card end (M085). */
export function Choices({ renewal, onChanged }: { renewal: Renewal; onChanged: () => Promise<void> }) {
  const { card, renew, peakOffer, choices } = renewal
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  if (!card) return null
  const { membershipId } = card
  const leave = () =>
    run(async () => {
      setWords('')
      try {
        await commit('membership.leaveAsIs', (operationId) => ({ operationId, membershipId }), {
          intention: `leave:${membershipId}`,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await onChanged()
    })
  const go = () => {
    const planId = peakOffer?.planId ?? renew?.planId
    if (planId) open('checkout', { planId, peakOffer: peakOffer?.offerId })
  }
  return (
    <View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      <View>{choices[0].why ? <View className="small">{choices[0].why}</View> : null}</View>
      <View className="renewal-choices">
        {choices.map(({ choice, label, open: can }) => (
          <Button
            key={choice}
            kind="secondary"
            className="renewal-choice"
            disabled={!can}
            loading={choice === 'leave' && busy}
            onTap={choice === 'renew' ? go : () => void leave()}
          >
            {label}
          </Button>
        ))}
      </View>
    </View>
  )
}
