import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Tag } from '@/components/tag'
import { dayText } from '@/services/format'
import type { TierPageData } from './index'

/** Grow and unlock (M032): how far each badge is, and what it brings. */
export function Badges({ badges, now }: { badges: TierPageData['badges']; now: number }) {
  return (
    <View>
      <View className="section-title">勋章</View>
      <Card kind="flush">
        <MoreRows items={badges} first={6} unit="枚">
          {({ badgeId, name, description, count, of, unlockedOn, reward, rewardWaits }) => (
            <ListRow
              key={badgeId}
              icon="badge-check"
              title={name}
              detail={[description, rewardWaits ?? (reward ? `点亮后得${reward}` : '')]
                .filter(Boolean)
                .join(' · ')}
              value={
                unlockedOn ? (
                  <Tag tone="gold">{dayText(unlockedOn, now)}点亮</Tag>
                ) : (
                  <View className="badge-count">
                    {count} / {of} 单
                  </View>
                )
              }
            />
          )}
        </MoreRows>
      </Card>
    </View>
  )
}
