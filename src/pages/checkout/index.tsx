import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { clockText, dayText, money } from '@/services/format'
import { replace } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { usePurchase } from './use-purchase'
import './index.scss'

type Plan = Output<'membership.plan'>
type Agreement = Plan['agreements'][number]

/** The last step before WeChat's cashier: price, period, what follows, agreements unticked. */
export default function CheckoutPage() {
  const planId = useRouter().params.planId ?? ''
  const answer = useAnswer('membership.plan', { planId })
  const purchase = usePurchase(answer.data, answer.reload)
  const [read, setRead] = useState<Agreement | null>(null)
  return (
    <Page
      answer={answer}
      skeleton={<CheckoutSkeleton />}
      kept="还没有下单,也没有扣款"
      footer={answer.data ? <Footer plan={answer.data} purchase={purchase} /> : null}
      layers={<AgreementSheet agreement={read} onClose={() => setRead(null)} />}
    >
      {answer.data ? <Content plan={answer.data} purchase={purchase} onRead={setRead} /> : null}
    </Page>
  )
}

interface PartProps {
  plan: Plan
  purchase: ReturnType<typeof usePurchase>
}

function Content({ plan, purchase, onRead }: PartProps & { onRead: (agreement: Agreement) => void }) {
  const now = serverNow()
  const { from, through, renews } = plan.wouldRun
  const { notice, unpaid, ticked, tick } = purchase
  return (
    <View className="stack">
      <Card>
        <View className="title">{plan.name}</View>
        <View className="small">{plan.oneLine}</View>
        <View className="divider" />
        <Line label="有效期" value={`${dayText(from, now)}至${dayText(through, now)}`} />
        <View>{renews ? <View className="small">从当前有效期结束时接续,不损失剩余天数</View> : null}</View>
        <Line label="会费" value={<Money fen={plan.price} size="title" strong />} />
      </Card>
      <Card>
        <View className="title">付款后会怎样</View>
        <View className="checkout-step">1. 打开微信支付,付 {money(plan.price)}</View>
        <View className="checkout-step">2. 付款成功后会员卡立即开通,到店出示会员码即可使用</View>
        <View className="checkout-step">3. 只扣这一次,到期不自动续费;退款可在「我的订单」申请</View>
      </Card>
      <Card kind="flush">
        {plan.agreements.map((agreement) => (
          <View key={agreement.id} className="checkout-agreement">
            <CheckRow checked={ticked.includes(agreement.id)} onChange={(on) => tick(agreement.id, on)}>
              已阅读并同意
            </CheckRow>
            <View className="checkout-agreement__title" onClick={() => onRead(agreement)}>
              《{agreement.title}》
            </View>
          </View>
        ))}
      </Card>
      <View>{notice ? <Notice tone={notice.tone}>{notice.words}</Notice> : null}</View>
      <View>{unpaid ? <Unpaid purchase={purchase} /> : null}</View>
    </View>
  )
}

function Line({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <View className="checkout-line">
      <View className="small">{label}</View>
      <View className="checkout-line__value">{value}</View>
    </View>
  )
}

function Unpaid({ purchase: { unpaid, cancel, cancelling } }: Pick<PartProps, 'purchase'>) {
  if (!unpaid) return null
  return (
    <Card kind="quiet">
      <View>订单还没有付款,为您保留到 {clockText(unpaid.expiresAt)}</View>
      <View className="checkout-unpaid">
        <Button kind="secondary" compact loading={cancelling} onTap={cancel}>
          取消订单
        </Button>
        <Button kind="text" compact onTap={() => replace('paymentResult', { orderId: unpaid.orderId })}>
          已经付过款
        </Button>
      </View>
    </Card>
  )
}

function Footer({ plan, purchase }: PartProps) {
  return (
    <Button block loading={purchase.paying} onTap={purchase.pay}>
      {purchase.unpaid ? '继续支付' : '微信支付'} {money(plan.price)}
    </Button>
  )
}

function CheckoutSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <Skeleton shape="card" />
      <SkeletonRows count={1} />
    </View>
  )
}
