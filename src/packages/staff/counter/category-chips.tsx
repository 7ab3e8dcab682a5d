import { ScrollView, View } from '@tarojs/components'
import './category-chips.scss'

interface Props {
  categories: readonly { id: string; name: string }[]
  selected: string
  onSelect: (categoryId: string) => void
}

/** Which products are shown, and which category an amount belongs to. */
export function CategoryChips({ categories, selected, onSelect }: Props) {
  return (
    <ScrollView className="chips" scrollX enableFlex>
      {categories.map(({ id, name }) => (
        <View
          key={id}
          className={id === selected ? 'chips__chip chips__chip--selected' : 'chips__chip'}
          ariaRole="tab"
          onClick={() => onSelect(id)}
        >
          {name}
        </View>
      ))}
    </ScrollView>
  )
}
