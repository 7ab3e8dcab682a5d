import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { useHome } from '@/stores/home'

/** Perks of other companies that came with a card (M016). */
export default function PerksPage() {
  const answer = useHome()
  const assets = answer.data?.assets
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={2} />}>
      {assets && assets.perks > 0 ? (
        <Card kind="flush">
          <ListRow icon="handshake" title="可领取的权益" value={`${assets.perks} 项`} />
        </Card>
      ) : (
        <EmptyState icon="handshake" title="没有合作权益" hint="联名卡附带的合作方权益会放在这里" />
      )}
    </Page>
  )
}
