import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PlanHead } from '@/components/plan-head'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { TypicalSaving } from '@/components/typical-saving'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { addressOf, open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { PlanPrices } from './plan-prices'
import './index.scss'

type Plan = Output<'membership.plan'>

/** What a card is, what it holds with real prices, and its rules before the button (L6). */
export default function PlanPage() {
  const planId = useRouter().params.planId ?? ''
  const answer = useAnswer('membership.plan', { planId }, { onShow: true })
  const plan = answer.data
  useShareAppMessage(() => ({
    title: plan ? `${plan.name}:${plan.oneLine}` : '会员卡',
    path: addressOf('plan', { planId }),
  }))
  return (
    <Page answer={answer} skeleton={<PlanSkeleton />} footer={plan ? <Footer plan={plan} /> : null}>
      {plan ? <Content plan={plan} /> : null}
    </Page>
  )
}

function Content({ plan }: { plan: Plan }) {
  const now = serverNow()
  const { from, through, renews } = plan.wouldRun
  return (
    <View className="stack">
      <PlanHead plan={plan} now={now} />
      <Card kind="flush">
        {plan.benefits.map(({ id, title, detail }) => (
          <ListRow key={id} icon="badge-check" title={title} detail={detail} />
        ))}
      </Card>
      <PlanPrices prices={plan.prices} now={now} />
      <Card kind="flush">
        <ListRow
          icon="calculator"
          title="回本计算器"
          detail="选一样常买的,看看多久回本"
          onTap={() => open('calculator', { planId: plan.planId })}
        />
      </Card>
      <View>{plan.typical ? <TypicalSaving typical={plan.typical} /> : null}</View>
      <Card>
        <View className="title">使用规则</View>
        {plan.rules.map((rule) => (
          <View key={rule} className="plan-rule">
            {rule}
          </View>
        ))}
        <View className="plan-rule">
          {renews ? '续费从当前有效期结束时接续:' : '现在开通,有效期'}
          {dayText(from, now)}至{dayText(through, now)}
        </View>
      </Card>
      <Agreements agreements={plan.agreements} />
    </View>
  )
}

function Agreements({ agreements }: Pick<Plan, 'agreements'>) {
  return (
    <Card kind="flush">
      {agreements.map(({ id, title, version }) => (
        <ListRow key={id} icon="document" title={title} onTap={() => open('agreement', { id, version })} />
      ))}
    </Card>
  )
}

function Footer({ plan }: { plan: Plan }) {
  const [left, setLeft] = useState(false)
  if (plan.fulfilment === 'digital') return <Notice>这张卡的权益在线上使用,暂不支持在此购买</Notice>
  const go = () => {
    setLeft(true)
    open('checkout', { planId: plan.planId })
    setTimeout(() => setLeft(false), 800)
  }
  return (
    <Button block disabled={left} onTap={go}>
      {plan.wouldRun.renews ? '续费' : '开通'} {money(plan.price)},下一步确认协议
    </Button>
  )
}

function PlanSkeleton() {
  return (
    <View className="stack">
      <View>
        <Skeleton shape="title" width={44} />
        <Skeleton width={72} />
        <Skeleton shape="hero" width={52} />
      </View>
      <SkeletonRows count={2} />
      <Skeleton shape="title" width={32} />
      <SkeletonRows count={4} />
    </View>
  )
}
