import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Money } from '@/components/money'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { BUY_AS_NAMES, type BuyOption } from '@/components/plan/buy-words'

interface Props {
  plan: Output<'membership.plan'>
  option: BuyOption
  now: number
}

/** What is bought, from when through when, and what is paid now. */
export function Summary({ plan, option, priceBefore, now }: Props & { priceBefore: number | null }) {
  const { from, through, renews, as, credit, price } = option
  return (
    <Card>
      <View className="title">{plan.name}</View>
      <View className="small">{plan.oneLine}</View>
      <View className="divider" />
      <View>{as === 'regular' ? null : <FactLine label="方式" value={BUY_AS_NAMES[as](option)} />}</View>
      <FactLine label="有效期" value={`${dayText(from, now)}至${dayText(through, now)}`} />
      <View>{renews ? <View className="small">从当前有效期结束时接续,不损失剩余天数</View> : null}</View>
      <View>{credit > 0 ? <FactLine label="现在的卡余下部分抵" value={money(credit)} /> : null}</View>
      <FactLine label="现在付" value={<Money fen={price} size="title" strong />} />
      <View>
        {priceBefore === null ? null : (
          <View className="checkout-before">刚才是 {money(priceBefore)},请确认现在的价格</View>
        )}
      </View>
    </Card>
  )
}

/** What happens to the money after the button, step by step. */
export function Afterwards({ plan, option, renewable, now }: Props & { renewable: boolean }) {
  const { as, price, through } = option
  const once = as === 'trial' ? `试用到${dayText(through, now)}结束` : '只扣这一次'
  const later = renewable ? '没有另外同意自动续费,就不会再扣款' : '到期不自动续费'
  return (
    <Card>
      <View className="title">{price === 0 ? '确认后会怎样' : '付款后会怎样'}</View>
      <View className="checkout-step">
        1. {price === 0 ? '不用付款,也不打开收银台' : `打开微信支付,付 ${money(price)}`}
      </View>
      <View className="checkout-step">2. {deliveryWords(plan)}</View>
      <View className="checkout-step">
        3. {once},{later};退款可在「我的订单」申请
      </View>
    </Card>
  )
}

function deliveryWords({ offers: { mode, gifts, perks } }: Props['plan']): string {
  if (mode === 'coupon_pack') return '券立即放进「卡券」,到店出示会员码即可使用'
  const more = gifts.length + perks.length > 0 ? ',附送的权益在「卡券」里领取' : ''
  return `会员卡立即开通,到店出示会员码即可使用${more}`
}
