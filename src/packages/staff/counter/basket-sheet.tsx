import { Text, View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { Sheet } from '@/components/sheet'
import { EmptyState } from '@/components/state-message'
import { Stepper } from '@/components/stepper'
import type { ReceiptLine } from '@/services/contract'
import { money } from '@/services/format'
import { linesOf, MOST_OF_ONE, quotedParts } from './basket'
import { fenOfText } from './keypad-entry'
import type { Desk } from './serving-panel'
import { typedLine } from './till-state'
import { useTill } from './use-till'
import './basket-sheet.scss'

interface Props {
  open: boolean
  desk: Desk | null
  onClose: () => void
}

/** The basket line by line, each with its quoted price beside it; what is wrong can be taken out. */
export function BasketSheet({ open, desk, onClose }: Props) {
  return (
    <Sheet
      open={open}
      title="本单明细"
      onClose={onClose}
      footer={
        <Button
          kind="danger"
          icon="trash"
          block
          onTap={() => {
            useTill.getState().clearBasket()
            onClose()
          }}
        >
          清空本单
        </Button>
      }
    >
      <View>{open && desk ? <Lines desk={desk} /> : null}</View>
    </Sheet>
  )
}

function Lines({ desk }: { desk: Desk }) {
  const basket = useTill((till) => till.basket)
  const typed = useTill((till) => till.typed)
  const categoryId = useTill((till) => till.categoryId)
  const fresh = useTill(({ quoting }) => quoting.status === 'fresh')
  const quoted = useTill((till) => till.quoting.quote?.receipt.lines)
  const { change, removeAmount, type } = useTill.getState()
  const lines = linesOf(basket, typedLine(categoryId, fenOfText(typed)))
  if (lines.length === 0) return <EmptyState icon="receipt" title="还没有商品" hint="点商品,或按金额输入" />
  const parts = quotedParts(lines, quoted ?? [])
  const products = Object.keys(basket.quantities).length
  return (
    <View>
      {lines.map((line, index) => {
        const prices = (fresh ? parts[index] : undefined) ?? []
        if ('productId' in line) {
          const { productId, quantity } = line
          return (
            <Line
              key={productId}
              name={desk.products.find(({ id }) => id === productId)?.name ?? '已下架的商品'}
              quantity={quantity}
              prices={prices}
              onQuantity={(next) => change(productId, next - quantity)}
            />
          )
        }
        const at = index - products
        const isTyped = at >= basket.amounts.length
        return (
          <Line
            key={`amount-${at}`}
            name={`${desk.categories.find(({ id }) => id === line.categoryId)?.name ?? '其他'}(按金额)`}
            prices={prices}
            onRemove={() => (isTyped ? type('') : removeAmount(at))}
          />
        )
      })}
    </View>
  )
}

interface LineProps {
  name: string
  quantity?: number
  /** Empty while it is asked for; several where today's units of a price end within the line. */
  prices: readonly ReceiptLine[]
  onQuantity?: (quantity: number) => void
  onRemove?: () => void
}

function Line({ name, quantity, prices, onQuantity, onRemove }: LineProps) {
  return (
    <View className="basket-line">
      <View className="basket-line__words">
        <View className="basket-line__name">{name}</View>
        {prices.length === 0 ? (
          <View className="basket-line__price">
            <Text className="basket-line__list">正在报价</Text>
          </View>
        ) : (
          prices.map((price, index) => (
            <View key={index} className="basket-line__price">
              <Text className="basket-line__list">
                {prices.length > 1 ? `${price.quantity}份 ${ruleOf(price)}` : ''}
              </Text>
              <Money fen={price.paid} size="small" tone="ink" strong />
              <Text className="basket-line__list">{`原价${money(price.list)}`}</Text>
              <Text className="basket-line__list">{price.saved > 0 ? `省${money(price.saved)}` : ''}</Text>
            </View>
          ))
        )}
      </View>
      {quantity !== undefined && onQuantity ? (
        <Stepper value={quantity} least={0} most={MOST_OF_ONE} label={name} onChange={onQuantity} />
      ) : (
        <View className="basket-line__button" ariaRole="button" ariaLabel={`移除${name}`} onClick={onRemove}>
          <Icon name="trash" size="small" />
        </View>
      )}
    </View>
  )
}

/** By what a part of a line has its price: two of them stand beside each other. */
function ruleOf({ proofs }: ReceiptLine): string {
  return proofs[0]?.title ?? '今日份数已用完'
}
