import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { useHome } from '@/stores/home'

/** Coupons and gifts that came with cards. */
export default function EntitlementsPage() {
  const answer = useHome()
  const assets = answer.data?.assets
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={2} />}>
      {assets && assets.coupons + assets.gifts > 0 ? (
        <Card kind="flush">
          <ListRow icon="ticket" title="优惠券" value={`${assets.coupons} 张`} />
          <ListRow icon="gift" title="待领取的赠品" value={`${assets.gifts} 份`} />
        </Card>
      ) : (
        <EmptyState icon="ticket" title="还没有优惠券和赠品" hint="开卡附送的券和赠品会放在这里" />
      )}
    </Page>
  )
}
