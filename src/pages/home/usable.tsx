import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Photo } from '@/components/photo'
import { Tag } from '@/components/tag'
import { money } from '@/services/format'
import { open } from '@/services/routes'
import type { Home } from '@/stores/home'

/** 今日可用 (M083): at most three, the largest saving first; a tap shows the code to use it with. */
export function Usable({ products }: { products: Home['usable'] }) {
  return (
    <View>
      <View className="section-title">
        <View>今日可用</View>
        <View className="home-hint">出示会员码即享</View>
      </View>
      <Card kind="flush">
        {products.map(({ productId, name, photo, listPrice, memberPrice, saves }) => (
          <View key={productId} className="product" onClick={() => open('memberCode')}>
            <Photo src={photo} name={name} />
            <View className="grow">
              <View>{name}</View>
              <View className="small">标价 {money(listPrice)}</View>
            </View>
            <View className="product__end">
              <Money fen={memberPrice} size="title" strong />
              <Tag tone="saved">省 {money(saves)}</Tag>
            </View>
          </View>
        ))}
        <ListRow title="更多推荐" detail="每一样都写明为什么" onTap={() => open('recommended')} />
      </Card>
    </View>
  )
}
