import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { Money } from '@/components/money'
import type { BuyAs, PlanOffersView } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { BUY_AS_NAMES, type BuyOption } from './buy-words'

interface Props {
  options: readonly BuyOption[]
  chosen: BuyOption | null
  onChoose: (as: BuyAs) => void
  now: number
}

/** One way alone has its price above and its button below. */
export function hasChoice({ options, mode }: PlanOffersView): boolean {
  return mode !== 'stored_value' && options.length > 1
}

/** The ways to buy this card, each with its price and days, and why one is not possible. */
export function BuyOptions({ options, chosen, onChoose, now }: Props) {
  return (
    <View>
      <View className="section-title">怎样开通</View>
      <Card kind="flush">
        {options.map((option) => (
          <ChoiceRow
            key={option.as}
            title={BUY_AS_NAMES[option.as](option)}
            detail={detailOf(option, now)}
            value={<Money fen={option.price} size="title" strong />}
            chosen={option.as === chosen?.as}
            why={option.why}
            onChoose={() => onChoose(option.as)}
          />
        ))}
      </Card>
    </View>
  )
}

function detailOf({ as, from, through, credit }: BuyOption, now: number): string {
  const days = `${dayText(from, now)}至${dayText(through, now)}`
  return as === 'upgrade' ? `现在的卡余下部分抵 ${money(credit)},${days}` : days
}
