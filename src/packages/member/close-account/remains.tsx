import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { dayText } from '@/services/format'
import type { Closing } from './index'

/** What is erased, and what the law keeps: under a number that says nothing about the person. */
export function Remains({ closing: { erased, kept, now } }: { closing: Closing }) {
  return (
    <View className="stack">
      <View>
        <View className="section-title">会删除</View>
        <Card kind="flush">
          {erased.map((one) => (
            <View key={one} className="closing-end">
              {one}
            </View>
          ))}
        </Card>
      </View>
      <View>
        {kept.length > 0 ? (
          <View>
            <View className="section-title">依法保留</View>
            <View className="closing-kept">去掉姓名和手机号,换成看不出是谁的编号,到期自动删除。</View>
            <Card kind="flush">
              {kept.map(({ title, why, until }) => (
                <Fold key={title} title={title} summary={`保留到${dayText(until, now)}`}>
                  <View className="closing-words">{why}</View>
                </Fold>
              ))}
            </Card>
          </View>
        ) : null}
      </View>
    </View>
  )
}
