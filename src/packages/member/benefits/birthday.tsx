import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

type Known = NonNullable<Output<'membership.benefits'>['birthday']>

/** Days of each month in a leap year: who was born on 29 February has a birthday too. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MONTHS = DAYS.map((_, index) => `${index + 1}月`)

/** Month and day, no year; asked only for the gift, taken out again as easily (L9, M037). */
export function Birthday({ birthday: { monthDay, given }, reload }: BirthdayProps) {
  const [month = 0, date = 0] = (monthDay ?? '').split('-').map(Number)
  const [shownMonth, setShownMonth] = useState(Math.max(0, month - 1))
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const days = Array.from({ length: DAYS[shownMonth] ?? 31 }, (_, index) => `${index + 1}日`)

  const enter = (value: string | null) =>
    void run(async () => {
      setWords('')
      try {
        await commit('membership.birthday', (operationId) => ({ operationId, monthDay: value }), {
          intention: 'birthday',
          resume: false,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await reload()
    })
  return (
    <Card>
      <View className="title">生日(可选)</View>
      <View className="small">
        只用来在生日当月送生日礼。只填月和日,不问年份;不填不影响其他权益,随时可以删除。
      </View>
      <Picker
        mode="multiSelector"
        range={[MONTHS, days]}
        value={[Math.max(0, month - 1), Math.max(0, date - 1)]}
        onColumnChange={({ detail }) => {
          if (detail.column === 0) setShownMonth(detail.value)
        }}
        onChange={({ detail }) => {
          const [first = 0, second = 0] = detail.value
          enter(monthDayOf(first, second))
        }}
      >
        <View className="benefit-birthday">
          <View className="grow">{month > 0 ? `${month}月${date}日` : '选择月和日'}</View>
          <Icon name="chevron-down" size="small" />
        </View>
      </Picker>
      <View>{given ? <View className="small">今年的生日礼已经领取,明年起可以改日期。</View> : null}</View>
      <View>
        {monthDay === null ? null : (
          <Button kind="text" compact loading={busy} onTap={() => enter(null)}>
            删除生日
          </Button>
        )}
      </View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </Card>
  )
}

interface BirthdayProps {
  birthday: Known
  reload: () => Promise<void>
}

/** From the two wheels: `MM-DD`, the day not beyond its month. */
function monthDayOf(month: number, day: number): string {
  const last = DAYS[month] ?? 31
  return [month + 1, Math.min(day + 1, last)].map((part) => String(part).padStart(2, '0')).join('-')
}
