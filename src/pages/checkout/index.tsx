import { View } from '@tarojs/components'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { AgreementTicks, type Agreement } from '@/components/agreement-ticks'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { clockText, dayText, money } from '@/services/format'
import { replace } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { laterCharge, type BuyOption } from '@/components/plan/buy-words'
import { useParameters } from '@/stores/parameters'
import { RenewalConsent } from './renewal-consent'
import { SavedCheckout } from './saved-checkout'
import { Afterwards, Summary } from './summary'
import { usePurchase } from './use-purchase'
import './index.scss'

type Plan = Output<'membership.plan'>

/** The last step before WeChat's cashier: price, period, what follows, agreements unticked. */
export default function CheckoutPage() {
  const { planId = '', as = 'regular', peakOffer } = useParameters()
  const answer = useAnswer('membership.plan', { planId })
  const option = answer.data?.offers.options.find((one) => one.as === as) ?? null
  const purchase = usePurchase(answer.data, option, answer.reload, peakOffer)
  const [read, setRead] = useState<Agreement | null>(null)
  const plan = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<CheckoutSkeleton />}
      kept="还没有下单,也没有扣款"
      footer={option?.why === null ? <Footer option={option} purchase={purchase} /> : null}
      layers={<AgreementSheet agreement={read} onClose={() => setRead(null)} />}
    >
      <View>{peakOffer ? <TodaysOffer /> : null}</View>
      {plan ? <Body plan={plan} option={option} purchase={purchase} onRead={setRead} /> : null}
    </Page>
  )
}

/** What the order takes along from today's offer; the back end checks it once more (M088). */
function TodaysOffer() {
  const { data } = useAnswer('membership.renewal', {})
  const offer = data?.peakOffer
  if (!offer) return null
  const now = serverNow()
  return (
    <Notice>{`${offer.title}:${offer.gives},${dayText(offer.from, now)}至${dayText(offer.through, now)};今天 24:00 前付款有效`}</Notice>
  )
}

/** A card that is paid by what it saved is opened by a signature, any other by a payment. */
function Body(props: PartProps & { onRead: (agreement: Agreement) => void }) {
  const { payAsSaved } = props.plan.offers
  if (!payAsSaved) return <Content {...props} />
  return <SavedCheckout plan={props.plan} payAsSaved={payAsSaved} onRead={props.onRead} />
}

interface PartProps {
  plan: Plan
  /** Null when the card is not sold this way any more. */
  option: BuyOption | null
  purchase: ReturnType<typeof usePurchase>
}

function Content({ plan, option, purchase, onRead }: PartProps & { onRead: (agreement: Agreement) => void }) {
  const now = serverNow()
  const { notice, unpaid, priceBefore } = purchase
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
          <Terms plan={plan} option={option} purchase={purchase} onRead={onRead} now={now} />
        ) : null}
      </View>
      <View>{unpaid ? <Unpaid purchase={purchase} /> : null}</View>
    </View>
  )
}

interface TermsProps extends PartProps {
  option: BuyOption
  onRead: (agreement: Agreement) => void
  now: number
}

/** What is agreed to, each by itself: renewal (if it is offered), then the agreements. */
function Terms({ plan, option, purchase, onRead, now }: TermsProps) {
  const later = laterCharge(plan, option)
  return (
    <View className="stack">
      <View>
        {later ? (
          <RenewalConsent
            plan={plan}
            option={option}
            later={later}
            checked={purchase.renewal}
            onChange={purchase.setRenewal}
            now={now}
          />
        ) : null}
      </View>
      <Afterwards plan={plan} option={option} renewable={later !== null} now={now} />
      <AgreementTicks
        agreements={plan.agreements}
        ticked={purchase.ticked}
        onTick={purchase.tick}
        onRead={onRead}
      />
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

function Footer({ option, purchase }: { option: BuyOption } & Pick<PartProps, 'purchase'>) {
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
