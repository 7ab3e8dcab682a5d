import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import type { PlanOffersView } from '@/services/contract'
import { discountText, money } from '@/services/format'

/** What each top-up brings, and which money is spent first (M014). */
export function TopUpLadder({ storedValue }: { storedValue: NonNullable<PlanOffersView['storedValue']> }) {
  const { ladder, spendOrder } = storedValue
  return (
    <View>
      <View className="section-title">充值档位</View>
      <Card kind="flush">
        {ladder.map(({ id, principal, bonus, memberBasisPoints, perks }) => (
          <ListRow
            key={id}
            icon="wallet"
            title={bonus > 0 ? `充 ${money(principal)} 送 ${money(bonus)}` : `充 ${money(principal)}`}
            detail={[
              memberBasisPoints < 10_000 ? `余额用完前到店${discountText(memberBasisPoints)}` : '',
              ...perks,
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </Card>
      <View className="plan-fact__note">
        {spendOrder === 'principal_first' ? '付款时先用本金,再用赠金。' : '付款时本金和赠金按比例一起用。'}
        本金不过期,没用完的本金可以退。
      </View>
    </View>
  )
}
