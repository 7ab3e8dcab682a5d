import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { CheckRow } from '@/components/check-row'
import { Sheet } from '@/components/sheet'
import { fenOf, yuan } from '@/services/format'
import type { ProductDraft, ProductEdit } from './draft-edits'
import { PriceField } from './price-field'

interface Props {
  product: ProductDraft | null
  onClose: () => void
  onDone: (edit: ProductEdit) => void
}

/** Cost, list price and availability of one product; nothing is sent until all is released. */
export function ProductSheet({ product, onClose, onDone }: Props) {
  return (
    <Sheet open={product !== null} title={product?.name ?? ''} onClose={onClose}>
      <View>{product ? <Fields key={product.id} product={product} onDone={onDone} /> : null}</View>
    </Sheet>
  )
}

function Fields({ product, onDone }: { product: ProductDraft; onDone: Props['onDone'] }) {
  const [cost, setCost] = useState(() => plain(product.cost))
  const [listPrice, setListPrice] = useState(() => plain(product.listPrice))
  const [available, setAvailable] = useState(product.available !== false)
  const costFen = fenOf(cost)
  const listFen = fenOf(listPrice)
  const complete = costFen !== null && listFen !== null && listFen > 0
  return (
    <View>
      <PriceField label="成本" text={cost} onText={setCost} hint="只有店主看得到" />
      <PriceField label="原价" text={listPrice} onText={setListPrice} hint="每次变更都留有记录" />
      <CheckRow checked={available} onChange={setAvailable}>
        在售,收银台和会员都能看到
      </CheckRow>
      <Button
        block
        disabled={!complete}
        onTap={() => {
          if (!complete) return
          // Only what was changed here: the rest follows whatever is released in the meantime.
          onDone({
            ...(costFen === product.cost ? {} : { cost: costFen }),
            ...(listFen === product.listPrice ? {} : { listPrice: listFen }),
            ...(available === (product.available !== false) ? {} : { available }),
          })
        }}
      >
        {complete ? '改好了' : '请填写金额'}
      </Button>
    </View>
  )
}

/** For an input: without the separators of thousands. */
export function plain(fen: number): string {
  return yuan(fen).replace(/,/g, '')
}
