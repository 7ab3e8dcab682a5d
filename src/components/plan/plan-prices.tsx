import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Money } from '@/components/money'
import { Photo } from '@/components/photo'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { dayOf, money } from '@/services/format'

/** More would push the page's first setData above its budget. */
const SHOWN_FIRST = 5

type Prices = Output<'membership.plan'>['prices']

/** What members pay for what, beside the list price that is asked today and since when. */
export function PlanPrices({ prices, now }: { prices: Prices; now: number }) {
  const [shown, setShown] = useState(SHOWN_FIRST)
  if (prices.length === 0) return <View />
  return (
    <View>
      <View className="section-title">会员价</View>
      <Card kind="flush">
        {prices
          .slice(0, shown)
          .map(({ productId, name, photo, listPrice, listPriceSince, memberPrice, saves }) => (
            <View key={productId} className="plan-price">
              <Photo src={photo} name={name} />
              <View className="grow">
                <View>{name}</View>
                <View className="small">
                  标价 {money(listPrice)},{dayOf(listPriceSince, now)}起
                </View>
              </View>
              <View className="plan-price__end">
                <Money fen={memberPrice} size="title" strong />
                <Tag tone="saved">省 {money(saves)}</Tag>
              </View>
            </View>
          ))}
        <View>
          {prices.length > shown ? (
            <Button kind="text" block onTap={() => setShown(shown + 20)}>
              还有 {prices.length - shown} 样,继续看
            </Button>
          ) : null}
        </View>
      </Card>
    </View>
  )
}
