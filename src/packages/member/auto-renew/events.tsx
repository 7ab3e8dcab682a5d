import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { MoreRows } from '@/components/more-rows'
import type { ContractView } from '@/services/contract'
import { momentText } from '@/services/format'
import { EVENT_NAMES } from './words'

type Event = ContractView['events'][number]

/** Beginning and ending a contract takes nothing: an amount beside it would look like a charge. */
const WITHOUT_MONEY: readonly Event['kind'][] = ['signed', 'lapsed', 'cancelled', 'ended_at_wechat']

interface Props {
  events: ContractView['events']
  now: number
  /** Rows that come with the page. */
  first: number
}

/** Every notice and every charge, the newest first, so that each charge can be checked (L1). */
export function Events({ events, now, first }: Props) {
  if (events.length === 0) return null
  return (
    <View>
      <View className="section-title">每次提醒和扣款</View>
      <Card kind="flush">
        <MoreRows items={events} first={first} unit="条">
          {({ at, kind, amount, detail }) => (
            <ListRow
              key={`${at}:${kind}`}
              title={EVENT_NAMES[kind]}
              detail={detail ? `${momentText(at, now)} · ${detail}` : momentText(at, now)}
              value={
                amount === null || WITHOUT_MONEY.includes(kind) ? undefined : (
                  <Money fen={amount} tone="ink" />
                )
              }
            />
          )}
        </MoreRows>
      </Card>
    </View>
  )
}
