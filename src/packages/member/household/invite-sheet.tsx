import { Button as ShareButton, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '@/components/button'
import { Sheet } from '@/components/sheet'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { canShare, linkTo } from '@/platform/share'
import { serverNow } from '@/services/clock'
import { momentText } from '@/services/format'
import { addressOf } from '@/services/routes'

export interface HelperInvitation {
  ticket: string
  /** Epoch ms. */
  expiresAt: number
}

/** An invitation for one of the household: a card to send, or a link to copy. */
export function InviteSheet({
  invitation,
  onClose,
}: {
  invitation: HelperInvitation | null
  onClose: () => void
}) {
  const link =
    invitation && !canShare ? linkTo(addressOf('joinHousehold', { invitation: invitation.ticket })) : null
  const copy = async () => {
    const copied = link !== null && (await copyText(link))
    void Taro.showToast({ title: copied ? '已复制邀请链接' : FALLBACKS.clipboard, icon: 'none' })
  }
  return (
    <Sheet
      open={invitation !== null}
      title="邀请已生成"
      onClose={onClose}
      footer={
        canShare ? (
          <ShareButton className="button button--primary button--block" openType="share">
            发给家人
          </ShareButton>
        ) : (
          <Button block icon="copy" onTap={() => void copy()}>
            复制邀请链接
          </Button>
        )
      }
    >
      <View className="stack">
        <View>只能由一个人使用一次。对方同意后才会加入。</View>
        <View className="small">
          {invitation ? `${momentText(invitation.expiresAt, serverNow())}前有效` : ''}
        </View>
        <View>{link ? <View className="household-link">{link}</View> : null}</View>
      </View>
    </Sheet>
  )
}
