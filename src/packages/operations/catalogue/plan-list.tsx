import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { discountText, money } from '@/services/format'
import type { PlanDraft } from './draft-edits'
import type { ReleaseProblem } from './release-problem'
import './plan-list.scss'

interface Props {
  plans: readonly PlanDraft[]
  released: readonly PlanDraft[]
  /** The version on sale now. */
  version: Output<'membership.plan'> | null
  problem: ReleaseProblem | null
  onOpen: (planId: string) => void
}

/** The cards as they would be released: price, what they hold, which version is sold now. */
export function PlanList({ plans, released, version, problem, onOpen }: Props) {
  if (plans.length === 0) return <EmptyState icon="card" title="还没有会员卡" hint="请先完成门店设置" />
  return (
    <View className="stack">
      {plans.map((plan) => {
        const before = released.find(({ id }) => id === plan.id)
        const { name, oneLine, price, months, memberPrices, categoryDiscounts } = plan.terms
        const edited = JSON.stringify(before) !== JSON.stringify(plan)
        return (
          <Card key={plan.id} onTap={() => onOpen(plan.id)}>
            <View className="plan-list__head">
              <View className="title">{name}</View>
              {plan.onSale ? null : <Tag>停售</Tag>}
              {edited ? <Tag tone="warn">未发布</Tag> : null}
              <View className="grow" />
              <Icon name="edit" size="small" />
            </View>
            <View className="small">{oneLine}</View>
            <View className="plan-list__price">
              <Money fen={price} size="large" tone={before?.terms.price === price ? 'ink' : 'accent'} />
              <View className="small">{`${months}个月`}</View>
              <View className="grow" />
              <View className="small">
                {version?.planId === plan.id ? `在售版本:${versionName(version.versionId)}` : ''}
              </View>
            </View>
            <View className="divider" />
            {memberPrices.map(({ id, title, rule, lossLeader }) => (
              <View key={id} className="plan-list__benefit">
                <View className="grow">{title}</View>
                {lossLeader ? <Tag tone="warn">亏本促销</Tag> : null}
                <View className="small">{ruleWords(rule)}</View>
              </View>
            ))}
            {categoryDiscounts.map(({ id, title, basisPoints }) => (
              <View key={id} className="plan-list__benefit">
                <View className="grow">{title}</View>
                <View className="small">{`全单减${basisPoints / 100}%`}</View>
              </View>
            ))}
            <View>
              {problem?.planId === plan.id ? <Notice tone="danger">{problem.message}</Notice> : null}
            </View>
          </Card>
        )
      })}
    </View>
  )
}

/** `nianka@3` is the third version of its plan. */
function versionName(versionId: string): string {
  const number = versionId.split('@')[1]
  return number ? `第${number}版` : versionId
}

function ruleWords(rule: PlanDraft['terms']['memberPrices'][number]['rule']): string {
  switch (rule.kind) {
    case 'fixed':
      return `一律${money(rule.price)}`
    case 'percent':
      return discountText(rule.basisPoints)
    case 'cost_plus':
      return `成本×${rule.basisPoints / 100}%`
  }
}
