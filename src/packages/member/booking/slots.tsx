import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { SkeletonRows } from '@/components/skeleton'
import { ErrorState } from '@/components/state-message'
import { toCallError } from '@/services/call'
import type { Output, RefusalCode } from '@/services/contract'
import { clockText, momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'

export type Booked = Output<'membership.book'>

/** Refusals after which other slots may be free than the page shows. */
const STALE: readonly string[] = [
  'SLOT_FULL',
  'SLOT_NOT_OPEN',
  'QUOTA_USED',
  'BENEFIT_LOCKED',
  'BENEFIT_UNAVAILABLE',
] satisfies RefusalCode[]

interface Props {
  benefit: Output<'membership.benefits'>['benefits'][number]['benefit']
  branchId: string
  day: string
  now: number
  onBooked: (booked: Booked) => void
}

/** The slots of one day: how many places each has, or why not and when it opens (M034). */
export function Slots({ benefit, branchId, day, now, onBooked }: Props) {
  const { data, error, status, reload } = useAnswer('membership.slots', { benefit, branchId, day })
  const slots = data?.slots ?? []
  const { shown } = useGradually(slots.length, { portion: 12, page: 100 })
  const [at, setAt] = useState<number | null>(null)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()

  const book = () =>
    void run(async () => {
      if (at === null) return setWords('请先选一个时段')
      setWords('')
      try {
        const booked = await commit(
          'membership.book',
          (operationId) => ({ operationId, benefit, branchId, at }),
          { intention: `book:${benefit.benefitId}:${branchId}:${at}` },
        )
        onBooked(booked)
      } catch (thrown) {
        const refused = toCallError(thrown)
        setWords(refused.message)
        if (!STALE.includes(refused.code)) return
        setAt(null)
        await reload()
      }
    })

  if (status === 'failed') return <ErrorState error={error} onRetry={() => void reload()} />
  if (status === 'loading') return <SkeletonRows count={4} />
  return (
    <View className="stack">
      <Card kind="flush">
        {slots.slice(0, shown).map((slot) => (
          <ChoiceRow
            key={slot.at}
            title={clockText(slot.at)}
            chosen={slot.at === at}
            why={slot.why}
            value={slot.why === null ? <View className="small">余 {slot.left} 位</View> : undefined}
            onChoose={() => {
              setWords('')
              setAt(slot.at)
            }}
          />
        ))}
      </Card>
      <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
      <Button block loading={busy} onTap={book}>
        {at === null ? '预约' : `预约 ${momentText(at, now)}`}
      </Button>
    </View>
  )
}
