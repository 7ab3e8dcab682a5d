import { Image, View } from '@tarojs/components'
import { useState } from 'react'
import { readStored, writeStored } from '@/platform/storage'
import type { Output } from '@/services/contract'
import { useAnswer } from '@/stores/answer'
import { Card } from './card'
import { Icon } from './icon'
import './we-com-block.scss'

const CLOSED = 'we-com-closed'
const KIND_NAMES: Record<Output<'referral.weCom'>['codes'][number]['kind'], string> = {
  contact: '加店员微信',
  group: '进会员群',
}

/**
 * A branch's contact or group in WeCom, offered beside what the person came for: it opens nothing,
 * nothing depends on it, and closed once it stays away from this phone (L12).
 */
export function WeComBlock({ branchId }: { branchId?: string }) {
  const [closed, setClosed] = useState(() => readStored<boolean>(CLOSED) === true)
  const answer = useAnswer('referral.weCom', branchId ? { branchId } : {}, { enabled: !closed })
  const codes = answer.data?.codes ?? []
  const close = () => {
    setClosed(true)
    writeStored(CLOSED, true)
  }
  if (closed || codes.length === 0) return <View />
  return (
    <Card>
      <View className="we-com__head">
        <View className="title grow">有事找店里(可选)</View>
        <View className="we-com__close" ariaRole="button" ariaLabel="关闭,以后不再显示" onClick={close}>
          <Icon name="x" size="small" />
        </View>
      </View>
      {codes.slice(0, 2).map(({ branchId: id, branchName, kind, photo, text }) => (
        <View key={`${id}:${kind}`} className="we-com__code">
          <Image className="we-com__photo" src={photo} mode="aspectFit" showMenuByLongpress />
          <View className="grow">
            <View>
              {branchName} · {KIND_NAMES[kind]}
            </View>
            <View className="small">{text}</View>
            <View className="small">长按图片识别</View>
          </View>
        </View>
      ))}
      <View className="small">加不加都一样享受会员权益。</View>
    </Card>
  )
}
