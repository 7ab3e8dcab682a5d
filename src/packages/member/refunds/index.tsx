import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, momentText, money } from '@/services/format'
import { REFUND_BASIS_NAMES } from '@/services/refund-names'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import './index.scss'

type Refund = Output<'payment.refunds'>['refunds'][number]

const STATE_NAMES: Record<Refund['state'], string> = {
  review: '门店审核中',
  processing: '退款中',
  abnormal: '微信退回受阻',
  succeeded: '已退',
  refused: '没有通过',
}

/** Every refund with where it stands and the day by which it must be carried out (消法 53). */
export default function RefundsPage() {
  const answer = useAnswer('payment.refunds', {}, { onShow: true })
  const refunds = answer.data?.refunds ?? []
  const { shown, left, more } = useGradually(refunds.length, { portion: 6, page: 20 })
  const none = (
    <EmptyState
      icon="undo"
      title="没有退款"
      hint="卡、券包和充值都可以在「我的订单」里申请退款,先看金额再决定"
      action="我的订单"
      onAction={() => open('orders')}
    />
  )
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      empty={answer.data && refunds.length === 0 ? none : undefined}
    >
      <View className="stack">
        <View className="stack">
          {refunds.slice(0, shown).map((refund) => (
            <RefundCard key={refund.refundId} refund={refund} />
          ))}
        </View>
        <View>
          {left > 0 ? (
            <Button kind="text" block onTap={more}>
              再看 {left} 笔
            </Button>
          ) : null}
        </View>
      </View>
    </Page>
  )
}

function RefundCard({ refund }: { refund: Refund }) {
  const { orderId, title, amount, basis, state, requestedAt, note, interest } = refund
  const now = serverNow()
  return (
    <Card onTap={() => open('order', { orderId })}>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <Tag tone={state === 'abnormal' ? 'danger' : state === 'review' ? 'warn' : 'quiet'}>
          {STATE_NAMES[state]}
        </Tag>
      </View>
      <Money fen={amount} size="large" tone="ink" />
      <View>
        {interest ? (
          <View className="small">
            {`另加利息${money(interest)}${state === 'succeeded' ? '' : '(截至今天)'}`}
          </View>
        ) : null}
      </View>
      <View className="small">
        {REFUND_BASIS_NAMES[basis]} · {momentText(requestedAt, now)}申请
      </View>
      <View>{refund.toPayer ? <View className="small">转让所得,款项原路退给最初付款的人</View> : null}</View>
      <View className="refund-clock">{clockWords(refund, now)}</View>
      <View>
        {note ? (
          <Notice>
            {state === 'refused' ? '门店的说明' : '凭证'}:{note}
          </Notice>
        ) : null}
      </View>
    </Card>
  )
}

/** How far it is, and until when: what WeChat holds back is the shop's to mend, not the member's. */
function clockWords({ state, channel, by, finishedAt }: Refund, now: number): string {
  const until = `最晚${dayText(by, now)}前办好`
  const way = channel === 'manual' ? '门店转账' : '原路退回微信'
  switch (state) {
    case 'review':
      return `由门店审核,审核前什么都没有结束。${until}`
    case 'processing':
      return channel === 'manual' ? `付款已过一年,由门店转账。${until}` : `正在${way}。${until}`
    case 'abnormal':
      return `微信暂时退不回去,门店已收到提醒并会处理。${until}`
    case 'succeeded':
      return finishedAt === null ? `已${way}` : `${momentText(finishedAt, now)}已${way}`
    case 'refused':
      return '可以联系门店,或按卡的规则重新申请'
  }
}
