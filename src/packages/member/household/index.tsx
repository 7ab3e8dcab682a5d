import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { useHome } from '@/stores/home'

/** Whose card this person may use (M116). */
export default function HouseholdPage() {
  const answer = useHome()
  const assets = answer.data?.assets
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={2} />}>
      {assets?.household ? (
        <Card kind="flush">
          <ListRow icon="users" title={`正在使用${assets.household}的家庭卡`} />
        </Card>
      ) : (
        <EmptyState icon="users" title="没有共用的卡" hint="持有家庭卡的会员可以邀请家人一起用" />
      )}
    </Page>
  )
}
