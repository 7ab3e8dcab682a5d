import { View } from '@tarojs/components'
import { memo } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { EmptyState } from '@/components/state-message'
import type { Desk } from './serving-panel'
import { useTill } from './use-till'
import './product-grid.scss'

type Product = Desk['products'][number]

/** Products of one category: a tap on the tile is one more. */
export function ProductGrid({ products }: { products: readonly Product[] }) {
  const { shown, left, more } = useGradually(products.length, { portion: 8, first: 4, page: 40 })
  if (products.length === 0)
    return <EmptyState icon="tag" title="这个分类还没有商品" hint="可以用「按金额」结算" />
  return (
    <View>
      <View className="products">
        {products.slice(0, shown).map(({ id, name, listPrice }) => (
          <ProductTile key={id} id={id} name={name} listPrice={listPrice} />
        ))}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            更多商品
          </Button>
        ) : null}
      </View>
    </View>
  )
}

interface TileProps {
  id: string
  name: string
  listPrice: number
}

/** Everything in it stands still but the count and one class: a tap sends some hundred bytes. */
const ProductTile = memo(function ProductTile({ id, name, listPrice }: TileProps) {
  const quantity = useTill((till) => till.basket.quantities[id] ?? 0)
  const { change } = useTill.getState()
  return (
    <View className={quantity > 0 ? 'tile tile--chosen' : 'tile'}>
      <View
        className="tile__add"
        hoverClass="tile__add--pressed"
        hoverStayTime={60}
        ariaRole="button"
        ariaLabel={`加一份${name}`}
        onClick={() => change(id, 1)}
      >
        <View className="tile__name">{name}</View>
        <Money fen={listPrice} size="small" tone="quiet" />
      </View>
      <View
        className="tile__less"
        ariaRole="button"
        ariaLabel={`减一份${name}`}
        onClick={() => change(id, -1)}
      >
        <View className="tile__minus">
          <Icon name="minus" size="small" />
        </View>
      </View>
      <View className="tile__count">{quantity}</View>
    </View>
  )
})
