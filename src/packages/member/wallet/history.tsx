import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { call, toCallError } from '@/services/call'
import { momentText, money } from '@/services/format'
import { useBusy } from '@/stores/busy'
import type { Wallet } from './index'

type Event = Wallet['history'][number]
const SHOWN_FIRST = 8

/** Every movement of the balance, the newest first (法释〔2025〕4号 25). */
export function History({ wallet, onRecords }: { wallet: Wallet; onRecords: () => void }) {
  const [older, setOlder] = useState<Event[]>([])
  const [all, setAll] = useState(false)
  const [ended, setEnded] = useState(false)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const events = [...wallet.history, ...older]
  if (events.length === 0) return null
  const shown = all ? events : events.slice(0, SHOWN_FIRST)

  const more = () =>
    void run(async () => {
      setWords('')
      if (!all && events.length > SHOWN_FIRST) return setAll(true)
      const last = events.at(-1)
      if (!last) return
      try {
        const page = await call('membership.wallet', { before: last.at })
        setAll(true)
        setOlder((known) => [...known, ...page.history])
        if (page.history.length === 0) setEnded(true)
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })

  return (
    <View>
      <View className="row row--between">
        <View className="section-title">余额明细</View>
        <Button kind="text" compact onTap={onRecords}>
          导出全年
        </Button>
      </View>
      <Card kind="flush">
        {shown.map((event) => (
          <ListRow
            key={event.id}
            title={event.title}
            detail={momentText(event.at, wallet.now)}
            value={<Moved event={event} />}
          />
        ))}
      </Card>
      <View>{words ? <View className="small">{words}</View> : null}</View>
      <View>
        {ended || (all && wallet.history.length < 20) ? null : (
          <Button kind="text" block loading={busy} onTap={more}>
            查看更早的
          </Button>
        )}
      </View>
    </View>
  )
}

function Moved({ event: { principal, bonus } }: { event: Event }) {
  const sum = principal + bonus
  return (
    <View className="wallet-event__parts">
      <View>{sum > 0 ? `+${money(sum)}` : <Money fen={sum} tone="ink" />}</View>
      <View className="small">
        {bonus === 0 ? '本金' : `本金 ${money(principal)} · 赠金 ${money(bonus)}`}
      </View>
    </View>
  )
}
