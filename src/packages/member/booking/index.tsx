import { ScrollView, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { useGradually } from '@/components/gradually'
import { MoreRows } from '@/components/more-rows'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { daysThrough, weekdayText } from '@/services/days'
import { dayText, momentText } from '@/services/format'
import { back } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import { Slots, type Booked } from './slots'
import './index.scss'

type Benefit = Output<'membership.benefits'>['benefits'][number]
type Booking = NonNullable<Benefit['booking']>

/** Days that come with the page; the later ones when they are asked for. */
const DAYS_AT_ONCE = 14

/** One service: where, on which day, at which hour (M029, M034). */
export default function BookingPage() {
  const { source, benefitId, planId } = useParameters()
  const answer = useAnswer('membership.benefits', {})
  const benefit = answer.data?.benefits.find(
    (one) =>
      one.benefit.benefitId === benefitId &&
      one.benefit.source === source &&
      (planId === undefined || one.benefit.planId === planId),
  )
  const booking = benefit?.booking?.branches.length ? benefit.booking : null
  return (
    <Page
      answer={answer}
      skeleton={<BookingSkeleton />}
      empty={answer.data && !booking ? <NotBookable /> : undefined}
    >
      {answer.data && benefit && booking ? (
        <Choose benefit={benefit} booking={booking} now={answer.data.now} />
      ) : null}
    </Page>
  )
}

interface ChooseProps {
  benefit: Benefit
  booking: Booking
  now: number
}

function Choose({ benefit, booking: { branches, through }, now }: ChooseProps) {
  const days = daysThrough(now, through)
  const [branchId, setBranchId] = useState(branches[0]?.id ?? '')
  const [day, setDay] = useState(days[0] ?? '')
  const [booked, setBooked] = useState<Booked | null>(null)
  if (booked) return <Done booked={booked} now={now} />
  return (
    <View className="stack">
      <View>
        <View className="title">{benefit.title}</View>
        <View className="small">{benefit.detail}</View>
        <View className="small">{leftText(benefit)}</View>
      </View>
      <View>
        {branches.length > 1 ? (
          <Card kind="flush">
            <MoreRows items={branches} first={4} unit="家">
              {({ id, name }) => (
                <ChoiceRow key={id} title={name} chosen={id === branchId} onChoose={() => setBranchId(id)} />
              )}
            </MoreRows>
          </Card>
        ) : (
          <View className="small">地点:{branches[0]?.name}</View>
        )}
      </View>
      <Days days={days} selected={day} now={now} onSelect={setDay} />
      <Slots
        key={`${branchId}:${day}`}
        benefit={benefit.benefit}
        branchId={branchId}
        day={day}
        now={now}
        onBooked={setBooked}
      />
    </View>
  )
}

function leftText({ left, of }: Benefit): string {
  return left === null || of === null ? '' : `这一期还有 ${left} 次,共 ${of} 次`
}

interface DaysProps {
  days: readonly string[]
  selected: string
  now: number
  onSelect: (day: string) => void
}

function Days({ days, selected, now, onSelect }: DaysProps) {
  const { shown, left, more } = useGradually(days.length, { portion: 20, first: 7, page: DAYS_AT_ONCE })
  return (
    <ScrollView className="booking-days" scrollX enableFlex>
      {days.slice(0, shown).map((day) => (
        <View
          key={day}
          className={day === selected ? 'booking-day booking-day--selected' : 'booking-day'}
          ariaRole="tab"
          onClick={() => onSelect(day)}
        >
          <View className="booking-day__weekday">{weekdayText(day, now)}</View>
          <View>{dayText(day, now)}</View>
        </View>
      ))}
      {left > 0 ? (
        <View className="booking-day" ariaRole="button" onClick={more}>
          更多日期
        </View>
      ) : null}
    </ScrollView>
  )
}

function Done({ booked: { title, at, branchName, cancellableUntil }, now }: { booked: Booked; now: number }) {
  return (
    <View className="stack">
      <Card>
        <View className="title">已约好</View>
        <View className="booking-done">{momentText(at, now)}</View>
        <View>
          {title} · {branchName}
        </View>
        <View className="small">
          到店请店员扫会员码。
          {cancellableUntil > now
            ? `${momentText(cancellableUntil, now)}前可以免费取消。`
            : '已过可取消的时间,不能来请告诉门店。'}
        </View>
      </Card>
      <Button block onTap={back}>
        回到我的权益
      </Button>
    </View>
  )
}

function NotBookable() {
  return (
    <EmptyState
      icon="calendar"
      title="现在没有可以预约的服务"
      hint="这项权益已经变化,请到「本周权益」看看现在有的"
      action="看本周权益"
      onAction={back}
    />
  )
}

function BookingSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={48} />
      <Skeleton width={72} />
      <SkeletonRows count={4} />
    </View>
  )
}
