import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { count, dayText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Balance } from './balance'
import { CheckIn } from './check-in'
import { Shop } from './shop'
import { Vouchers } from './vouchers'
import './index.scss'

export type PointsHome = Output<'points.home'>

const PARTS = 4

/** Points: what can be spent, what comes, what ends and when; check-in and what they can be had for. */
export default function PointsPage() {
  const answer = useAnswer('points.home', {}, { onShow: true })
  const home = answer.data
  // Balance, vouchers, shop and rules come one after the other: each below 10 KiB.
  const { shown } = useGradually(home ? PARTS : 1, { first: 1, portion: 1, page: PARTS })
  return (
    <Page
      answer={answer}
      skeleton={<PointsSkeleton />}
      empty={home && isEmpty(home) ? <NoPoints /> : undefined}
      kept="积分都在,不会因此减少"
      codeButton
    >
      {home ? (
        <View className="stack">
          <View>{home.points ? <Balance points={home.points} now={home.now} /> : null}</View>
          <View>{home.checkIn ? <CheckIn standing={home.checkIn} onCheckedIn={answer.reload} /> : null}</View>
          <View>
            {shown > 1 && home.vouchers.length > 0 ? (
              <Vouchers vouchers={home.vouchers} now={home.now} />
            ) : null}
          </View>
          <View>
            {shown > 2 && home.rewards.length > 0 ? <Shop home={home} onChanged={answer.reload} /> : null}
          </View>
          <View>{shown > 3 && home.points ? <Rules points={home.points} now={home.now} /> : null}</View>
        </View>
      ) : null}
    </Page>
  )
}

function isEmpty({ points, checkIn, rewards, vouchers }: PointsHome): boolean {
  return points === null && checkIn === null && rewards.length + vouchers.length === 0
}

interface RulesProps {
  points: NonNullable<PointsHome['points']>
  now: number
}

function Rules({ points: { expiring, rules, debt }, now }: RulesProps) {
  return (
    <View className="stack">
      <View>
        {debt > 0 ? (
          <Notice>{`退回的商品所得积分已经用掉,有 ${count(debt)} 积分待补,从之后获得的积分里先补`}</Notice>
        ) : null}
      </View>
      <Card kind="flush">
        <View>
          {expiring.length > 0 ? (
            <Fold
              icon="calendar"
              title="到期时间"
              summary={`${dayText(expiring[0]!.through, now)}到期 ${count(expiring[0]!.points)}`}
            >
              {expiring.map(({ through, points }) => (
                <View key={through} className="points-line">
                  <View>{dayText(through, now)}到期</View>
                  <View>{count(points)} 积分</View>
                </View>
              ))}
            </Fold>
          ) : null}
        </View>
        <View>
          {rules.length > 0 ? (
            <Fold icon="info" title="积分规则" summary="怎么得、怎么用、什么时候到期">
              {rules.map((rule) => (
                <View key={rule} className="points-rule">
                  {rule}
                </View>
              ))}
            </Fold>
          ) : null}
        </View>
      </Card>
    </View>
  )
}

function NoPoints() {
  return (
    <EmptyState
      icon="sparkles"
      title="这家店现在没有积分"
      hint="开通后,消费得到的积分和可以兑换的东西都在这里"
    />
  )
}

function PointsSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <Skeleton shape="row" />
      <SkeletonRows count={4} />
    </View>
  )
}
