import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Icon } from '@/components/icon'
import { FieldsAt, FoundAt } from './found'
import './item-list.scss'

interface Props<T> {
  items: readonly T[]
  /** Of the list in the draft, from the thing around it: what was found in an item is said there. */
  path?: string
  onItems: (items: T[]) => void
  /** How many there can be. */
  most: number
  /** At least so many stay. */
  least?: number
  titleOf: (item: T) => string
  detailOf?: (item: T) => string
  /** A new one, to be filled in; null while something it needs is missing. */
  make: () => T | null
  /** `加一张券`. */
  addWords: string
  /** Open from the beginning: the one that a refusal is about. */
  openAt?: number | null
  /** `replace` where the item becomes another kind of thing. */
  children: (item: T, change: (part: Partial<T>) => void, replace: (item: T) => void) => ReactNode
}

/** Rows that come at once; the others follow. */
const PORTION = 12

/** A list of things of one kind: one of them open with its fields, the others in a line each. */
export function ItemList<T>(props: Props<T>) {
  const {
    items,
    path,
    onItems,
    most,
    least = 0,
    titleOf,
    detailOf,
    make,
    addWords,
    openAt = null,
    children,
  } = props
  const [open, setOpen] = useState<number | null>(openAt)
  const change = (at: number, part: Partial<T>) =>
    onItems(items.map((item, index) => (index === at ? { ...item, ...part } : item)))
  const replace = (at: number, by: T) => onItems(items.map((item, index) => (index === at ? by : item)))
  const { shown } = useGradually(items.length, { portion: PORTION, page: most })
  const add = () => {
    const made = make()
    if (made === null) return
    onItems([...items, made])
    setOpen(items.length)
  }
  return (
    <View className="item-list">
      <View className="item-list__rows">
        {items.slice(0, Math.max(shown, (open ?? -1) + 1)).map((item, index) => (
          <FieldsAt key={index} path={path ? `${path}.${index}` : ''}>
            <View className="item-list__item">
              <View
                className="item-list__head"
                ariaRole="button"
                onClick={() => setOpen(open === index ? null : index)}
              >
                <View className="grow">
                  <View>{titleOf(item) || '未命名'}</View>
                  {detailOf && open !== index ? <View className="small">{detailOf(item)}</View> : null}
                </View>
                <Icon name={open === index ? 'minus' : 'edit'} size="small" />
              </View>
              {path ? <FoundAt /> : null}
              <View>
                {open === index ? (
                  <View className="item-list__fields">
                    {children(
                      item,
                      (part) => change(index, part),
                      (by) => replace(index, by),
                    )}
                    {items.length > least ? (
                      <Button
                        kind="text"
                        compact
                        icon="trash"
                        onTap={() => {
                          setOpen(null)
                          onItems(items.filter((_, at) => at !== index))
                        }}
                      >
                        删除
                      </Button>
                    ) : null}
                  </View>
                ) : null}
              </View>
            </View>
          </FieldsAt>
        ))}
      </View>
      <View>
        {items.length < most ? (
          <Button kind="secondary" compact icon="plus" onTap={add}>
            {addWords}
          </Button>
        ) : null}
      </View>
    </View>
  )
}
