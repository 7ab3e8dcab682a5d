import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { weekdayText } from '@/services/days'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'
import type { Home } from '@/stores/home'

type Entries = NonNullable<Home['entries']>

/** What the shop's programme has for this person today; what it hasn't takes no room. */
export function Programme({ entries, now }: { entries: Entries; now: number }) {
  const { benefits, vouchers, flashSales, polls, draws, unread, events = 0, memberDay, newTerms } = entries
  const going = [
    [flashSales, '抢购'],
    [polls, '投票'],
    [draws, '抽奖'],
  ] as const
  const activities = going.flatMap(([count, name]) => (count > 0 ? [`${name} ${count}`] : []))
  const counted = vouchers + activities.length + events
  if (benefits === null && counted === 0 && !unread && !memberDay && !newTerms) return <View />
  return (
    <Card kind="flush">
      {memberDay ? (
        <ListRow
          icon="sparkles"
          title={memberDay.title}
          value={
            memberDay.running
              ? '就是今天'
              : `${dayText(memberDay.day, now)} ${weekdayText(memberDay.day, now)}`
          }
          onTap={() => open('memberDay')}
        />
      ) : null}
      {newTerms ? (
        <ListRow
          icon="document"
          title={`《${newTerms.title}》有新版本`}
          detail={newTerms.summary}
          onTap={() => open('newTerms')}
        />
      ) : null}
      {unread ? <ListRow icon="bell" title="消息" value="有未读" onTap={() => open('inbox')} /> : null}
      {benefits === null ? null : (
        <ListRow
          icon="calendar"
          title="本周权益"
          value={benefits > 0 ? `${benefits} 项可用` : ''}
          onTap={() => open('benefits')}
        />
      )}
      {activities.length > 0 ? (
        <ListRow
          icon="tag"
          title="会员活动"
          value={activities.join(' · ')}
          onTap={() => open('activities')}
        />
      ) : null}
      {events > 0 ? (
        <ListRow icon="users" title="活动报名" value={`${events} 场`} onTap={() => open('events')} />
      ) : null}
      {vouchers > 0 ? (
        <ListRow icon="ticket" title="待领取凭证" value={`${vouchers} 张`} onTap={() => open('points')} />
      ) : null}
    </Card>
  )
}
