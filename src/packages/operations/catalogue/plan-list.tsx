import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { discountText, money } from '@/services/format'
import type { Draft, PlanDraft } from '../draft/draft'
import { MODE_NAMES } from '../draft/names'
import { idAt, type Problem } from '../draft/problems'
import { same } from '../draft/rebase'
import './plan-list.scss'

interface Props {
  draft: Draft
  released: readonly PlanDraft[]
  /** The version on sale now. */
  version: Output<'membership.plan'> | null
  problems: readonly Problem[]
  onOpen: (planId: string) => void
}

/** The cards as they would be released: price, what they hold, which version is sold now. */
export function PlanList({ draft, released, version, problems, onOpen }: Props) {
  const { plans } = draft
  if (plans.length === 0)
    return <EmptyState icon="card" title="还没有会员卡" hint="点上面的「新会员卡」,选一种卡开始" />
  return (
    <View className="stack">
      {plans.map((plan) => {
        const before = released.find(({ id }) => id === plan.id)
        const { name, oneLine, price, months, memberPrices, categoryDiscounts, mode = 'ticket' } = plan.terms
        const edited = !same(before, plan)
        return (
          <Card key={plan.id} onTap={() => onOpen(plan.id)}>
            <View className="plan-list__head">
              <View className="title">{name}</View>
              {mode === 'ticket' ? null : <Tag>{MODE_NAMES[mode]}</Tag>}
              {plan.onSale ? null : <Tag>停售</Tag>}
              {edited ? <Tag tone="warn">未发布</Tag> : null}
              <View className="grow" />
              <Icon name="edit" size="small" />
            </View>
            <View className="small">{oneLine}</View>
            <View className="plan-list__price">
              <Money fen={price} size="large" tone={before?.terms.price === price ? 'ink' : 'accent'} />
              <View className="small">{termWords(mode, months)}</View>
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
              {problems
                .filter(({ path }) => idAt(path, 'plans', draft) === plan.id)
                .map(({ path, sentence }) => (
                  <Notice key={path} tone="danger">
                    {sentence}
                  </Notice>
                ))}
            </View>
          </Card>
        )
      })}
    </View>
  )
}

function termWords(mode: NonNullable<PlanDraft['terms']['mode']>, months: number): string {
  if (mode === 'stored_value') return '起充'
  return months > 0 ? `${months}个月` : ''
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
