import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { MoreRows } from '@/components/more-rows'
import './preview.scss'

interface Props<T> {
  items: readonly T[]
  /** What is said while there is none. */
  none: string
  children: (item: T) => ReactNode
}

const FIRST = 8

/** Cards as members will see them; long lists come on request. */
export function PreviewList<T>({ items, none, children }: Props<T>) {
  if (items.length === 0) return <View className="small">{none}</View>
  return (
    <MoreRows items={items} first={FIRST} unit="项">
      {children}
    </MoreRows>
  )
}

interface CardProps {
  title: string
  /** The one thing that counts: 减¥5.00, 100积分. */
  head?: string
  lines: readonly (string | null)[]
  children?: ReactNode
}

/** One of them: its name, what counts, and its conditions below. */
export function PreviewCard({ title, head, lines, children }: CardProps) {
  return (
    <View className="preview-card">
      <View className="preview-card__head">
        <View className="grow">{title || '未命名'}</View>
        {head ? <View className="preview-card__figure">{head}</View> : null}
      </View>
      {lines
        .filter((line): line is string => Boolean(line))
        .map((line) => (
          <View key={line} className="preview-card__line">
            {line}
          </View>
        ))}
      {children}
    </View>
  )
}

/** 「仅限…」 for a line of conditions. */
export function onlyFor(forWhom: string | null): string {
  return forWhom ? `仅限${forWhom}` : '所有会员'
}
