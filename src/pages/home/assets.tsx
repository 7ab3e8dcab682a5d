import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { dayText, money } from '@/services/format'
import { open, type RouteName } from '@/services/routes'
import type { Home } from '@/stores/home'

type Held = NonNullable<Home['assets']>

/** Whether there is anything to show: who has nothing sees no row of zeros. */
export function hasAssets(assets: Home['assets']): assets is Held {
  if (!assets) return false
  const { balance, coupons, gifts, perks, nextCharge, household } = assets
  return balance + coupons + gifts + perks > 0 || nextCharge !== null || household !== null
}

/** Balance, coupons, gifts and perks side by side; a charge that is to come in a row of its own (L1). */
export function Assets({ assets, now }: { assets: Held; now: number }) {
  const { balance, coupons, gifts, perks, nextCharge, household } = assets
  const cells: [shown: boolean, value: string, label: string, route: RouteName][] = [
    [balance > 0, money(balance), '储值余额', 'wallet'],
    [coupons > 0, `${coupons} 张`, '优惠券', 'coupons'],
    [gifts > 0, `${gifts} 份`, '待领赠品', 'gifts'],
    [perks > 0, `${perks} 项`, '合作权益', 'perks'],
  ]
  const shown = cells.filter(([one]) => one)
  return (
    <Card kind="flush">
      <View>
        {shown.length > 0 ? (
          <View className="assets">
            {shown.map(([, value, label, route]) => (
              <View
                key={label}
                className="assets__cell"
                hoverClass="assets__cell--pressed"
                onClick={() => open(route)}
              >
                <View className="assets__value">{value}</View>
                <View className="small">{label}</View>
              </View>
            ))}
          </View>
        ) : null}
      </View>
      <View className={shown.length > 0 ? 'assets__rows' : ''}>
        {nextCharge ? (
          <ListRow
            icon="calendar"
            title={`${dayText(nextCharge.on, now)}自动续费 ${money(nextCharge.amount)}`}
            detail="不想续,随时可以关闭"
            onTap={() => open('autoRenew')}
          />
        ) : null}
        {household ? (
          <ListRow icon="users" title={`正在使用${household}的家庭卡`} onTap={() => open('household')} />
        ) : null}
      </View>
    </Card>
  )
}
