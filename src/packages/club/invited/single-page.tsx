import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'

/**
 * What Moments shows before anybody entered: without login and without a call, so it says nothing
 * of any person or figure. WeChat's own bar below leads into the mini-program.
 */
export function SinglePage() {
  return (
    <Page shareable>
      <View className="stack">
        <View>
          <View className="invited-shop">这家店的会员</View>
          <View className="small">点下方「前往小程序」,看门店、会员卡和价格</View>
        </View>
        <Card kind="flush">
          <ListRow
            icon="qr-code"
            title="到店出示会员码"
            detail="按会员价结算,小票里写着每一笔省了多少、依据是什么"
          />
          <ListRow
            icon="savings"
            title="省了多少看得见"
            detail="累计节省、回本进度随时可查,省不回来也会直说"
          />
          <ListRow icon="undo" title="不合适可以退" detail="退款金额先算给您看,再由您决定" />
        </Card>
        <View className="small">免费加入;不加入也可以浏览和消费。</View>
      </View>
    </Page>
  )
}
