import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tabs } from '@/components/tabs'
import { serverNow } from '@/services/clock'
import { momentText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import { newId, type Draft, type ProductDraft } from '../draft/draft'
import { ProblemList } from '../draft/problem-list'
import { openProblem } from '../draft/open-problem'
import { useReleaseFooter } from '../draft/release-footer'
import { useDraft } from '../draft/use-draft'
import { Frame } from '../frame'
import { CategoryList } from './category-list'
import { newPlan, NewPlanSheet } from './new-plan-sheet'
import { PlanList } from './plan-list'
import { ProductList } from './product-list'
import { ProductSheet } from './product-sheet'
import './index.scss'

const PARTS = [
  { key: 'products', label: '商品' },
  { key: 'categories', label: '分类' },
  { key: 'plans', label: '会员卡' },
] as const
type Part = (typeof PARTS)[number]['key']

/** What is sold: products, categories and cards; all changes are released as one. */
export default function CataloguePage() {
  const { part: asked } = useParameters()
  const page = useDraft()
  const { answer, draft, released, problems, message, edit } = page
  const [part, setPart] = useState<Part>(PARTS.find(({ key }) => key === asked)?.key ?? 'products')
  const [product, setProduct] = useState<ProductDraft | null>(null)
  const [choosing, setChoosing] = useState(false)
  const shownPlan = released?.plans.find(({ onSale }) => onSale)
  const plan = useAnswer(
    'membership.plan',
    { planId: shownPlan?.id ?? '' },
    { enabled: shownPlan !== undefined },
  )
  const { footer, sheet } = useReleaseFooter(page, () => void plan.reload())
  const isNew = product !== null && !draft?.products.some(({ id }) => id === product.id)

  return (
    <Frame
      place="catalogue"
      answer={answer}
      skeleton={<CatalogueSkeleton />}
      kept="还没有发布的改动都在"
      empty={
        answer.data && !draft ? (
          <EmptyState
            icon="tag"
            title="还没有商品"
            hint="先选一个行业模板,几分钟就有样子"
            action="去开店设置"
            onAction={() => open('setUp')}
          />
        ) : undefined
      }
      footer={footer}
      layers={
        <>
          <ProductSheet
            product={product}
            isNew={isNew}
            categories={draft?.categories ?? []}
            onClose={() => setProduct(null)}
            onDone={(edited) => {
              edit((before) => ({ ...before, products: withProduct(before.products, edited) }))
              setProduct(null)
            }}
            onRemove={(productId) => {
              edit((before) => ({
                ...before,
                products: before.products.filter(({ id }) => id !== productId),
              }))
              setProduct(null)
            }}
          />
          <NewPlanSheet
            open={choosing}
            onClose={() => setChoosing(false)}
            onMode={(mode) => {
              setChoosing(false)
              if (!draft) return
              const made = newPlan(mode, draft)
              edit((before) => ({ ...before, plans: [...before.plans, made] }))
              open('cardEditor', { planId: made.id })
            }}
          />
          {sheet}
        </>
      }
    >
      <View className="catalogue">
        <View className="small">
          {page.releasedAt ? `第${page.release}版 · ${momentText(page.releasedAt, serverNow())}发布` : ''}
        </View>
        <ProblemList
          problems={problems}
          message={message}
          draft={draft}
          onEdit={edit}
          onOpen={(problem) => draft && openProblem(problem, draft, setPart)}
        />
        <Tabs options={PARTS} selected={part} onSelect={setPart} />
        <View>
          {draft && part === 'products' ? (
            <View className="stack">
              <Button kind="secondary" icon="plus" block onTap={() => setProduct(newProduct(draft))}>
                新商品
              </Button>
              <ProductList
                draft={draft}
                released={released?.products ?? []}
                planName={shownPlan?.terms.name ?? null}
                prices={plan.data?.prices ?? null}
                problems={problems}
                onOpen={(id) => setProduct(draft.products.find((one) => one.id === id) ?? null)}
              />
            </View>
          ) : null}
        </View>
        <View>
          {draft && part === 'categories' ? (
            <CategoryList
              draft={draft}
              onCategories={(categories) => edit((before) => ({ ...before, categories }))}
            />
          ) : null}
        </View>
        <View>
          {draft && part === 'plans' ? (
            <View className="stack">
              <Button kind="secondary" icon="plus" block onTap={() => setChoosing(true)}>
                新会员卡
              </Button>
              <PlanList
                draft={draft}
                released={released?.plans ?? []}
                version={plan.data}
                problems={problems}
                onOpen={(planId) => open('cardEditor', { planId })}
              />
            </View>
          ) : null}
        </View>
      </View>
    </Frame>
  )
}

function newProduct({ products, categories }: Draft): ProductDraft {
  return {
    id: newId('product', products),
    name: '',
    categoryId: categories[0]?.id ?? '',
    photo: '',
    cost: 0,
    listPrice: 0,
    available: true,
  }
}

function withProduct(products: readonly ProductDraft[], edited: ProductDraft): ProductDraft[] {
  const known = products.some(({ id }) => id === edited.id)
  return known
    ? products.map((product) => (product.id === edited.id ? edited : product))
    : [...products, edited]
}

function CatalogueSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="row" />
      <SkeletonRows count={6} />
    </View>
  )
}
