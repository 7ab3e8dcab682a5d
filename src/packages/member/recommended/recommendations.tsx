import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Photo } from '@/components/photo'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { open } from '@/services/routes'
import { useSession } from '@/stores/session'
import './recommendations.scss'

type Recommended = Output<'membership.recommended'>

/** Products with the reason of each, and below them the rule that chose them: the same for everybody. */
export function Recommendations({ found: { personalised, rule, items } }: { found: Recommended }) {
  const isMember = useSession((state) => state.member !== null)
  return (
    <View>
      <View className="section-title">{personalised ? '为您推荐' : '店里推荐'}</View>
      <View className="stack">
        <Card kind="flush">
          {items.map(({ productId, name, photo, listPrice, memberPrice, reason }) => (
            <View key={productId} className="recommended">
              <Photo src={photo} name={name} />
              <View className="grow">
                <View>{name}</View>
                <View className="small">{reason}</View>
              </View>
              <View className="recommended__price">
                <Money fen={memberPrice} size="title" strong />
                {memberPrice < listPrice ? <View className="small">标价 {money(listPrice)}</View> : null}
              </View>
            </View>
          ))}
        </Card>
        <Card kind="flush">
          <Fold
            icon="info"
            title="为什么看到这个"
            summary={personalised ? '看了您自己的消费' : '没有看您的消费,对每个人都一样'}
          >
            <View className="recommended__rule">{rule}</View>
            <View className="recommended__rule">价格和权益从不受推荐影响。</View>
          </Fold>
          {personalised || isMember ? (
            <ListRow
              icon="shield"
              title={personalised ? '不想按消费推荐' : '推荐设置'}
              onTap={() => open('privacy')}
            />
          ) : null}
        </Card>
      </View>
    </View>
  )
}
