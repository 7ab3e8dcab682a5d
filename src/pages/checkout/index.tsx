import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { clockText, money } from '@/services/format'
import { replace } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import type { BuyOption } from './buy-words'
import { RenewalConsent } from './renewal-consent'
import { Afterwards, Summary } from './summary'
import { usePurchase } from './use-purchase'
import './index.scss'

type Plan = Output<'membership.plan'>
type Agreement = Plan['agreements'][number]

/** The last step before WeChat's cashier: price, period, what follows, agreements unticked. */
export default function CheckoutPage() {
  const { planId = '', as = 'regular' } = useRouter().params
  const answer = useAnswer('membership.plan', { planId })
  const option = answer.data?.offers.options.find((one) => one.as === as) ?? null
  const purchase = usePurchase(answer.data, option, answer.reload)
  const [read, setRead] = useState<Agreement | null>(null)
  const plan = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<CheckoutSkeleton />}
      kept="还没有下单,也没有扣款"
      footer={plan ? <Footer plan={plan} option={option} purchase={purchase} /> : null}
      layers={<AgreementSheet agreement={read} onClose={() => setRead(null)} />}
    >
      {plan ? <Content plan={plan} option={option} purchase={purchase} onRead={setRead} /> : null}
    </Page>
  )
}

interface PartProps {
  plan: Plan
  /** Null when the card is not sold this way any more. */
  option: BuyOption | null
  purchase: ReturnType<typeof usePurchase>
}

function Content({ plan, option, purchase, onRead }: PartProps & { onRead: (agreement: Agreement) => void }) {
  const now = serverNow()
  const { notice, unpaid, ticked, tick, priceBefore } = purchase
  const closed = option ? option.why : '这张卡现在不能这样购买'
  return (
    <View className="stack">
      <View>{notice ? <Notice tone={notice.tone}>{notice.words}</Notice> : null}</View>
      <View>
        {option ? <Summary plan={plan} option={option} priceBefore={priceBefore} now={now} /> : null}
      </View>
      <View>{closed ? <Closed why={closed} planId={plan.planId} /> : null}</View>
      <View>
        {option && !closed ? (
          <RenewalConsent
            plan={plan}
            option={option}
            checked={purchase.renewal}
            onChange={purchase.setRenewal}
            now={now}
          />
        ) : null}
      </View>
      <View>{option && !closed ? <Afterwards plan={plan} option={option} now={now} /> : null}</View>
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
      <View>{unpaid ? <Unpaid purchase={purchase} /> : null}</View>
    </View>
  )
}

/** The way is closed now: why, and back to what is possible. */
function Closed({ why, planId }: { why: string; planId: string }) {
  return (
    <Card kind="quiet">
      <View>{why}</View>
      <View className="checkout-unpaid">
        <Button kind="secondary" compact onTap={() => replace('plan', { planId })}>
          看看其他方案
        </Button>
      </View>
    </Card>
  )
}

function Unpaid({ purchase: { unpaid, cancel, cancelling, showResult } }: Pick<PartProps, 'purchase'>) {
  if (!unpaid) return null
  return (
    <Card kind="quiet">
      <View>订单还没有付款,为您保留到 {clockText(unpaid.expiresAt)}</View>
      <View className="checkout-unpaid">
        <Button kind="secondary" compact loading={cancelling} onTap={cancel}>
          取消订单
        </Button>
        <Button kind="text" compact onTap={() => showResult(unpaid.orderId)}>
          已经付过款
        </Button>
      </View>
    </Card>
  )
}

function Footer({ option, purchase }: PartProps) {
  if (option?.why !== null) return <View />
  const words = option.price === 0 ? '确认开通,不用付款' : `微信支付 ${money(option.price)}`
  return (
    <Button block loading={purchase.paying} onTap={purchase.pay}>
      {purchase.unpaid ? `继续支付 ${money(option.price)}` : words}
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
