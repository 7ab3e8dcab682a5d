import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { useGradually } from '@/components/gradually'
import type { Privacy } from './index'

/** What is held, why, how long, and who works on it for the shop (PIPL 17, 21). */
export function Held({ privacy: { data, processors } }: { privacy: Privacy }) {
  const { shown } = useGradually(data.length, { portion: 6, page: data.length })
  return (
    <View>
      <View className="section-title">门店保存的数据</View>
      <View className="stack">
        <Card kind="flush">
          {data.slice(0, shown).map(({ kind, title, why, howLong, held }) => (
            <Fold key={kind} title={title} summary={held ?? '没有'}>
              <View className="privacy-held">{`用途:${why}\n保存:${howLong}`}</View>
            </Fold>
          ))}
        </Card>
        <Card kind="flush">
          <Fold
            title="受门店委托处理数据的"
            summary={processors.map(({ name }) => name).join('、') || '没有'}
          >
            {processors.map(({ name, data: given, why }) => (
              <View key={name} className="privacy-held">{`${name}:${given},${why}`}</View>
            ))}
          </Fold>
        </Card>
      </View>
    </View>
  )
}
