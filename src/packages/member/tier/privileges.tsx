import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { useGradually } from '@/components/gradually'
import { count } from '@/services/format'
import type { TierPageData } from './index'

interface Props extends Pick<TierPageData, 'tiers' | 'matrix'> {
  /** Of the tier that the member has. */
  rank: number
}

/**
 * The matrix of privileges (M066, M076): every tier can be looked at by anybody, the own one first; a
 * choice changes one class. What a tier doesn't have stays visible, so that tiers can be compared.
 */
export function Privileges({ tiers, matrix, rank }: Props) {
  const [chosen, setChosen] = useState(rank)
  const own = tiers.findIndex((tier) => tier.rank === rank)
  // The own tier's panel comes first, the others one by one after it.
  const order = tiers.map((_, index) => index).sort((a, b) => Number(b === own) - Number(a === own) || a - b)
  const { shown } = useGradually(order.length, { first: 1, portion: 1, page: order.length })
  return (
    <View className={`tiers tiers--${chosen}`}>
      <View className="section-title">各级权益</View>
      <View className="tier-choice">
        {tiers.map((tier) => (
          <View
            key={tier.tierId}
            className={`tier-chip tier-chip--${tier.rank}`}
            ariaRole="tab"
            onClick={() => setChosen(tier.rank)}
          >
            {tier.name}
          </View>
        ))}
      </View>
      <View>
        {order.slice(0, shown).map((index) => {
          const tier = tiers[index]!
          return (
            <View key={tier.tierId} className={`tier-panel tier-panel--${tier.rank}`}>
              <Card kind="flush">
                <View className="tier-panel__rule">{ruleWords(tier, rank)}</View>
                {matrix.map(({ title, cells }) => (
                  <Cell key={title} title={title} words={cells[index] ?? null} locked={tier.rank > rank} />
                ))}
              </Card>
            </View>
          )
        })}
      </View>
    </View>
  )
}

function Cell({ title, words, locked }: { title: string; words: string | null; locked: boolean }) {
  return (
    <View className={words === null ? 'privilege privilege--none' : 'privilege'}>
      <Icon
        name={words === null ? 'minus' : locked ? 'lock' : 'check'}
        size="small"
        className="privilege__icon"
      />
      <View className="grow">
        <View>{title}</View>
        <View className="small">{words ?? '这一级没有'}</View>
      </View>
    </View>
  )
}

function ruleWords({ rank: at, threshold, keep }: Props['tiers'][number], rank: number): string {
  const rule =
    threshold === 0 ? '加入会员即是这一级' : `成长值达到 ${count(threshold)} 升级,每期 ${count(keep)} 保级`
  return at === rank ? `现在的等级 · ${rule}` : at > rank ? `达到后全部可用 · ${rule}` : rule
}
