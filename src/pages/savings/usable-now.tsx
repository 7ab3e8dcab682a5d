import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { MoreRows } from '@/components/more-rows'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'

type Usable = NonNullable<Output<'membership.savings'>['usable']>

const PAGES = { coupon: 'coupons', benefit: 'benefits', voucher: 'points', points: 'points' } as const

/** What makes up the value that stands on the card, row by row, and how it was counted (M083). */
export function UsableNow({ usable: { worth, things, more }, now }: { usable: Usable; now: number }) {
  return (
    <View>
      <View className="section-title">
        <View>还能用的</View>
        <View className="small">{worth > 0 ? `共值 ${money(worth)}` : ''}</View>
      </View>
      <Card kind="flush">
        <MoreRows items={things} first={4} unit="样">
          {({ kind, title, count, worth: of, through }) => (
            <ListRow
              key={`${kind}:${title}:${through}`}
              title={count > 1 ? `${title} ×${count}` : title}
              detail={`可用到${dayText(through, now)}`}
              value={of === null ? undefined : <Money fen={of} tone="ink" />}
              onTap={() => open(PAGES[kind])}
            />
          )}
        </MoreRows>
        <View>{more > 0 ? <View className="savings-none">还有 {more} 样在券包和权益里</View> : null}</View>
      </Card>
      <View className="savings-note">
        券按面值、权益按今天的标价,只算现在能用的;折扣、限额和积分要看买什么,不算钱。
      </View>
    </View>
  )
}
