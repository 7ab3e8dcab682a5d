import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { replace } from '@/services/routes'
import { signContract } from '@/services/signing'
import { useBusy } from '@/stores/busy'

type Offer = NonNullable<Output<'membership.wallet'>['offer']>

/** Fen below which a top-up is announced. */
export const THRESHOLDS = [5_000, 10_000, 20_000] as const
/** How often at most in a month. */
export const MONTHLY_TIMES = [1, 2, 4] as const

/** Three choices, the ticks, and WeChat's signing page; nothing is chosen or ticked beforehand. */
export function useAutoTopUp(offer: Offer | null, reload: () => Promise<void>) {
  const [stepId, setStepId] = useState<string | null>(null)
  const [below, setBelow] = useState<number | null>(null)
  const [times, setTimes] = useState<number | null>(null)
  const [ticked, setTicked] = useState<string[]>([])
  const [consent, setConsent] = useState(false)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const step = offer?.ladder.find(({ id }) => id === stepId) ?? null
  const monthlyMost = step && times !== null ? step.principal * times : null
  const agreed = offer?.agreements.every(({ id }) => ticked.includes(id)) ?? false

  const tick = (id: string, on: boolean) =>
    setTicked((before) => (on ? [...before, id] : before.filter((one) => one !== id)))

  const sign = async () => {
    if (!offer || !step || below === null || monthlyMost === null) return setWords('请先选好上面三项')
    if (!agreed || !consent) return setWords('请先阅读并勾选协议和约定')
    setWords('')
    try {
      const { planId, versionId } = offer
      const outcome = await signContract({
        purpose: 'top_up',
        planId,
        versionId,
        amount: step.principal,
        agreements: offer.agreements.map(({ id, version }) => ({ id, version })),
        topUp: { stepId: step.id, below, monthlyMost },
      })
      if (outcome.kind === 'asked' && outcome.contract.signedAt !== null) return replace('autoRenew')
      setWords('没有完成签约,也没有扣款。可以再试,或不开通。')
    } catch (error) {
      setTicked([])
      setConsent(false)
      setWords(toCallError(error).message)
      await reload()
    }
  }

  return {
    ...{ step, setStepId, below, setBelow, times, setTimes, monthlyMost },
    ...{ ticked, tick, consent, setConsent, words, busy },
    sign: () => void run(sign),
  }
}
