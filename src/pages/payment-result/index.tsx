import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon, type IconName } from '@/components/icon'
import { MemberCard } from '@/components/member-card'
import { MessageAsk } from '@/components/message-ask'
import { OrderVoucher } from '@/components/order-voucher'
import { Page } from '@/components/page'
import { PhoneRow } from '@/components/phone-row'
import { serverNow } from '@/services/clock'
import { money } from '@/services/format'
import type { Order } from '@/services/payments'
import { open, replace } from '@/services/routes'
import { useParameters } from '@/stores/parameters'
import { useSession } from '@/stores/session'
import { CameWithCard } from './came-with-card'
import { SignRenewal } from './sign-renewal'
import { useOrderOutcome, type OrderOutcome } from './use-order-outcome'
import './index.scss'

/** What really happened to a payment, as the back end learned it from WeChat; never guessed. */
export default function PaymentResultPage() {
  const orderId = useParameters().orderId ?? ''
  const outcome = useOrderOutcome(orderId)
  return (
    <Page>
      <View className="stack">
        <Headline outcome={outcome} />
        <View>
          {outcome.kind === 'delivered' ? <Delivered outcome={outcome} /> : <Others outcome={outcome} />}
        </View>
      </View>
    </Page>
  )
}

interface Words {
  icon: IconName
  tone: 'saved' | 'quiet' | 'warn'
  title: string
  detail: string
}

const DONE_TITLES: Partial<Record<Order['kind'], string>> = {
  top_up: '充值已到账',
  flash: '抢到了,凭证已放好',
}

function wordsFor(outcome: OrderOutcome): Words {
  const amount = 'order' in outcome ? money(outcome.order.amount) : ''
  switch (outcome.kind) {
    case 'delivered':
      return {
        icon: 'circle-check',
        tone: 'saved',
        title: DONE_TITLES[outcome.order.kind] ?? '会员卡已开通',
        detail: outcome.order.amount === 0 ? '没有扣款' : `已付 ${amount}`,
      }
    case 'waiting':
      return {
        icon: 'hourglass',
        tone: 'quiet',
        title: '正在向微信确认付款结果',
        detail: '通常几秒钟。已付的款不会丢,请不要重复支付。',
      }
    case 'paid':
      return {
        icon: 'hourglass',
        tone: 'quiet',
        title: outcome.order.kind === 'flash' ? '已收到付款,正在出凭证' : '已收到付款,正在开通',
        detail: `已付 ${amount}。如不能${outcome.order.kind === 'flash' ? '出凭证' : '开通'},会自动原路退回。`,
      }
    case 'unpaid':
      return {
        icon: 'clock',
        tone: 'warn',
        title: '微信还没有收到付款',
        detail: '如果刚刚付过,稍等再查一次;没有付款的话,没有扣钱。',
      }
    case 'closed':
      return {
        icon: 'circle-x',
        tone: 'quiet',
        title: '订单已关闭',
        detail: '没有买成,也没有留下扣款;如关闭前付过款,会自动原路退回。',
      }
    case 'refunded':
      return {
        icon: 'undo',
        tone: 'quiet',
        title: outcome.order.state === 'refunded' ? '款项已原路退回' : '正在原路退回',
        detail: `${amount} 退回到付款的微信账户。`,
      }
    case 'unknown':
      return {
        icon: 'alert',
        tone: 'warn',
        title: '暂时查不到结果',
        detail: `${outcome.message}。已付的款不会丢,请不要重复支付。`,
      }
  }
}

function Headline({ outcome }: { outcome: OrderOutcome }) {
  const { icon, tone, title, detail } = wordsFor(outcome)
  return (
    <View className="result-head">
      <Icon name={icon} size="hero" className={`result-head__icon result-head__icon--${tone}`} />
      <View className="result-head__title">{title}</View>
      <View className="result-head__detail">{detail}</View>
    </View>
  )
}

function Delivered({ outcome }: { outcome: Extract<OrderOutcome, { kind: 'delivered' }> }) {
  const shopName = useSession((state) => state.shop?.name) ?? ''
  if (outcome.order.kind === 'flash') return <PickUp orderId={outcome.order.orderId} />
  return (
    <View className="stack">
      <View>
        {outcome.card ? <MemberCard card={outcome.card} shopName={shopName} now={serverNow()} /> : null}
      </View>
      <CameWithCard />
      <MessageAsk moment="after_payment" />
      <SignRenewal orderId={outcome.order.orderId} paid={outcome.order.amount} />
      <Card kind="flush">
        <PhoneRow />
      </Card>
      <Button block icon="qr-code" onTap={() => replace('memberCode')}>
        到店出示会员码
      </Button>
      <Button kind="secondary" block onTap={() => open('home')}>
        回到会员中心
      </Button>
    </View>
  )
}

/** A piece of a rush waits at the counter; until it was fetched it can be given back (M030). */
function PickUp({ orderId }: { orderId: string }) {
  return (
    <View className="stack">
      <OrderVoucher orderId={orderId} />
      <Button block icon="qr-code" onTap={() => replace('memberCode')}>
        到店出示会员码领取
      </Button>
      <Button kind="secondary" block onTap={() => replace('activities')}>
        回到活动
      </Button>
    </View>
  )
}

function Others({ outcome }: { outcome: OrderOutcome }) {
  const again = 'again' in outcome ? outcome.again : null
  return (
    <View className="result-actions">
      <View>
        {again ? (
          <Button block kind="secondary" icon="refresh" onTap={again}>
            再查一次
          </Button>
        ) : null}
      </View>
      <Button kind="text" block onTap={() => open('orders')}>
        查看我的订单
      </Button>
      <Button kind="text" block onTap={() => open('home')}>
        回到会员中心
      </Button>
    </View>
  )
}
