import { View } from '@tarojs/components'
import type { CallError } from '@/services/call'
import { Button } from './button'
import './load-more.scss'

interface Props {
  list: { hasMore: boolean; loadingMore: boolean; error: CallError | null; more: () => Promise<void> }
}

/** The end of a paged list: more, what went wrong, or that this was all. */
export function LoadMore({ list }: Props) {
  const { hasMore, loadingMore, error, more } = list
  return (
    <View className="load-more">
      <View>{error ? <View className="small">{error.message}</View> : null}</View>
      {hasMore ? (
        <Button kind="text" loading={loadingMore} onTap={() => void more()}>
          {error ? '再试一次' : '查看更早的'}
        </Button>
      ) : (
        <View className="small">已经到底了</View>
      )}
    </View>
  )
}
