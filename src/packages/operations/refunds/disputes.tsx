import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { serverNow } from '@/services/clock'
import { money, momentText } from '@/services/format'
import type { Dispute } from './dispute-sheet'

interface Props {
  disputes: readonly Dispute[]
  onOpen: (dispute: Dispute) => void
}

/** Statements that members contest: nothing is charged until somebody looked (M050). */
export function Disputes({ disputes, onOpen }: Props) {
  const { shown } = useGradually(disputes.length, { portion: 6, page: 200 })
  return (
    <View>
      <View className="section-title">有异议的账单</View>
      <Card kind="flush">
        {disputes.slice(0, shown).map((dispute) => (
          <ListRow
            key={`${dispute.memberNumber}:${dispute.statementId}`}
            title={`${dispute.displayName} · ${dispute.planName}`}
            detail={`${momentText(dispute.disputedAt, serverNow())}:${dispute.reason}`}
            value={money(dispute.charge)}
            onTap={() => onOpen(dispute)}
          />
        ))}
      </Card>
    </View>
  )
}
