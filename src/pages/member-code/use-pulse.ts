import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { OpenPaymentView, Output } from '@/services/contract'
import { useMemberCode } from '@/stores/member-code'

/** From one question to the next, so that the page turns within two seconds of the settlement. */
const BEAT_MS = 1800

export type Latest = NonNullable<Output<'membership.pulse'>['latest']>

/**
 * While the code is shown, asks every two seconds whether the counter has settled something.
 * A receipt counts as news only if it was made after the page was opened.
 */
export function usePulse() {
  const [latest, setLatest] = useState<Latest | null>(null)
  const [openPayment, setOpenPayment] = useState<OpenPaymentView | null>(null)
  const [peakOffer, setPeakOffer] = useState<Output<'membership.pulse'>['peakOffer']>()
  const [beats, setBeats] = useState(true)
  const opened = useRef(serverNow())
  const ready = useMemberCode((state) => state.status === 'ready')
  const since = useMemberCode((state) => state.version)
  const seen = useRef<number | null>(null)

  useDidShow(() => setBeats(true))
  useDidHide(() => setBeats(false))
  useEffect(() => {
    seen.current ??= since
  }, [since])

  const beat = useCallback(async () => {
    const known = seen.current
    const pulse = await call('membership.pulse', { since: known ?? 0 }).catch(() => null)
    if (!pulse) return
    seen.current = pulse.version
    setOpenPayment((before) => (same(before, pulse.openPayment) ? before : pulse.openPayment))
    setPeakOffer((before) => (before?.offerId === pulse.peakOffer?.offerId ? before : pulse.peakOffer))
    const isNews = pulse.latest !== null && pulse.latest.at >= opened.current
    if (pulse.latest && isNews) setLatest(pulse.latest)
  }, [])

  useEffect(() => {
    if (!ready || !beats) return
    let stopped = false
    let timer: ReturnType<typeof setTimeout>
    const run = () => {
      const began = Date.now()
      void beat().finally(() => {
        if (!stopped) timer = setTimeout(run, Math.max(0, BEAT_MS - (Date.now() - began)))
      })
    }
    timer = setTimeout(run, BEAT_MS / 2)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [ready, beats, beat])

  /** Back to the code: what was shown is old news from now on. */
  const dismiss = useCallback(() => {
    opened.current = serverNow()
    setLatest(null)
  }, [])

  return { latest, openPayment, peakOffer, beat, dismiss }
}

function same(one: OpenPaymentView | null, other: OpenPaymentView | null): boolean {
  return one?.receiptId === other?.receiptId && one?.amount === other?.amount
}
