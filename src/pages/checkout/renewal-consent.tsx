import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { PriceTerms } from '@/components/price-terms'
import type { Output } from '@/services/contract'
import type { BuyOption, LaterCharge } from '@/components/plan/buy-words'

interface Props {
  plan: Output<'membership.plan'>
  option: BuyOption
  later: LaterCharge
  checked: boolean
  onChange: (checked: boolean) => void
  now: number
}

/**
 * Automatic renewal is a choice of its own, unticked, after the price: both prices, the day of the
 * first charge and the way out in one size (M049, L1). Nothing is charged by ticking it.
 */
export function RenewalConsent({ plan, option, later, checked, onChange, now }: Props) {
  const trialDays = option.as === 'trial' ? plan.offers.trial?.days : undefined
  return (
    <Card>
      <View className="title">自动续费(可选)</View>
      <PriceTerms
        first={{ label: trialDays ? `试用 ${trialDays} 天` : '这一期', amount: option.price }}
        later={later}
        now={now}
      />
      <View className="checkout-step">
        每次扣款前至少 5 天提醒,没有送达提醒就不扣。关闭立即生效,不收费。不选也能照常开通。
      </View>
      <CheckRow checked={checked} onChange={onChange}>
        同意自动续费,付款后到微信确认签约
      </CheckRow>
    </Card>
  )
}
