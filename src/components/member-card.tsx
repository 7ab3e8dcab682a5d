import { Text, View } from '@tarojs/components'
import type { BreakEvenView, CardView } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { Icon } from './icon'
import { Money } from './money'
import { ProgressBar } from './progress-bar'
import './member-card.scss'

interface Props {
  card: CardView
  shopName: string
  now: number
  /** What was saved in all. Left out where the card alone is meant. */
  savedTotal?: number
  /** What is unused and can be used today comes to so much (M083). */
  usableWorth?: number | undefined
  breakEven?: BreakEvenView | null
  onTap?: () => void
}

/** The membership itself: the one place for gold. Amounts on it keep the card's text colour. */
export function MemberCard({ card, shopName, now, savedTotal, usableWorth, breakEven, onTap }: Props) {
  const counts = card.state === 'active' || card.state === 'upcoming'
  return (
    <View className={counts ? 'member-card' : 'member-card member-card--past'} onClick={onTap}>
      <View className="member-card__head">
        <View className="member-card__plan">{card.planName}</View>
        <View className="member-card__shop">{shopName}</View>
      </View>
      <View className="member-card__term">{termText(card, now)}</View>
      <View>
        {savedTotal === undefined ? null : <Savings savedTotal={savedTotal} breakEven={breakEven ?? null} />}
      </View>
      <View>
        {usableWorth ? (
          <View className="member-card__usable">还能用的券和权益值 {money(usableWorth)}</View>
        ) : null}
      </View>
      <View className="member-card__foot">
        <Text>{dayText(card.memberSince, now)}起成为会员</Text>
        {onTap ? <Icon name="chevron-right" size="small" /> : null}
      </View>
    </View>
  )
}

function Savings({ savedTotal, breakEven }: { savedTotal: number; breakEven: BreakEvenView | null }) {
  return (
    <View className="member-card__savings">
      <View className="member-card__saved">
        <Text className="member-card__word">已省</Text>
        <Money fen={savedTotal} size="hero" key={savedTotal} className="member-card__number" />
      </View>
      <View>
        {breakEven ? (
          <View className="member-card__meter">
            <ProgressBar share={breakEven.fee === 0 ? 1 : breakEven.saved / breakEven.fee} tone="gold" />
            <View className="member-card__break-even">{breakEvenText(breakEven)}</View>
          </View>
        ) : null}
      </View>
    </View>
  )
}

/** 还差 ¥70.40 回本 / 刚好回本 / 已回本,净赚 ¥31.20 (M048). */
export function breakEvenText({ remaining, beyond }: BreakEvenView): string {
  if (remaining > 0) return `还差 ${money(remaining)} 回本`
  return beyond === 0 ? '刚好回本' : `已回本,净赚 ${money(beyond)}`
}

function termText({ state, validThrough, daysLeft }: CardView, now: number): string {
  const through = dayText(validThrough, now)
  if (state === 'lapsed') return `已于${through}到期`
  if (state === 'refunded') return '已退卡'
  if (state === 'upcoming') return `即将生效,有效期至${through}`
  return daysLeft <= 30 ? `有效期至${through},还有 ${daysLeft} 天` : `有效期至${through}`
}
