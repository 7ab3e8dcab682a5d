import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { MessageAsk } from '@/components/message-ask'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import { count, timesText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { PointsHome } from './index'

const ONCE = 10_000

interface Props {
  standing: NonNullable<PointsHome['checkIn']>
  onCheckedIn: () => Promise<void>
}

/** Once a day of the shop, with what the tier and the days in a row add (M069). */
export function CheckIn({ standing, onCheckedIn }: Props) {
  const { doneToday, streak, points, multiplier, nextBonus } = standing
  const [got, setGot] = useState<number | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const checkIn = () =>
    void run(async () => {
      setProblem('')
      try {
        const done = await commit('points.checkIn', (operationId) => ({ operationId }), {
          intention: 'check-in',
        })
        setGot(done.points)
      } catch (error) {
        setProblem(toCallError(error).message)
      }
      await onCheckedIn()
    })
  return (
    <Card>
      <View className="check-in">
        <View className="grow">
          <View className="title">每日签到</View>
          <View className="small">
            {doneToday ? `明天签到得 ${count(points)} 积分` : `今天签到得 ${count(points)} 积分`}
            {multiplier > ONCE ? `(含等级 ${timesText(multiplier)})` : ''}
          </View>
          <View className="small">
            {streak > 0 ? `已连续 ${streak} 天` : ''}
            {streak > 0 && nextBonus ? ',' : ''}
            {nextBonus ? `第 ${nextBonus.days} 天加送 ${count(nextBonus.points)}` : ''}
          </View>
        </View>
        <View>
          {doneToday ? (
            <Tag>今天已签到</Tag>
          ) : (
            <Button compact loading={busy} onTap={checkIn}>
              签到
            </Button>
          )}
        </View>
      </View>
      <View>
        {got === null ? null : (
          <View className="check-in__done">
            <Notice tone="saved">{`签到成功,得到 ${count(got)} 积分`}</Notice>
            <MessageAsk moment="check_in" />
          </View>
        )}
      </View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
    </Card>
  )
}
