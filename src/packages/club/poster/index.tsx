import { View } from '@tarojs/components'
import { useState } from 'react'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { DrawnPicture } from '../drawing/drawn-picture'
import { posterDrawing } from '../drawing/poster'
import { KeepPicture, KeptWords, type Kept } from '../keep-picture'
import { useShop } from '../use-shop'

const CANVAS = 'invitation-poster'

/** The invitation as a poster for the album: the code says where it leads, nothing says who made it. */
export default function PosterPage() {
  const code = useAnswer('referral.miniProgramCode', {})
  const mine = useAnswer('referral.mine', {})
  const shop = useShop()
  const [kept, setKept] = useState<Kept | null>(null)
  const offer = mine.data?.offer
  const addressed = mine.data?.addressed
  const failed = mine.status === 'failed' ? mine : code
  const both = { ...failed, status: mine.status === 'ready' ? code.status : mine.status }
  return (
    <Page
      answer={both}
      skeleton={<Skeleton shape="poster" />}
      kept="邀请码不受影响,也可以直接发卡片给朋友"
      empty={mine.data && !offer ? <Closed /> : undefined}
      footer={offer ? <KeepPicture canvas={CANVAS} name="邀请海报" onKept={setKept} /> : null}
    >
      {addressed && code.data && shop ? (
        <View className="stack">
          <DrawnPicture
            id={CANVAS}
            what={JSON.stringify([
              shop.name,
              shop.slogan,
              shop.accent,
              shop.cover,
              addressed,
              code.data.scene,
            ])}
            drawing={posterDrawing({
              shop,
              benefit: addressed,
              code: code.data.png,
            })}
            shape="poster"
            label={`${shop.name}的邀请海报,新朋友首单后${addressed.title}`}
          />
          <KeptWords kept={kept} />
          <View className="small">
            海报上没有您的名字和手机号,只有一个随机的码。转发和张贴没有奖励;朋友扫码加入、首单过了退货期,双方才有。
          </View>
        </View>
      ) : null}
    </Page>
  )
}

function Closed() {
  return (
    <EmptyState
      icon="gift"
      title="门店现在没有邀请活动"
      action="回到会员中心"
      onAction={() => open('home')}
    />
  )
}
