import { View } from '@tarojs/components'
import './tabs.scss'

interface Props<T extends string> {
  options: readonly { key: T; label: string }[]
  selected: T
  onSelect: (key: T) => void
}

/** Switches between two to four views of the same thing. */
export function Tabs<T extends string>({ options, selected, onSelect }: Props<T>) {
  return (
    <View className="tabs">
      {options.map(({ key, label }) => (
        <View
          key={key}
          className={key === selected ? 'tabs__tab tabs__tab--selected' : 'tabs__tab'}
          ariaRole="tab"
          onClick={() => onSelect(key)}
        >
          {label}
        </View>
      ))}
    </View>
  )
}
