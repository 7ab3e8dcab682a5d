import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tabs } from '@/components/tabs'
import { serverNow } from '@/services/clock'
import { momentText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Frame } from '../frame'
import { editPlan, editProduct } from './draft-edits'
import { PlanList } from './plan-list'
import { PlanSheet } from './plan-sheet'
import { ProductList } from './product-list'
import { ProductSheet } from './product-sheet'
import { ReleaseSheet } from './release-sheet'
import { useCatalogue } from './use-catalogue'
import './index.scss'

const PARTS = [
  { key: 'products', label: '商品' },
  { key: 'plans', label: '会员卡' },
] as const

/** What is sold: change prices and availability, then release all changes as one. */
export default function CataloguePage() {
  const catalogue = useCatalogue()
  const { answer, released, draft, edits, changes, problem, busy, edit, discard, release } = catalogue
  const [part, setPart] = useState<(typeof PARTS)[number]['key']>('products')
  const [productId, setProductId] = useState<string | null>(null)
  const [planId, setPlanId] = useState<string | null>(null)
  const [checking, setChecking] = useState(false)
  const shownPlan = released?.plans.find(({ onSale }) => onSale)
  const plan = useAnswer(
    'membership.plan',
    { planId: shownPlan?.id ?? '' },
    { enabled: shownPlan !== undefined },
  )
  const product = draft?.products.find(({ id }) => id === productId) ?? null
  const openPlan = draft?.plans.find(({ id }) => id === planId) ?? null

  const throwAway = async () => {
    const { confirm } = await Taro.showModal({
      title: '放弃全部改动?',
      content: `${changes.length}处改动都没有发布,放弃后恢复为当前版本。`,
      confirmText: '放弃',
      cancelText: '保留',
    })
    if (confirm) discard()
  }
  const releaseAll = async () => {
    const done = await release()
    setChecking(false)
    if (done) await plan.reload()
  }

  return (
    <Frame
      place="catalogue"
      answer={answer}
      skeleton={<CatalogueSkeleton />}
      kept="还没有发布的改动都在"
      empty={
        answer.data && !released ? (
          <EmptyState icon="tag" title="还没有发布过商品" hint="请先完成门店设置" />
        ) : undefined
      }
      footer={
        changes.length === 0 ? undefined : (
          <View className="catalogue__footer">
            <View className="grow small">{`${changes.length}处改动,还没有发布`}</View>
            <Button kind="text" compact onTap={() => void throwAway()}>
              放弃
            </Button>
            <Button onTap={() => setChecking(true)}>核对并发布</Button>
          </View>
        )
      }
      layers={
        <>
          <ProductSheet
            product={product}
            onClose={() => setProductId(null)}
            onDone={(change) => {
              if (productId) edit(editProduct(edits, productId, change))
              setProductId(null)
            }}
          />
          <PlanSheet
            plan={openPlan}
            onClose={() => setPlanId(null)}
            onDone={(change) => {
              if (planId) edit(editPlan(edits, planId, change))
              setPlanId(null)
            }}
          />
          <ReleaseSheet
            open={checking}
            changes={changes}
            busy={busy}
            onClose={() => setChecking(false)}
            onRelease={() => void releaseAll()}
          />
        </>
      }
    >
      <View className="catalogue">
        <View className="small">
          {answer.data?.releasedAt
            ? `第${answer.data.release}版 · ${momentText(answer.data.releasedAt, serverNow())}发布`
            : ''}
        </View>
        <View>
          {problem ? (
            <View className="catalogue__problem">
              <Notice tone="danger">{problem.message}</Notice>
              <View>
                {problem.lossLeader ? (
                  <Button
                    kind="secondary"
                    compact
                    onTap={() => {
                      const { planId: of, benefitId } = problem.lossLeader!
                      const before = edits.plans[of]?.lossLeaders ?? []
                      edit(editPlan(edits, of, { lossLeaders: [...before, benefitId] }))
                    }}
                  >
                    {`这是有意的亏本促销(对「${problem.lossLeader.title}」全部商品生效)`}
                  </Button>
                ) : null}
              </View>
            </View>
          ) : null}
        </View>
        <Tabs options={PARTS} selected={part} onSelect={setPart} />
        <View>
          {draft && released && part === 'products' ? (
            <ProductList
              products={draft.products}
              released={released.products}
              categories={draft.categories}
              planName={shownPlan?.terms.name ?? null}
              prices={plan.data?.prices ?? null}
              problem={problem}
              onOpen={setProductId}
            />
          ) : null}
        </View>
        <View>
          {draft && released && part === 'plans' ? (
            <PlanList
              plans={draft.plans}
              released={released.plans}
              version={plan.data}
              problem={problem}
              onOpen={setPlanId}
            />
          ) : null}
        </View>
      </View>
    </Frame>
  )
}

function CatalogueSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="row" />
      <SkeletonRows count={6} />
    </View>
  )
}
