import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { serverNow } from '@/services/clock'
import { dayText } from '@/services/format'
import { useHome } from '@/stores/home'

/** When money will be taken next, and how much (L1). */
export default function AutoRenewPage() {
  const answer = useHome()
  const assets = answer.data?.assets
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={2} />}>
      {assets?.nextCharge ? (
        <Card kind="flush">
          <ListRow
            icon="calendar"
            title={`下次扣款 ${dayText(assets.nextCharge.on, serverNow())}`}
            value={<Money fen={assets.nextCharge.amount} />}
          />
        </Card>
      ) : (
        <EmptyState icon="refresh" title="没有开通自动续费" hint="卡到期不会自动扣款,可以随时手动续卡" />
      )}
    </Page>
  )
}
