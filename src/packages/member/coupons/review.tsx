import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { dayText } from '@/services/format'

interface Props {
  review: NonNullable<Output<'coupons.wallet'>['review']>
  /** The person decided that coupons can't be used until it is cleared up. */
  held: boolean
  now: number
  onAppeal: () => void
}

/** Unusual use is looked at by a person; what that means for the coupons, and the member's word (M056). */
export function Review({ review: { since, appealed }, held, now, onAppeal }: Props) {
  const from = dayText(since, now)
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">{held ? '用券已暂停' : '用券情况正在人工核对'}</View>
        <View>{appealed ? <Tag>说明已提交</Tag> : null}</View>
      </View>
      <View className="review__words">
        {held
          ? `店主核对(${from}起)后决定暂停用券。券没有被收走,核对清楚后照常可用。`
          : `${from}起,近期的用券情况由店主核对。只由人来决定,不会自动处罚;核对期间,手里的券照常使用。`}
      </View>
      <View>
        {appealed ? (
          <View className="small">店主会看到这份说明,再作决定。</View>
        ) : (
          <Button kind="secondary" block onTap={onAppeal}>
            说明情况
          </Button>
        )}
      </View>
    </Card>
  )
}
