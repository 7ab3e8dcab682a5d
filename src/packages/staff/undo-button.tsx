import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { serverNow } from '@/services/clock'
import { remainingText } from './remaining-text'

interface Props {
  /** Epoch ms of the server. */
  until: number
  busy: boolean
  onUndo: () => void
}

/** Undo of a row in a list. Ticks by the minute until the last one, so that a long list stays still. */
export function UndoButton({ until, busy, onUndo }: Props) {
  const [left, setLeft] = useState(() => until - serverNow())
  useEffect(() => {
    const timer = setInterval(() => setLeft(until - serverNow()), left > 60_000 ? 15_000 : 1000)
    return () => clearInterval(timer)
  }, [until, left])
  if (left <= 0) return <Text className="small">已超过可撤销的时间</Text>
  return (
    <Button kind="secondary" compact icon="undo" loading={busy} onTap={onUndo}>
      {left > 60_000 ? `撤销(${Math.floor(left / 60_000)}分钟内)` : `撤销(还剩${remainingText(left)})`}
    </Button>
  )
}
