import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ProgressBar } from '@/components/progress-bar'
import type { TierBar, TierView } from '@/services/contract'
import { count, dayText, money } from '@/services/format'

/** 升级 and 保级, each with its amount, day and rule; the numbers stand outside the bar (M067, M070). */
export function Bars({ tier, now }: { tier: TierView; now: number }) {
  return (
    <View className="stack">
      {tier.bars.map((bar) => (
        <Bar key={bar.kind} bar={bar} now={now} />
      ))}
      <View>
        {tier.bars.length === 0 && tier.permanent ? (
          <View className="small">已长期拥有这一级,不需要保级。</View>
        ) : null}
      </View>
    </View>
  )
}

function Bar({ bar, now }: { bar: TierBar; now: number }) {
  const { kind, tierName, growth, target, by, rule } = bar
  return (
    <Card>
      <View className="tier-bar__head">
        <View className="title grow">{kind === 'upgrade' ? `升级到${tierName}` : `${tierName}保级`}</View>
        <View className="small">
          {kind === 'upgrade' ? `计到${dayText(by, now)}` : `${dayText(by, now)}前`}
        </View>
      </View>
      <View className="tier-bar__missing">{missingWords(bar)}</View>
      <ProgressBar share={target === 0 ? 1 : growth / target} tone="tier" />
      <View className="tier-bar__numbers">
        <View>{count(growth)}</View>
        <View>{count(target)}</View>
      </View>
      <View className="small">{rule}</View>
    </Card>
  )
}

function missingWords({ kind, missing, missingSpend }: TierBar): string {
  if (missing === 0) return kind === 'keep' ? '已达到保级要求' : '已达到升级要求'
  return missingSpend === null
    ? `还差 ${count(missing)} 成长值`
    : `还差 ${count(missing)} 成长值,约消费 ${money(missingSpend)}`
}
