import { Text, View } from '@tarojs/components'
import { memo } from 'react'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import type { ProductDraft } from '../draft/draft'

interface Props {
  product: ProductDraft
  before: ProductDraft | undefined
  category: string
  /** Null for a product without one. */
  memberPrice: number | null
  refused: string | null
  onOpen: (productId: string) => void
}

/** One product as it would be released; what differs from the released one is marked. */
export const ProductRow = memo(function ProductRow(props: Props) {
  const { product, before, category, memberPrice, refused, onOpen } = props
  const { id, name, cost, listPrice, available } = product
  const repriced = before?.listPrice !== listPrice || before?.cost !== cost
  return (
    <View
      className={refused === null ? 'product-row' : 'product-row product-row--refused'}
      hoverClass="product-row--pressed"
      ariaRole="button"
      onClick={() => onOpen(id)}
    >
      <View className="product-row__line">
        <View className="product-list__name">
          <View className="product-row__title">
            <Text>{name}</Text>
            {available === false ? <Tag>已下架</Tag> : null}
            {repriced || before?.available !== available ? <Tag tone="warn">未发布</Tag> : null}
          </View>
          <View className="small">{category}</View>
        </View>
        <Figure label="成本" fen={cost} changed={before?.cost !== cost} />
        <Figure label="原价" fen={listPrice} changed={before?.listPrice !== listPrice} />
        {repriced ? (
          <View className="product-list__cell">
            <View className="product-row__label">会员价</View>
            <View className="product-row__later">发布后更新</View>
          </View>
        ) : (
          <Figure label="会员价" fen={memberPrice} />
        )}
        <Figure label="毛利" fen={repriced || memberPrice === null ? null : memberPrice - cost} />
      </View>
      <View>{refused === null ? null : <Notice tone="danger">{refused}</Notice>}</View>
    </View>
  )
})

interface FigureProps {
  label: string
  fen: number | null
  changed?: boolean
}

function Figure({ label, fen, changed = false }: FigureProps) {
  return (
    <View className={changed ? 'product-list__cell product-row__changed' : 'product-list__cell'}>
      <View className="product-row__label">{label}</View>
      {fen === null ? <Text className="small">—</Text> : <Money fen={fen} size="small" />}
    </View>
  )
}
