import { Image, View } from '@tarojs/components'
import type { Output } from '@/services/contract'
import './channel-code.scss'

/** The picture that is printed or put on a screen; held with a finger it can be saved. */
export function ChannelCode({ code, name }: { code: Output<'operations.channelCode'>; name: string }) {
  return (
    <View className="channel-code">
      <Image
        className="channel-code__picture"
        src={`data:image/png;base64,${code.png}`}
        mode="aspectFit"
        showMenuByLongpress
        ariaLabel={`${name}的小程序码`}
      />
      <View className="small">长按图片(电脑上点右键)可以保存,印在海报或桌卡上</View>
    </View>
  )
}
