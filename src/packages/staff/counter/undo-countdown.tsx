import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { serverNow } from '@/services/clock'
import { remainingText } from '../remaining-text'
import './undo-countdown.scss'

interface Props {
  /** Epoch ms of the server. */
  until: number
  busy: boolean
  onUndo: () => void
}

/** Undo, for as long as it can be undone. */
export function UndoCountdown({ until, busy, onUndo }: Props) {
  const [left, setLeft] = useState(() => until - serverNow())
  useEffect(() => {
    const timer = setInterval(() => setLeft(until - serverNow()), 1000)
    return () => clearInterval(timer)
  }, [until])
  return (
    <View className="undo-countdown">
      {left > 0 ? (
        <Button kind="text" icon="undo" loading={busy} onTap={onUndo}>
          {`撤销本单(还剩${remainingText(left)})`}
        </Button>
      ) : (
        <View className="undo-countdown__over">已超过可撤销的时间</View>
      )}
    </View>
  )
}
