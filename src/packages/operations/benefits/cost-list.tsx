import { View } from '@tarojs/components'
import { FactLine } from '@/components/fact-line'
import { MoreRows } from '@/components/more-rows'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'

export type Cost = Output<'operations.previewProgramme'>['costs'][number]

const PER: Record<Cost['per'], string> = {
  month: '每人每月最多',
  year: '每人每年最多',
  period: '每人每个付费期最多',
  once: '每人最多',
  hundred_yuan: '约',
}

const FIRST = 10

/** What one member may cost at most, as the back end works it out of the draft's figures. */
export function CostList({ costs }: { costs: readonly Cost[] }) {
  if (costs.length === 0) return <View className="small">还没有费用</View>
  return (
    <MoreRows items={costs} first={FIRST} unit="项">
      {({ id, title, perMember, per, most, words }) => (
        <View key={`${id} ${title} ${per}`}>
          <FactLine
            label={title || '未命名'}
            value={perMember === null ? '看实际使用' : `${PER[per]}${money(perMember)}`}
          />
          <View className="small">{most === null ? words : `${words} · 全部会员合计最多${money(most)}`}</View>
        </View>
      )}
    </MoreRows>
  )
}
