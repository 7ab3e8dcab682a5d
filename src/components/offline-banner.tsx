import { View } from '@tarojs/components'
import { useConnection } from '@/stores/connection'
import { Icon } from './icon'
import './offline-banner.scss'

/** Says that there is no network and what still works. */
export function OfflineBanner({ works = '已显示的内容仍可查看' }: { works?: string }) {
  const online = useConnection((state) => state.online)
  return (
    <View>
      {online ? null : (
        <View className="offline-banner">
          <Icon name="offline" size="small" />
          <View className="offline-banner__words">网络已断开,{works}</View>
        </View>
      )}
    </View>
  )
}
