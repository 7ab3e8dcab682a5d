import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import type { PlanOffersView } from '@/services/contract'
import { money } from '@/services/format'

/** Rows that come with the page, of each kind. */
const SHOWN_FIRST = 4

type Parts = Pick<PlanOffersView, 'coupons' | 'gifts' | 'perks' | 'household' | 'mode'>

export function bringsGrants({ coupons, gifts, perks, household }: Parts): boolean {
  return coupons.length + gifts.length + perks.length > 0 || household !== null
}

/** What comes with the card beside its prices: coupons, gifts, partners' perks, a shared card. */
export function PlanGrants({ offers }: { offers: Parts }) {
  const { coupons, gifts, perks, household, mode } = offers
  const kinds = [
    coupons.length > 0 ? (
      <MoreRows key="coupons" items={coupons} first={SHOWN_FIRST} unit="种券">
        {(coupon) => (
          <ListRow
            key={`${coupon.title}-${coupon.when}`}
            icon="ticket"
            title={coupon.title}
            detail={couponDetail(coupon)}
            value={`${coupon.count} 张`}
          />
        )}
      </MoreRows>
    ) : null,
    gifts.length > 0 ? (
      <MoreRows key="gifts" items={gifts} first={SHOWN_FIRST} unit="样">
        {(gift) => (
          <ListRow
            key={gift.giftId}
            icon="gift"
            title={gift.quantity > 1 ? `${gift.name} × ${gift.quantity}` : gift.name}
            detail={giftDetail(gift)}
          />
        )}
      </MoreRows>
    ) : null,
    perks.length > 0 ? (
      <MoreRows key="perks" items={perks} first={SHOWN_FIRST} unit="项">
        {(perk) => (
          <ListRow
            key={perk.perkId}
            icon="handshake"
            title={`${perk.partnerName}:${perk.title}`}
            detail={perkDetail(perk)}
          />
        )}
      </MoreRows>
    ) : null,
    household ? (
      <ListRow
        key="household"
        icon="users"
        title={`可与 ${household.helpers} 位家人共用`}
        detail="家人用自己的微信接受邀请,每日次数合在一起计算,随时可以移除"
      />
    ) : null,
  ].filter((kind) => kind !== null)
  return (
    <View>
      <View className="section-title">{mode === 'coupon_pack' ? '券包里有' : '随卡附送'}</View>
      <Card kind="flush">
        {kinds.map((kind) => (
          <View key={String(kind.key)} className="plan-grants__kind">
            {kind}
          </View>
        ))}
      </Card>
    </View>
  )
}

function couponDetail({ amount, threshold, days, when }: Parts['coupons'][number]): string {
  const rule = threshold > 0 ? `满 ${money(threshold)} 减 ${money(amount)}` : `减 ${money(amount)},无门槛`
  return [rule, `${days} 天有效`, when].filter(Boolean).join(' · ')
}

function giftDetail({ worth, left }: Parts['gifts'][number]): string {
  const stock = left > 0 ? `还剩 ${left} 份,到店领取` : '已领完,购卡不再附送'
  return worth === null ? stock : `本店在售价 ${money(worth)} · ${stock}`
}

function perkDetail({ partnerName, months, dataShared, left, deduction }: Parts['perks'][number]): string {
  const stock = left === null ? '' : left > 0 ? `还剩 ${left} 份 · ` : '已发完 · '
  const used = deduction ? ` · 使用后退卡时扣除 ${money(deduction)},未使用不扣` : ''
  return `${stock}${months} 个月 · 领取前会单独征得同意:${partnerName}将得到${dataShared}${used}`
}
