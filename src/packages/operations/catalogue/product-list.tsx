import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { idAt, type Problem } from '../draft/problems'
import type { Draft, ProductDraft } from '../draft/draft'
import { ProductRow } from './product-row'
import './product-list.scss'

interface Props {
  draft: Draft
  released: readonly ProductDraft[]
  planName: string | null
  /** Member prices of the released version, as the back end worked them out. */
  prices: Output<'membership.plan'>['prices'] | null
  problems: readonly Problem[]
  onOpen: (productId: string) => void
}

export function ProductList(props: Props) {
  const { draft, released, planName, prices, problems, onOpen } = props
  const { products, categories } = draft
  const { shown, left, more } = useGradually(products.length, { portion: 4, page: 40, first: 1 })
  if (products.length === 0)
    return <EmptyState icon="tag" title="还没有商品" hint="点上面的「新商品」,先放几样最常卖的" />
  return (
    <View className="product-list">
      <View className="product-list__head">
        <View className="product-list__name">商品</View>
        <View className="product-list__cell">成本</View>
        <View className="product-list__cell">原价</View>
        <View className="product-list__cell">会员价</View>
        <View className="product-list__cell">会员毛利</View>
      </View>
      <View className="product-list__rows">
        {products.slice(0, shown).map((product) => (
          <ProductRow
            key={product.id}
            product={product}
            before={released.find(({ id }) => id === product.id)}
            category={categories.find(({ id }) => id === product.categoryId)?.name ?? ''}
            memberPrice={prices?.find(({ productId }) => productId === product.id)?.memberPrice ?? null}
            refused={sentenceFor(product.id, problems, draft)}
            onOpen={onOpen}
          />
        ))}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            更多商品
          </Button>
        ) : null}
      </View>
      <View className="product-list__note">
        {planName === null ? '没有在售的会员卡,暂无会员价' : `会员价为当前版本「${planName}」的价格`}
      </View>
    </View>
  )
}

function sentenceFor(id: string, problems: readonly Problem[], draft: Draft): string | null {
  const found = problems.find(
    ({ path, productId }) => productId === id || idAt(path, 'products', draft) === id,
  )
  return found?.sentence ?? null
}
