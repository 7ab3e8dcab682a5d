import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Button } from './button'

interface Props<T> {
  items: readonly T[]
  /** How many come with the page: what they send must stay below its budget. */
  first: number
  /** What the rest is counted in: 样, 项, 张. */
  unit: string
  children: (item: T) => ReactNode
}

/** The first rows of a list, and the others when they are asked for. */
export function MoreRows<T>({ items, first, unit, children }: Props<T>) {
  const [shown, setShown] = useState(first)
  return (
    <View>
      <View>{items.slice(0, shown).map(children)}</View>
      <View>
        {items.length > shown ? (
          <Button kind="text" block onTap={() => setShown(shown + 20)}>
            还有 {items.length - shown} {unit},继续看
          </Button>
        ) : null}
      </View>
    </View>
  )
}
