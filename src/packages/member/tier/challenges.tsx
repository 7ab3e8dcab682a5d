import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { ProgressBar } from '@/components/progress-bar'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { TierPageData } from './index'

type Challenge = TierPageData['challenges'][number]

interface Props {
  page: TierPageData
  onJoined: (page: TierPageData) => void
}

/** Published to all: who may not join reads what it takes (M068, L3). */
export function Challenges({ page, onJoined }: Props) {
  const joined = (challenge: Challenge) => {
    const challenges = page.challenges.map((one) =>
      one.challengeId === challenge.challengeId ? challenge : one,
    )
    onJoined({ ...page, challenges })
  }
  return (
    <View>
      <View className="section-title">升级挑战</View>
      <MoreRows items={page.challenges} first={3} unit="个挑战">
        {(challenge) => (
          <View key={challenge.challengeId} className="challenge">
            <ChallengeCard challenge={challenge} now={page.now} onJoined={joined} />
          </View>
        )}
      </MoreRows>
    </View>
  )
}

interface CardProps {
  challenge: Challenge
  now: number
  onJoined: (challenge: Challenge) => void
}

function ChallengeCard({ challenge, now, onJoined }: CardProps) {
  const { challengeId, title, through, spend, withinDays, reward, admission, state, spent, until } = challenge
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const join = () =>
    void run(async () => {
      setProblem('')
      try {
        onJoined(
          await commit('points.joinChallenge', (operationId) => ({ operationId, challengeId }), {
            intention: `challenge:${challengeId}`,
          }),
        )
      } catch (error) {
        setProblem(toCallError(error).message)
      }
    })
  return (
    <Card kind={state === 'missed' ? 'quiet' : 'plain'}>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <View>
          {state === 'won' ? <Tag tone="gold">已达成</Tag> : null}
          {state === 'missed' ? <Tag>已结束</Tag> : null}
        </View>
      </View>
      <View className="challenge__words">
        参加后 {withinDays} 天内消费满 {money(spend)}:{reward}
      </View>
      <View>
        {state === 'joined' ? (
          <View className="challenge__progress">
            <ProgressBar share={spent / spend} tone="tier" />
            <View className="tier-bar__numbers">
              <View>
                已消费 {money(spent)}
                {until ? ` · 到${dayText(until, now)}` : ''}
              </View>
              <View>{money(spend)}</View>
            </View>
          </View>
        ) : null}
      </View>
      <View>
        {state === 'open' ? (
          <View>
            <View className="small">{dayText(through, now)}前可参加,不额外收费,不参加也没有影响</View>
            {admission.admitted ? (
              <Button kind="secondary" block loading={busy} onTap={join}>
                参加
              </Button>
            ) : (
              <View className="challenge__why">{admission.why}</View>
            )}
          </View>
        ) : null}
      </View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
    </Card>
  )
}
