import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { hideOnCapture, keepAwake, raiseBrightness, watchCapture } from '@/platform/screen'
import { announceShownCode } from '@/platform/shown-codes'
import { untilNextStep, useMemberCode } from '@/stores/member-code'
import { useSession } from '@/stores/session'

/**
 * Keeps a fresh code on a bright screen while the page is in view: a new one each 30 s and after
 * a screenshot; the brightness from before comes back when the page is left (wechat.md 4.7).
 */
export function useShownCode(shown: boolean) {
  const load = useMemberCode((state) => state.load)
  const renew = useMemberCode((state) => state.renew)
  const [inView, setInView] = useState(true)
  const [dim, setDim] = useState(false)

  useEffect(() => void load(), [load])
  useDidShow(() => {
    renew()
    setInView(true)
  })
  useDidHide(() => setInView(false))

  useEffect(() => {
    if (!inView || !shown) return
    let timer = setTimeout(turn, untilNextStep())
    function turn() {
      renew()
      timer = setTimeout(turn, untilNextStep())
    }
    return () => clearTimeout(timer)
  }, [inView, shown, renew])

  const restore = useRef<() => void>(() => undefined)
  useEffect(() => {
    if (!inView || !shown) return
    let left = false
    void raiseBrightness().then((brightness) => {
      if (left) return brightness.restore()
      restore.current = brightness.restore
      setDim(!brightness.raised)
    })
    keepAwake(true)
    hideOnCapture(true)
    const stopWatching = watchCapture(renew)
    const stopAnnouncing = announceShownCode(() => {
      const { code } = useMemberCode.getState()
      const name = useSession.getState().member?.displayName ?? '会员'
      return code ? { code, name } : null
    })
    return () => {
      left = true
      restore.current()
      restore.current = () => undefined
      keepAwake(false)
      hideOnCapture(false)
      stopWatching()
      stopAnnouncing()
    }
  }, [inView, shown, renew])

  return { dim }
}
