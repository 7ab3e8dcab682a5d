import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { BUY_AS_NAMES, type BuyOption } from '@/components/plan/buy-words'
import { PlanContent } from '@/components/plan/plan-content'
import { usePlanChoice } from '@/components/plan/use-plan-choice'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { addressOf, open } from '@/services/routes'
import { useParameters } from '@/stores/parameters'

type Plan = Output<'membership.plan'>

/** What a card is, what it holds with real prices, and its rules before the button (L6). */
export default function PlanPage() {
  const choice = usePlanChoice(useParameters().planId ?? '')
  const plan = choice.answer.data
  useShareAppMessage(() => ({
    title: plan ? `${plan.name}:${plan.oneLine}` : '会员卡',
    path: addressOf('plan', { planId: plan?.planId }),
  }))
  return (
    <Page
      shareable
      answer={choice.answer}
      skeleton={<PlanSkeleton />}
      footer={plan ? <Footer plan={plan} option={choice.option} /> : null}
    >
      {plan ? <PlanContent plan={plan} choice={choice} /> : null}
    </Page>
  )
}

/** The button says the amount and what happens next; where nothing can be bought, why. */
function Footer({ plan, option }: { plan: Plan; option: BuyOption | null }) {
  const [left, setLeft] = useState(false)
  const { planId, fulfilment, offers } = plan
  const leave = (go: () => void) => {
    setLeft(true)
    go()
    setTimeout(() => setLeft(false), 800)
  }
  if (fulfilment === 'digital') return <Notice>这张卡的权益在线上使用,暂不支持在此购买</Notice>
  const refused = offers.options[0]?.why
  if (!option && refused) return <Notice tone="warn">{refused}</Notice>
  if (offers.mode === 'stored_value')
    return (
      <Button block disabled={left} onTap={() => leave(() => open('wallet', { planId }))}>
        选充值金额,下一步确认协议
      </Button>
    )
  if (offers.payAsSaved)
    return (
      <Button block disabled={left} onTap={() => leave(() => open('checkout', { planId, as: 'as_saved' }))}>
        先用后付,现在付 {money(0)},下一步确认
      </Button>
    )
  if (!option) return <Notice tone="warn">这张卡暂时不能购买</Notice>
  return (
    <Button block disabled={left} onTap={() => leave(() => open('checkout', { planId, as: option.as }))}>
      {BUY_AS_NAMES[option.as](option)} {money(option.price)},下一步确认协议
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
