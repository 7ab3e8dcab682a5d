import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { MemberCard } from '@/components/member-card'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { OrderVoucher } from '@/components/order-voucher'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { copyText } from '@/platform/clipboard'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import { ORDER_STATE_NAMES, clockText, money, momentText } from '@/services/format'
import { cancelOrder, continuePayment, syncOrder, type Order } from '@/services/payments'
import { open, replace } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { useParameters } from '@/stores/parameters'
import { useSession } from '@/stores/session'
import { Refund } from './refund'
import './index.scss'

const REFUND_STATES: readonly Order['state'][] = ['refunding', 'refunded']

/** One order: what was paid, how it stands, and the way to its refund. */
export default function OrderPage() {
  const orderId = useParameters().orderId ?? ''
  const answer = useAnswer('payment.sync', { orderId }, { onShow: true, ask: () => syncOrder(orderId) })
  const shopName = useSession((state) => state.shop?.name) ?? ''
  const found = answer.data
  // What was paid at the counter is undone there, a rush is given back with its voucher; all else is
  // quoted by the back end.
  const quoted = found !== null && !['counter', 'flash'].includes(found.order.kind)
  const refundable = quoted && found.order.state === 'delivered'
  const agreed = quoted && found.order.paidAt !== null && found.order.state !== 'closed'
  const returning = found && (found.order.refunded > 0 || REFUND_STATES.includes(found.order.state))
  return (
    <Page answer={answer} skeleton={<OrderSkeleton />}>
      {found ? (
        <View className="stack">
          <Summary order={found.order} />
          <View>
            {found.order.state === 'paying' ? <Unpaid order={found.order} reload={answer.reload} /> : null}
          </View>
          <View>
            {found.card ? (
              <MemberCard
                card={found.card}
                shopName={shopName}
                now={serverNow()}
                onTap={() => open('cards')}
              />
            ) : null}
          </View>
          <View>
            {found.order.kind === 'flash' && found.order.paidAt !== null ? (
              <OrderVoucher orderId={found.order.orderId} />
            ) : null}
          </View>
          <View>{agreed ? <Copy orderId={found.order.orderId} /> : null}</View>
          <View>{refundable ? <Refund order={found.order} onRefunded={answer.reload} /> : null}</View>
          <View>{returning ? <RefundProgress /> : null}</View>
        </View>
      ) : null}
    </Page>
  )
}

function Copy({ orderId }: { orderId: string }) {
  return (
    <Card kind="flush">
      <ListRow
        icon="badge-check"
        title="协议副本"
        detail="买的时候约定的全部内容,可以保存"
        onTap={() => open('agreementCopy', { id: orderId })}
      />
    </Card>
  )
}

function RefundProgress() {
  return (
    <Card kind="flush">
      <ListRow
        icon="history"
        title="退款进度"
        detail="每一笔退到哪一步、最晚哪天办好"
        onTap={() => open('refunds')}
      />
    </Card>
  )
}

function Summary({ order }: { order: Order }) {
  const now = serverNow()
  const { title, amount, state, createdAt, paidAt, refunded, orderId } = order
  const [copied, setCopied] = useState(false)
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <Tag tone={state === 'delivered' ? 'saved' : state === 'paying' ? 'warn' : 'quiet'}>
          {ORDER_STATE_NAMES[state]}
        </Tag>
      </View>
      <View className="order-amount">
        <Money fen={amount} size="hero" />
      </View>
      <View>{refunded > 0 ? <FactLine label="已退" value={money(refunded)} /> : null}</View>
      <FactLine label="下单" value={momentText(createdAt, now)} />
      <View>{paidAt === null ? null : <FactLine label="付款" value={momentText(paidAt, now)} />}</View>
      <View onClick={() => void copyText(orderId).then(setCopied)}>
        <FactLine label="订单号" value={copied ? '已复制' : orderId} />
      </View>
    </Card>
  )
}

function Unpaid({ order, reload }: { order: Order; reload: () => Promise<void> }) {
  const [busy, run] = useBusy()
  const [words, setWords] = useState('')
  const attempt = (act: () => Promise<void>) =>
    void run(async () => {
      setWords('')
      await act().catch((error: unknown) => setWords(toCallError(error).message))
    })
  const pay = async () => {
    const outcome = await continuePayment(order.orderId)
    if (outcome?.kind === 'ask') return replace('paymentResult', { orderId: outcome.orderId })
    if (!outcome) setWords('这笔订单不是在这台手机上发起的。可以取消后重新下单。')
    await reload()
  }
  const cancel = async () => {
    await cancelOrder(order.orderId)
    await reload()
  }
  return (
    <View className="stack">
      <Notice tone="warn">还没有付款,订单保留到 {clockText(order.expiresAt)}</Notice>
      <Button block loading={busy} onTap={() => attempt(pay)}>
        继续支付 {money(order.amount)}
      </Button>
      <Button block kind="secondary" disabled={busy} onTap={() => attempt(cancel)}>
        取消订单
      </Button>
      <View>{words ? <Notice>{words}</Notice> : null}</View>
      <Card kind="flush">
        <ListRow
          title="已经付过款?"
          detail="向微信再查一次结果"
          onTap={() => replace('paymentResult', { orderId: order.orderId })}
        />
      </Card>
    </View>
  )
}

function OrderSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={2} />
    </View>
  )
}
