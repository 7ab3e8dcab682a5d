import { View } from '@tarojs/components'
import './skeleton.scss'

interface Props {
  /** Of the page's width, in percent. */
  width?: number
  shape?: 'line' | 'title' | 'hero' | 'card' | 'gold' | 'row' | 'square' | 'poster'
}

/** A grey area where something will stand; pages draw them in their final layout. */
export function Skeleton({ width = 100, shape = 'line' }: Props) {
  return (
    <View
      className={`skeleton skeleton--${shape}`}
      style={width === 100 ? undefined : { width: `${width}%` }}
    />
  )
}

/** Several rows of a list that is still on its way. */
export function SkeletonRows({ count = 3 }: { count?: number }) {
  return (
    <View className="skeleton-rows">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} shape="row" />
      ))}
    </View>
  )
}
