import { Image, View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import './photo.scss'

interface Props {
  /** Address, cloud file id, or empty: then a quiet drawing stands in. */
  src: string
  shape?: 'square' | 'wide'
  fallback?: IconName
}

/** A photograph of goods in a fixed ratio: never stretched, and nothing shifts when it arrives. */
export function Photo({ src, shape = 'square', fallback = 'cup' }: Props) {
  return (
    <View className={`photo photo--${shape}`}>
      {src ? (
        <Image className="photo__picture" src={src} mode="aspectFill" lazyLoad />
      ) : (
        <Icon name={fallback} className="photo__drawing" />
      )}
    </View>
  )
}
