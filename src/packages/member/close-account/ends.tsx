import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import type { Closing } from './index'

export type Ticks = Record<'points' | 'coupons', boolean>

interface Props {
  ends: Closing['ends']
  ticks: Ticks
  onTick: (kind: keyof Ticks, on: boolean) => void
}

/** What ends without money for it; what has worth is agreed to by itself, nothing pre-ticked. */
export function Ends({ ends, ticks, onTick }: Props) {
  return (
    <View>
      <View className="section-title">随注销结束</View>
      <Card kind="flush">
        {ends.map(({ kind, title, tick }) =>
          tick === null ? (
            <View key={kind} className="closing-end">
              {title}
            </View>
          ) : (
            <View key={kind} className="closing-tick">
              <CheckRow checked={ticks[tick]} onChange={(on) => onTick(tick, on)}>
                {title},同意放弃
              </CheckRow>
            </View>
          ),
        )}
      </Card>
    </View>
  )
}
