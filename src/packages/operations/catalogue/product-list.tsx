import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import type { Draft, ProductDraft } from './draft-edits'
import { ProductRow } from './product-row'
import type { ReleaseProblem } from './release-problem'
import './product-list.scss'

interface Props {
  products: readonly ProductDraft[]
  released: readonly ProductDraft[]
  categories: Draft['categories']
  planName: string | null
  /** Member prices of the released version, as the back end worked them out. */
  prices: Output<'membership.plan'>['prices'] | null
  problem: ReleaseProblem | null
  onOpen: (productId: string) => void
}

export function ProductList(props: Props) {
  const { products, released, categories, planName, prices, problem, onOpen } = props
  const { shown, left, more } = useGradually(products.length, { portion: 4, page: 40 })
  if (products.length === 0) return <EmptyState icon="tag" title="还没有商品" hint="请先完成门店设置" />
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
            refused={problem?.productId === product.id ? problem.message : null}
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
