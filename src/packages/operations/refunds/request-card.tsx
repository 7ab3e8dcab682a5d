import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { ProgressBar } from '@/components/progress-bar'
import { Tag } from '@/components/tag'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { serverNow } from '@/services/clock'
import { dayText, momentText, money } from '@/services/format'
import { REFUND_BASIS_NAMES } from '@/services/refund-names'
import { clockWords, requestClock } from './request-clock'
import { stepOf, type RefundRequest, type Step } from './request-list'
import './request-card.scss'

export type Decision = 'grant' | 'refuse' | 'transferred'

interface Props {
  request: RefundRequest
  onDecide: (decision: Decision) => void
}

const STATES: Record<NonNullable<Step> | 'none', string> = {
  decide: '等您决定',
  transfer: '等您转账',
  at_wechat: '微信退回受阻',
  none: '微信正在退',
}

const HINTS: Record<NonNullable<Step> | 'none', string> = {
  decide: '会员认为第7天是法定假日。决定前卡照常使用。',
  transfer: '微信退不回去了(付款已过一年)。请转账,再填上凭证。',
  at_wechat: '原卡已注销或异常。请到微信支付商户平台的「退款」里换一个账户退回。',
  none: '不用处理,到账后会自动完成。',
}

const INTEREST_HINT = '退款晚于申请那天,这是应付的利息。微信不能退得比付的多,请转账,再填上凭证。'

/** One open refund: how much, how far its time has run, and what a person has to do. */
export function RequestCard({ request, onDecide }: Props) {
  const { title, amount, basis, alarm, requestedAt, by, displayName, contact, interest, payer } = request
  const now = serverNow()
  const step = stepOf(request)
  const clock = requestClock(requestedAt, by, now)
  return (
    <Card className={alarm ? 'request-card request-card--alarm' : 'request-card'}>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <Tag tone={step === 'at_wechat' ? 'danger' : step ? 'warn' : 'quiet'}>{STATES[step ?? 'none']}</Tag>
      </View>
      <View className="small">{contact ? `${displayName} ${contact}` : displayName}</View>
      <Money fen={amount} size="large" tone="ink" />
      <View>
        {interest ? (
          <View className="small">{`另加截至今天的利息${money(interest)},合计转账${money(amount + interest)}`}</View>
        ) : null}
      </View>
      <View className="small">{`${REFUND_BASIS_NAMES[basis]} · ${momentText(requestedAt, now)}提出`}</View>
      <View className="request-card__clock">
        <ProgressBar share={clock.total === 0 ? 1 : clock.gone / clock.total} tone="accent" />
        <View className={alarm ? 'request-card__late' : ''}>
          {`${clockWords(clock)} · 最晚${dayText(by, now)}办好`}
        </View>
      </View>
      <View>
        {payer ? (
          <View className="small">{`转让所得:款项退给最初付款的${payer.displayName}${payer.contact ? ` ${payer.contact}` : ''}`}</View>
        ) : null}
      </View>
      <View>{basis === 'interest' && step === 'transfer' ? INTEREST_HINT : HINTS[step ?? 'none']}</View>
      <View>{step ? <Steps step={step} onDecide={onDecide} /> : null}</View>
      <View
        className="request-card__number"
        ariaRole="button"
        ariaLabel="复制订单号"
        onClick={() => void copyNumber(request)}
      >
        <View className="grow">{`订单号 ${request.orderId}`}</View>
        <Icon name="copy" size="small" />
      </View>
    </Card>
  )
}

function Steps({ step, onDecide }: { step: NonNullable<Step>; onDecide: Props['onDecide'] }) {
  if (step === 'at_wechat') return null
  if (step === 'transfer') {
    return (
      <View className="request-card__steps">
        <Button onTap={() => onDecide('transferred')}>已转账,填凭证</Button>
      </View>
    )
  }
  return (
    <View className="request-card__steps">
      <Button onTap={() => onDecide('grant')}>看金额并同意</Button>
      <Button kind="danger" onTap={() => onDecide('refuse')}>
        不同意
      </Button>
    </View>
  )
}

async function copyNumber({ orderId }: RefundRequest): Promise<void> {
  const copied = await copyText(orderId)
  void Taro.showToast({ title: copied ? '已复制订单号' : FALLBACKS.clipboard, icon: 'none' })
}
