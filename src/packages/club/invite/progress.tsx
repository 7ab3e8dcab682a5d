import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { count, dayText } from '@/services/format'
import type { Invitations } from './index'

type Step = Output<'referral.mine'>['steps'][number]

const STATES: Record<Step['state'], { name: string; tone: 'quiet' | 'saved' | 'warn' }> = {
  linked: { name: '已加入', tone: 'quiet' },
  ordered: { name: '待到账', tone: 'quiet' },
  rewarded: { name: '已到账', tone: 'saved' },
  refused: { name: '没有计入', tone: 'warn' },
  reversed: { name: '已收回', tone: 'warn' },
}

/** Joined, waiting, rewarded; the others only where there are any. */
const ALWAYS_SHOWN = 3

/** Where each invitation stands, without telling who it is: counts, caps, and the reason where there is one. */
export function Progress({ invitations }: { invitations: Invitations }) {
  const { invited, month, inAll } = invitations
  const cells = [
    ['已加入', invited.waiting],
    ['待到账', invited.ordered],
    ['已到账', invited.rewarded],
    ['没有计入', invited.refused],
    ['已收回', invited.reversed],
  ] as const
  return (
    <View>
      <View className="section-title">我的邀请</View>
      <Card>
        <View className="invite-counts">
          {cells
            .filter(([, value], index) => index < ALWAYS_SHOWN || value > 0)
            .map(([name, value]) => (
              <View key={name} className="invite-counts__cell">
                <View className="invite-counts__figure">{count(value)}</View>
                <View className="small">{name}</View>
              </View>
            ))}
        </View>
        <View className="invite-limits">
          <View>{month ? `本月最多 ${count(month.most)} 位有奖励,还剩 ${count(month.left)} 位` : ''}</View>
          <View>{inAll ? `总共最多 ${count(inAll.most)} 位,还剩 ${count(inAll.left)} 位` : ''}</View>
        </View>
      </Card>
      <Steps steps={invitations.steps} now={invitations.asOf} />
    </View>
  )
}

function Steps({ steps, now }: { steps: readonly Step[]; now: number }) {
  const { shown, left, more } = useGradually(steps.length, { first: 3, portion: 10, page: 10 })
  if (steps.length === 0)
    return <View className="invite-none">还没有朋友通过您的邀请加入。发给可能喜欢这里的朋友就好。</View>
  return (
    <View className="invite-steps">
      <Card kind="flush">
        <View>
          {steps.slice(0, shown).map((step, index) => (
            <View key={index} className="invite-step">
              <View className="grow">
                <View>{dayText(step.on, now)}</View>
                <View>{wordsOf(step, now) ? <View className="small">{wordsOf(step, now)}</View> : null}</View>
              </View>
              <Tag tone={STATES[step.state].tone}>{STATES[step.state].name}</Tag>
            </View>
          ))}
        </View>
        <View>
          {left > 0 ? (
            <Button kind="text" block onTap={more}>
              还有 {left} 条,继续看
            </Button>
          ) : null}
        </View>
      </Card>
    </View>
  )
}

function wordsOf({ state, rewardOn, why }: Step, now: number): string {
  if (why) return why
  if (rewardOn) return `预计${dayText(rewardOn, now)}到账,退货则不计`
  return state === 'linked' ? '等这位朋友的第一笔消费' : ''
}
