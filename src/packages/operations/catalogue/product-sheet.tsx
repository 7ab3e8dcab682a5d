import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { CheckRow } from '@/components/check-row'
import { Sheet } from '@/components/sheet'
import type { CategoryDraft, ProductDraft } from '../draft/draft'
import { AmountField } from '../fields/figure-field'
import { PickField } from '../fields/pick-field'
import { PictureField } from '../fields/picture-field'
import { TextField } from '../fields/text-field'

interface Props {
  /** Null while the sheet is closed. */
  product: ProductDraft | null
  /** Not in the draft yet. */
  isNew: boolean
  categories: readonly CategoryDraft[]
  onClose: () => void
  onDone: (product: ProductDraft) => void
  onRemove: (productId: string) => void
}

/** One product; nothing is sent until all is released. */
export function ProductSheet({ product, isNew, onClose, ...fields }: Props) {
  return (
    <Sheet open={product !== null} title={isNew ? '新商品' : (product?.name ?? '')} onClose={onClose}>
      <View>{product ? <Fields key={product.id} product={product} isNew={isNew} {...fields} /> : null}</View>
    </Sheet>
  )
}

function Fields({
  product,
  isNew,
  categories,
  onDone,
  onRemove,
}: Omit<Props, 'onClose'> & { product: ProductDraft }) {
  const [edited, setEdited] = useState(product)
  const change = (part: Partial<ProductDraft>) => setEdited((before) => ({ ...before, ...part }))
  const missing = whatIsMissing(edited)
  return (
    <View>
      <TextField label="名称" value={edited.name} onValue={(name) => change({ name })} />
      <PickField
        label="分类"
        options={categories}
        value={edited.categoryId}
        onValue={(categoryId) => change({ categoryId })}
      />
      <AmountField
        label="成本"
        value={isNew && edited.cost === 0 ? null : edited.cost}
        onValue={(cost) => change({ cost })}
        hint="只有店主看得到,用来提醒会员价低于成本"
      />
      <AmountField
        label="原价"
        least={1}
        value={edited.listPrice > 0 ? edited.listPrice : null}
        onValue={(listPrice) => change({ listPrice })}
        hint="每次变更都留有记录,作为划线价和节省金额的依据"
      />
      <PictureField
        label="照片"
        name={edited.name}
        value={edited.photo ?? ''}
        onValue={(photo) => change({ photo })}
      />
      <CheckRow checked={edited.available !== false} onChange={(available) => change({ available })}>
        在售,收银台和会员都能看到
      </CheckRow>
      <Button block disabled={missing !== null} onTap={() => onDone(edited)}>
        {missing ?? '改好了'}
      </Button>
      <View>
        {isNew ? null : (
          <Button kind="text" block icon="trash" onTap={() => onRemove(product.id)}>
            删除这件商品
          </Button>
        )}
      </View>
    </View>
  )
}

function whatIsMissing({ name, listPrice, categoryId }: ProductDraft): string | null {
  if (name.trim() === '') return '请填写名称'
  if (categoryId === '') return '请选择分类'
  return listPrice > 0 ? null : '请填写原价'
}
