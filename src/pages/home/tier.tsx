import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { ProgressBar } from '@/components/progress-bar'
import { count, dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import type { Home } from '@/stores/home'

type HomeTier = NonNullable<Home['tier']>

/** The tier in a few lines, with what leads to the next one or what keeps the highest (M067, M070). */
export function Tier({ tier, now }: { tier: HomeTier; now: number }) {
  const { name, through, permanent, next } = tier
  return (
    <Card onTap={() => open('tier')}>
      <View className="home-tier__head">
        <View className="title grow">{name}</View>
        <View className="small">
          {permanent ? '长期有效' : through ? `有效期至${dayText(through, now)}` : ''}
        </View>
        <Icon name="chevron-right" size="small" className="home-tier__arrow" />
      </View>
      <View>
        {next ? (
          <View className="home-tier__next">
            <ProgressBar share={next.target === 0 ? 1 : next.growth / next.target} tone="tier" />
            <View className="home-tier__words">
              <View>{nextWords(next)}</View>
              <View>
                {count(next.growth)} / {count(next.target)}
              </View>
            </View>
          </View>
        ) : null}
      </View>
      <View>
        {!next && tier.keep ? <View className="home-tier__words">{keepWords(tier.keep, now)}</View> : null}
      </View>
    </Card>
  )
}

function nextWords({ tierName, missingSpend }: NonNullable<HomeTier['next']>): string {
  return missingSpend === null ? `下一级 ${tierName}` : `再消费 ${money(missingSpend)} 升到${tierName}`
}

function keepWords({ missing, missingSpend, by }: NonNullable<HomeTier['keep']>, now: number): string {
  if (missing === 0) return '已达到保级要求'
  return missingSpend === null
    ? `${dayText(by, now)}前还差 ${count(missing)} 成长值保级`
    : `${dayText(by, now)}前再消费 ${money(missingSpend)} 保级`
}
