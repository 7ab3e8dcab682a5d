import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'

/** Before the first release: the way in for who opens this shop, and a kind word for anybody else. */
export function UnopenedShop() {
  const { data, status, reload } = useAnswer('operations.setUp', {})
  useDidShow(() => {
    if (data) void reload()
  })
  const isForOwner = data !== null && (data.mine || !data.claimed)
  return (
    <View className="stack">
      <EmptyState icon="store" title="门店还在准备中" hint="开门以后,这里能看到会员卡和自己的记录" />
      <View>{status === 'loading' ? <SkeletonRows count={1} /> : null}</View>
      <View>
        {isForOwner ? (
          <Card kind="flush">
            <ListRow
              icon="store"
              title={data.mine ? '继续开店设置' : '我是店主,认领这家店'}
              detail={data.mine ? '选模板、填资料、发布' : '需要部署时生成的认领口令'}
              onTap={() => open('setUp')}
            />
          </Card>
        ) : null}
      </View>
    </View>
  )
}
