import { Button as ShareButton, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '@/components/button'
import { copyText } from '@/platform/clipboard'
import { Skeleton } from '@/components/skeleton'
import { FALLBACKS } from '@/platform/outcomes'
import { canShare, linkTo } from '@/platform/share'
import { open } from '@/services/routes'
import { DrawnPicture } from '../drawing/drawn-picture'
import { shareCard } from '../drawing/share-card'
import { useShop } from '../use-shop'
import type { Invitations } from './index'

interface Props {
  invitations: Invitations
  /** The card's picture is ready to go along. */
  onDrawn: (address: string) => void
}

/** What a friend will see in the chat, and the two ways to hand it over. */
export function Send({ invitations: { share, offer }, onDrawn }: Props) {
  const shop = useShop()
  if (!share || !offer || !shop) return <Skeleton shape="card" />
  const { name, slogan, accent, cover } = shop
  const benefit = offer.invitee
  const link = canShare ? null : linkTo(share.path)
  const copy = async () => {
    const copied = link !== null && (await copyText(link))
    void Taro.showToast({ title: copied ? '已复制邀请链接' : FALLBACKS.clipboard, icon: 'none' })
  }
  return (
    <View className="stack">
      <View>
        <View className="section-title">朋友会看到</View>
        <DrawnPicture
          id="share-card"
          what={JSON.stringify([name, slogan, accent, cover, benefit])}
          drawing={shareCard({ name, slogan, accent, cover }, benefit)}
          shape="card"
          label={`${name},新朋友首单后${benefit.title}`}
          onDrawn={onDrawn}
        />
      </View>
      <View className="small">卡片和海报上没有您的名字、手机号和消费。</View>
      <View className="invite-send">
        {canShare ? (
          <ShareButton className="button button--primary" openType="share">
            发给朋友
          </ShareButton>
        ) : (
          <Button icon="copy" onTap={() => void copy()}>
            复制链接
          </Button>
        )}
        <Button kind="secondary" onTap={() => open('poster')}>
          做张海报
        </Button>
      </View>
    </View>
  )
}
