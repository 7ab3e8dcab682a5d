import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { useAnswer } from '@/stores/answer'
import { Recommendations } from './recommendations'

/** What may please, each with its reason, and how it is chosen (M106, L10). */
export default function RecommendedPage() {
  const answer = useAnswer('membership.recommended', {}, { onShow: true })
  const found = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={5} />}
      empty={
        found?.items.length === 0 ? (
          <EmptyState icon="tag" title="现在没有推荐" hint="全部商品和价格,到店都可以看到" />
        ) : undefined
      }
    >
      {found ? <Recommendations found={found} /> : null}
    </Page>
  )
}
