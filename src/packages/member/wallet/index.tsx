import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { useHome } from '@/stores/home'

/** What is left of the stored value. */
export default function WalletPage() {
  const answer = useHome()
  const assets = answer.data?.assets
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={2} />}>
      {assets && assets.balance > 0 ? (
        <Card kind="flush">
          <ListRow icon="wallet" title="余额" value={<Money fen={assets.balance} />} />
        </Card>
      ) : (
        <EmptyState icon="wallet" title="还没有储值余额" hint="充值后,余额和每一笔变动都在这里" />
      )}
    </Page>
  )
}
