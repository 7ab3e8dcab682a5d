import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Photo } from '@/components/photo'
import { Rewards } from '../rewards'
import { Rules } from '../rules'
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
          <View>
            <View className="section-title">加入后可领</View>
            <Card kind="flush">
              <ListRow icon="ticket" title={newcomer.title} detail={newcomer.detail} />
            </Card>
          </View>
        ) : null}
      </View>
      <View className="small">加入免费。不加入也可以浏览和消费;现在不加入,以后随时可以。</View>
      <View>{offer ? <Rules conditions={offer.conditions} /> : null}</View>
      <Branches branches={shop.branches} />
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
