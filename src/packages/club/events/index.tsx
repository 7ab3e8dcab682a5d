import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { count } from '@/services/format'
import { open } from '@/services/routes'
import { useGradually } from '@/components/gradually'
import { useAnswer } from '@/stores/answer'
import { placeTag } from '../event/event-words'
import { spanText } from '../words'
import './index.scss'

type Events = Output<'membership.events'>

/** What members come together for, the next first (M105). */
export default function EventsPage() {
  const answer = useAnswer('membership.events', {}, { onShow: true })
  const found = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      empty={found?.events.length === 0 ? <Nothing /> : undefined}
    >
      {found ? <List events={found.events} now={found.now} /> : null}
    </Page>
  )
}

function List({ events, now }: Events) {
  const { shown } = useGradually(events.length, { portion: 8, page: 100 })
  return (
    <Card kind="flush">
      {events.slice(0, shown).map((event) => {
        const tag = placeTag(event)
        return (
          <View
            key={event.eventId}
            className="event-row"
            hoverClass="event-row--pressed"
            onClick={() => open('event', { eventId: event.eventId })}
          >
            <View className="grow">
              <View className="event-row__title">{event.title}</View>
              <View className="event-row__facts">{spanText(event.startsAt, event.endsAt, now)}</View>
              <View className="small">
                {event.branchName} · 余 {count(event.left)} 位,共 {count(event.capacity)} 位
              </View>
            </View>
            <View>{tag ? <Tag tone={tag.tone}>{tag.words}</Tag> : null}</View>
            <Icon name="chevron-right" size="small" className="event-row__arrow" />
          </View>
        )
      })}
    </Card>
  )
}

function Nothing() {
  return <EmptyState icon="calendar" title="现在没有可以报名的活动" hint="门店有活动时,会列在这里,报名免费" />
}
