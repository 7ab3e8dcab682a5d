import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Photo } from '@/components/photo'
import { Rewards } from '../rewards'
import type { Landing } from './index'

/** Everything before anybody decides: who, what both get and when, under which conditions. */
export function Invitation({ landing: { shop, inviter, offer, newcomer } }: { landing: Landing }) {
  return (
    <View className="stack">
      <View>
        {shop.cover ? (
          <View className="invited-cover">
            <Photo src={shop.cover} name={shop.name} shape="wide" />
          </View>
        ) : null}
      </View>
      <View>
        <View className="invited-who">
          {inviter ? `${inviter.name}请您来` : offer ? '朋友请您来' : '欢迎来'}
        </View>
        <View className="invited-shop">{shop.name}</View>
        <View className="small">{shop.slogan}</View>
      </View>
      <View>{offer ? <Rewards offer={offer} mine="invitee" /> : null}</View>
      <View>
        {newcomer ? (
          <Card kind="flush">
            <ListRow icon="ticket" title={newcomer.title} detail={newcomer.detail} />
          </Card>
        ) : null}
      </View>
      <View className="small">加入免费。不加入也可以浏览和消费;现在不加入,以后随时可以。</View>
      <View>{offer ? <Conditions conditions={offer.conditions} /> : null}</View>
      <Branches branches={shop.branches} />
    </View>
  )
}

function Conditions({ conditions }: { conditions: readonly string[] }) {
  return (
    <View>
      <View className="section-title">全部规则</View>
      <Card>
        {conditions.map((condition, index) => (
          <View key={index} className="invited-rule">
            {index + 1}. {condition}
          </View>
        ))}
      </Card>
    </View>
  )
}

function Branches({ branches }: { branches: Landing['shop']['branches'] }) {
  return (
    <View>
      <View className="section-title">门店</View>
      <Card kind="flush">
        {branches.slice(0, 5).map(({ id, name, address, hours }) => (
          <ListRow key={id} icon="store" title={name} detail={[address, hours].filter(Boolean).join(' · ')} />
        ))}
      </Card>
    </View>
  )
}
