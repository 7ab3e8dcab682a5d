import { Text, View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Money } from '@/components/money'
import { money, termText } from '@/services/format'
import { open } from '@/services/routes'
import type { Home } from '@/stores/home'

interface Props extends Pick<Home, 'missed' | 'now'> {
  offer: NonNullable<Home['offer']>
  /** A card was held before. */
  again: boolean
}

/**
 * One plan with its checkable reason. Who would not earn the fee back is told so, before any
 * button: never a wall, never a push.
 */
export function Offer({ offer, missed, again }: Props) {
  const worthIt = missed === null || missed.saved >= offer.price
  return (
    <Card className="offer">
      <View className="row row--between">
        <View className="title">{offer.name}</View>
        <View className="small">{offer.months > 0 ? termText(offer.months) : ''}</View>
      </View>
      <View className="offer__line">{offer.oneLine}</View>
      <View className="offer__price">
        <Money fen={offer.price} size="large" />
        <Text className="small">{perDayText(offer)}</Text>
      </View>
      <View>{missed ? <Missed missed={missed} worthIt={worthIt} price={offer.price} /> : null}</View>
      <View>{missed ? null : <View className="offer__reason">{offer.reason}</View>}</View>
      <View className="offer__actions">
        <Button kind={worthIt ? 'primary' : 'secondary'} onTap={() => open('plan', { planId: offer.planId })}>
          {again ? '看看续卡' : '看看这张卡'}
        </Button>
        <View>
          {offer.months > 0 ? (
            <Button kind="text" icon="calculator" onTap={() => open('calculator', { planId: offer.planId })}>
              算算多久回本
            </Button>
          ) : null}
        </View>
        <View>
          {offer.family ? (
            <Button kind="text" onTap={() => open('cards')}>
              看看全部卡
            </Button>
          ) : null}
        </View>
      </View>
    </Card>
  )
}

function perDayText({ mode, perDay }: Props['offer']): string {
  if (mode === 'stored_value') return '起充'
  return perDay > 0 ? `合每天 ${money(perDay)}` : ''
}

interface MissedProps {
  missed: NonNullable<Home['missed']>
  worthIt: boolean
  price: number
}

function Missed({ missed, worthIt, price }: MissedProps) {
  return (
    <View className="offer__missed">
      <View>
        近 90 天的 {missed.orders} 笔消费,用{missed.planName}可省
        <Money fen={missed.saved} strong className="offer__missed-amount" />
      </View>
      <View>
        {worthIt ? null : <View className="small">不到卡价 {money(price)}。按现在的消费,不办卡也合适。</View>}
      </View>
    </View>
  )
}
