import { View } from '@tarojs/components'
import { useState } from 'react'
import { BarChart } from '@/components/bar-chart'
import { Card } from '@/components/card'
import { count, monthText } from '@/services/format'
import type { TierPageData } from './index'

/** Growth of each month that counts or has just left. */
export function GrowthMonths({ months }: Pick<TierPageData, 'months'>) {
  const newest = months[months.length - 1]?.month ?? ''
  const [selected, setSelected] = useState(newest)
  const chosen = months.find(({ month }) => month === selected)
  return (
    <Card>
      <View className="title">每月成长值</View>
      <View className="growth-chart">
        <BarChart
          bars={months.map(({ month, growth }) => ({
            key: month,
            label: String(Number(month.slice(5))),
            value: growth,
          }))}
          tone="tier"
          selected={selected}
          onSelect={setSelected}
        />
      </View>
      <View className="growth-month">
        {chosen
          ? `${monthText(chosen.month, chosen.month.slice(0, 4) !== newest.slice(0, 4))} ${count(chosen.growth)} 成长值`
          : ''}
      </View>
    </Card>
  )
}
