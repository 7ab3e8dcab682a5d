import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Icon } from '@/components/icon'
import { pressKey, type Key } from './keypad-entry'
import { useTill } from './use-till'
import './keypad.scss'

const KEYS: readonly Key[] = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0', '.']

/** For what has no product: an amount in one category, quoted while it is typed. */
export function Keypad({ categoryId }: { categoryId: string }) {
  const chosen = useTill((till) => till.categoryId)
  const { chooseCategory, addTyped } = useTill.getState()
  // An amount always belongs to the category that is shown as selected.
  useEffect(() => {
    if (chosen !== categoryId && categoryId !== '') chooseCategory(categoryId)
  }, [chosen, categoryId, chooseCategory])
  const press = (key: Key) => {
    const { typed, type } = useTill.getState()
    const next = pressKey(typed, key)
    if (next !== typed) type(next)
  }
  return (
    <View className="keypad">
      <View className="keypad__display">
        <View className="keypad__sign">¥</View>
        <Typed />
      </View>
      <View className="keypad__keys">
        <View className="keypad__digits">
          {KEYS.map((key) => (
            <View
              key={key}
              className="keypad__key"
              hoverClass="keypad__key--pressed"
              hoverStayTime={60}
              ariaRole="button"
              onClick={() => press(key)}
            >
              {key}
            </View>
          ))}
        </View>
        <View className="keypad__side">
          <View
            className="keypad__key keypad__key--tall"
            hoverClass="keypad__key--pressed"
            ariaRole="button"
            ariaLabel="删除一位"
            onClick={() => press('delete')}
          >
            <Icon name="delete" />
          </View>
          <View
            className="keypad__key keypad__key--tall"
            hoverClass="keypad__key--pressed"
            ariaRole="button"
            ariaLabel="再加一笔金额"
            onClick={addTyped}
          >
            <Icon name="plus" />
            <View className="keypad__more">再加一笔</View>
          </View>
        </View>
      </View>
    </View>
  )
}

/** The one thing that changes with a key. */
function Typed() {
  const typed = useTill((till) => till.typed)
  return <View className="keypad__typed">{typed || '0'}</View>
}
