import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { MemberCard } from '@/components/member-card'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { PlanList } from '@/components/plan-list'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useSession } from '@/stores/session'
import { CardEntries } from './card-entries'
import './index.scss'

type Held = Output<'membership.cards'>['cards'][number]
type Period = Held['periods'][number]

/** The cards held, each as it was sold (M098): what it holds, its periods, its terms. */
export default function CardsPage() {
  const answer = useAnswer('membership.cards', {}, { onShow: true })
  const cards = answer.data?.cards ?? []
  return (
    <Page
      answer={answer}
      skeleton={<CardsSkeleton />}
      empty={cards.length === 0 ? <NoCards /> : undefined}
      codeButton
    >
      <View className="stack">
        <GrantsRow />
        {cards.map((card) => (
          <HeldCard key={card.membershipId} card={card} />
        ))}
        <MorePlans />
      </View>
    </Page>
  )
}

function HeldCard({ card }: { card: Held }) {
  const now = serverNow()
  const shopName = useSession((state) => state.shop?.name) ?? ''
  const counts = card.state === 'active' || card.state === 'upcoming'
  return (
    <View className="stack">
      <MemberCard card={card} shopName={shopName} now={now} />
      <Card kind="flush">
        {card.benefits.map(({ id, title, detail }) => (
          <ListRow key={id} icon="badge-check" title={title} detail={detail} />
        ))}
      </Card>
      <Periods periods={card.periods} now={now} />
      <CardEntries card={card} now={now} />
      <Card>
        <View className="title">使用规则</View>
        {card.rules.map((rule) => (
          <View key={rule} className="card-rule">
            {rule}
          </View>
        ))}
      </Card>
      <Card kind="flush">
        {card.agreements.map(({ id, title, version }) => (
          <ListRow key={id} icon="document" title={title} onTap={() => open('agreement', { id, version })} />
        ))}
        <ListRow
          icon="card"
          title={counts ? '续不续,先看清' : '重新开通'}
          detail={counts ? '省了多少、到期有什么变化;早续不损失剩余天数' : '与第一次开通的价格相同'}
          onTap={() => open('renewal', { membershipId: card.membershipId })}
        />
      </Card>
    </View>
  )
}

function Periods({ periods, now }: { periods: Held['periods']; now: number }) {
  return (
    <View>
      <View className="section-title">每一期</View>
      <Card kind="flush">
        {periods.map(({ orderId, from, through, paid, refunded, saved, upgraded }) => (
          <ListRow
            key={orderId}
            title={`${dayText(from, now)}至${dayText(through, now)}`}
            detail={paidText({ paid, refunded, upgraded })}
            value={
              <View className="saved">
                省 <Money fen={saved} />
              </View>
            }
            onTap={() => open('order', { orderId })}
          />
        ))}
      </Card>
    </View>
  )
}

/** An upgrade took the rest of the price with it: what is left is what was used (M017). */
function paidText({ paid, refunded, upgraded }: Pick<Period, 'paid' | 'refunded' | 'upgraded'>): string {
  if (upgraded) return `已折抵升级,这一期用掉 ${money(paid)}`
  return refunded > 0 ? `已付 ${money(paid)},已退 ${money(refunded)}` : `已付 ${money(paid)}`
}

function GrantsRow() {
  return (
    <Card kind="flush">
      <ListRow icon="ticket" title="优惠券" onTap={() => open('coupons')} />
      <ListRow
        icon="calendar"
        title="本周权益"
        detail="还剩多少、什么时候重新计算"
        onTap={() => open('benefits')}
      />
      <ListRow icon="gift" title="赠品" onTap={() => open('gifts')} />
    </Card>
  )
}

function NoCards() {
  const { data, status } = useAnswer('membership.plans', {})
  const plans = data?.plans ?? []
  const plan = plans[0]
  return (
    <View>
      <EmptyState
        icon="card"
        title="还没有会员卡"
        hint={plan ? `${plan.name}:${plan.oneLine}` : status === 'loading' ? ' ' : '不办卡也可以正常消费'}
        action={plan && plans.length === 1 ? '看看会员卡' : undefined}
        onAction={plan ? () => open('plan', { planId: plan.planId }) : undefined}
      />
      <View className="stack">
        <GrantsRow />
        {plans.length > 1 ? <PlanList plans={plans} /> : null}
      </View>
    </View>
  )
}

function MorePlans() {
  const { data } = useAnswer('membership.plans', {})
  const plans = data?.plans ?? []
  return <View>{plans.length > 1 ? <PlanList plans={plans} /> : null}</View>
}

function CardsSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={2} />
      <Skeleton shape="title" width={28} />
      <SkeletonRows count={2} />
    </View>
  )
}
