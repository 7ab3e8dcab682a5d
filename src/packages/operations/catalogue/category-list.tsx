import { View } from '@tarojs/components'
import type { CategoryDraft, Draft } from '../draft/draft'
import { newId } from '../draft/draft'
import { ItemList } from '../fields/item-list'
import { TextField } from '../fields/text-field'

interface Props {
  draft: Draft
  onCategories: (categories: CategoryDraft[]) => void
}

/** Categories group products at the counter, and member prices can be for a whole one. */
export function CategoryList({ draft, onCategories }: Props) {
  const { categories, products } = draft
  return (
    <View className="stack">
      <View className="small">收银台按分类排列商品;会员价也可以按整个分类设置。</View>
      <ItemList
        items={categories}
        onItems={onCategories}
        least={1}
        most={50}
        addWords="加一个分类"
        titleOf={({ name }) => name}
        detailOf={({ id }) => `${products.filter(({ categoryId }) => categoryId === id).length}件商品`}
        make={() => ({ id: newId('category', categories), name: '' })}
      >
        {({ id, name }, change) => (
          <TextField
            label="名称"
            value={name}
            onValue={(text) => change({ name: text })}
            hint={
              products.some(({ categoryId }) => categoryId === id)
                ? '分类里还有商品;删除前请先把它们移到别的分类'
                : ''
            }
          />
        )}
      </ItemList>
    </View>
  )
}
