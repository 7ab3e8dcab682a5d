import { View } from '@tarojs/components'
import type { CardMode, PlanSummary } from '@/services/contract'
import { money } from '@/services/format'
import { open } from '@/services/routes'
import { Card } from './card'
import type { IconName } from './icon'
import { ListRow } from './list-row'
import { Money } from './money'

const ICONS: Record<CardMode, IconName> = {
  ticket: 'card',
  stored_value: 'wallet',
  alliance: 'handshake',
  coupon_pack: 'ticket',
}

/** A shop's cards: a family is one row, stored value and coupon packs are rows of their own. */
export function PlanList({ plans }: { plans: readonly PlanSummary[] }) {
  return (
    <View>
      <View className="section-title">本店会员卡</View>
      <Card kind="flush">
        {familiesOf(plans).map((family) => (
          <FamilyRow key={family[0].planId} family={family} />
        ))}
      </Card>
    </View>
  )
}

type Family = [PlanSummary, ...PlanSummary[]]

/** The plans in the order in which they came, those of one family and mode together. */
function familiesOf(plans: readonly PlanSummary[]): Family[] {
  const found = new Map<string, Family>()
  for (const plan of plans) {
    const key = plan.family ? `family ${plan.family.id}` : `plan ${plan.planId}`
    const family = found.get(key)
    if (family) family.push(plan)
    else found.set(key, [plan])
  }
  return [...found.values()]
}

function FamilyRow({ family }: { family: Family }) {
  const [first, ...others] = family
  const lowest = Math.min(...family.map(({ price }) => price))
  const from = others.length > 0 || first.mode === 'stored_value'
  return (
    <ListRow
      icon={ICONS[first.mode ?? 'ticket']}
      title={others.length > 0 ? family.map(({ name }) => name).join('、') : first.name}
      detail={others.length > 0 ? `${first.oneLine};每天 ${money(lowestPerDay(family))} 起` : first.oneLine}
      value={
        <View>
          <Money fen={lowest} />
          {from ? ' 起' : ''}
        </View>
      }
      onTap={() => open('plan', { planId: first.planId })}
    />
  )
}

function lowestPerDay(family: Family): number {
  return Math.min(...family.map(({ perDay }) => perDay))
}
