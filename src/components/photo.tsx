import { Image, View } from '@tarojs/components'
import { useState } from 'react'
import './photo.scss'

interface Props {
  /** Address, cloud file id, or empty: then the name's first character stands in. */
  src: string
  /** What is pictured. */
  name: string
  shape?: 'square' | 'wide'
}

/** A photograph of goods in a fixed ratio: never stretched, and nothing shifts when it arrives or fails. */
export function Photo({ src, name, shape = 'square' }: Props) {
  const [failed, setFailed] = useState(false)
  return (
    <View className={`photo photo--${shape}`}>
      {src && !failed ? (
        <Image
          className="photo__picture"
          src={src}
          mode="aspectFill"
          lazyLoad
          onError={() => setFailed(true)}
        />
      ) : (
        <View className="photo__initial">{Array.from(name)[0] ?? ''}</View>
      )}
    </View>
  )
}
