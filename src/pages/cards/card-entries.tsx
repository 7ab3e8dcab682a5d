import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'

type Held = Output<'membership.cards'>['cards'][number]
type Guarantee = NonNullable<Held['periods'][number]['guarantee']>

/** What can be looked at, shared or given back with this card; only what it really has. */
export function CardEntries({ card, now }: { card: Held; now: number }) {
  const { extras, periods } = card
  const guaranteed = periods.filter(({ guarantee }) => guarantee !== null)
  const refundable = periods.filter(({ refunded, upgraded }) => refunded === 0 && !upgraded).at(-1)
  const ended = card.state === 'lapsed' || card.state === 'refunded'
  const any = guaranteed.length > 0 || extras.household || extras.perks || extras.autoRenew !== null || !ended
  if (!any) return null
  return (
    <View>
      <Card kind="flush">
        {guaranteed.map(({ orderId, guarantee }) =>
          guarantee ? (
            <ListRow
              key={orderId}
              icon="shield"
              title="没省够就补差"
              detail={guaranteeText(guarantee, now)}
              onTap={() => open('guarantee', { orderId })}
            />
          ) : null,
        )}
        {extras.household && !ended ? (
          <ListRow
            icon="users"
            title="家人共用"
            detail="邀请家人一起用这张卡"
            onTap={() => open('household')}
          />
        ) : null}
        {extras.perks ? (
          <ListRow
            icon="handshake"
            title="合作权益"
            detail="领取合作方的权益和等级"
            onTap={() => open('perks')}
          />
        ) : null}
        {extras.autoRenew === null ? null : (
          <ListRow
            icon="refresh"
            title="自动续费"
            detail={extras.autoRenew === 'on' ? '已开通,可随时关闭' : '没有开通,到期不会自动扣款'}
            onTap={() => open('autoRenew')}
          />
        )}
        {refundable && !ended ? (
          <ListRow
            icon="undo"
            title="退款"
            detail="先看可退多少和怎么算的,再决定"
            onTap={() => open('order', { orderId: refundable.orderId })}
          />
        ) : null}
      </Card>
    </View>
  )
}

function guaranteeText({ state, refund, settlesOn }: Guarantee, now: number): string {
  if (state === 'void') return '这一期已退款,补差随之结束'
  if (state === 'settled') return refund > 0 ? `已补 ${money(refund)}` : '已省够,不需要补差'
  return refund > 0
    ? `今天结算可补 ${money(refund)},${dayText(settlesOn, now)}自动结算`
    : `已经省够了,${dayText(settlesOn, now)}结算`
}
