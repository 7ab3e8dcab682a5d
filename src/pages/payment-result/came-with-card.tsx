import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'

/** What is there now to use, to claim and to open; the card counts whether or not this is known. */
export function CameWithCard() {
  const assets = useAnswer('membership.home', {}).data?.assets
  if (!assets) return <View />
  const { balance, coupons, gifts, perks } = assets
  if (balance + coupons + gifts + perks === 0) return <View />
  return (
    <Card kind="flush">
      {coupons > 0 ? (
        <ListRow
          icon="ticket"
          title={`${coupons} 张优惠券可以用`}
          detail="到店出示会员码,结算时自动选最省的一张"
          onTap={() => open('coupons')}
        />
      ) : null}
      {gifts > 0 ? (
        <ListRow
          icon="gift"
          title={`${gifts} 份赠品待领取`}
          detail="先领取,再到店由店员交付"
          onTap={() => open('gifts')}
        />
      ) : null}
      {perks > 0 ? (
        <ListRow
          icon="handshake"
          title={`${perks} 项合作权益待开通`}
          detail="每项单独征得同意后,才向合作方提供所列信息"
          onTap={() => open('perks')}
        />
      ) : null}
      {balance > 0 ? (
        <ListRow icon="wallet" title={`储值余额 ${money(balance)}`} onTap={() => open('wallet')} />
      ) : null}
    </Card>
  )
}
