import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { couponFigure, couponLine } from '@/services/coupon-text'
import { weekdayText } from '@/services/days'
import { dayText, timesText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { useSession } from '@/stores/session'
import './index.scss'

type MemberDays = Output<'membership.memberDay'>
type MemberDay = MemberDays['days'][number]
type Coupon = NonNullable<MemberDay['coupon']>

/** The shop's own days, today's first: what each gives, to whom, and until when (M111, M104). */
export default function MemberDayPage() {
  const answer = useAnswer('membership.memberDay', {}, { onShow: true })
  const isGuest = useSession((state) => state.standing === 'guest')
  const found = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      empty={found?.days.length === 0 ? <Nothing /> : undefined}
      footer={
        isGuest && found && found.days.length > 0 ? (
          <Button block onTap={() => open('me')}>
            免费加入
          </Button>
        ) : undefined
      }
    >
      {found ? <Days found={found} reload={answer.reload} /> : null}
    </Page>
  )
}

function Days({ found: { days, now }, reload }: { found: MemberDays; reload: () => Promise<void> }) {
  const { shown } = useGradually(days.length, { portion: 4, page: 100 })
  return (
    <View className="stack">
      {days.slice(0, shown).map((day) => (
        <Day key={`${day.occasion}:${day.id}`} day={day} now={now} reload={reload} />
      ))}
    </View>
  )
}

interface DayProps {
  day: MemberDay
  now: number
  reload: () => Promise<void>
}

function Day({ day, now, reload }: DayProps) {
  const { title, text, rule, running, admission, pointsBasisPoints, coupon } = day
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <Tag>{running ? '就是今天' : `${dayText(day.day, now)} ${weekdayText(day.day, now)}`}</Tag>
      </View>
      <View className="small">
        {[rule, running ? '今天24:00结束' : '当天0:00到24:00'].filter(Boolean).join(' · ')}
      </View>
      <View className="member-day__text">{text}</View>
      <View>
        {pointsBasisPoints === null ? null : (
          <View className="member-day__gives">
            <Icon name="sparkles" />
            <View>当天消费,积分按{timesText(pointsBasisPoints)}算</View>
          </View>
        )}
      </View>
      <View>{coupon ? <DayCoupon day={day} coupon={coupon} now={now} reload={reload} /> : null}</View>
      <View>{admission.why ? <Notice tone="warn">{admission.why}</Notice> : null}</View>
    </Card>
  )
}

/** Taken on that day and once; beforehand it only says when. */
function DayCoupon({ day, coupon, now, reload }: DayProps & { coupon: Coupon }) {
  const [words, setWords] = useState<{ tone: 'saved' | 'danger'; words: string } | null>(null)
  const [busy, run] = useBusy()
  const { occasion, id, day: date } = day
  const claim = () =>
    void run(async () => {
      setWords(null)
      try {
        const { title, through } = await commit(
          'membership.claimDayCoupon',
          (operationId) => ({ operationId, occasion, id, day: date }),
          { intention: `day-coupon:${occasion}:${id}:${date}` },
        )
        setWords({ tone: 'saved', words: `${title}已放进券包,可用到${dayText(through, now)}` })
      } catch (error) {
        setWords({ tone: 'danger', words: toCallError(error).message })
      }
      await reload()
    })
  return (
    <View>
      <View className="member-day__coupon">
        <View className="member-day__figure">{couponFigure(coupon.value)}</View>
        <View className="grow">
          <View>{coupon.title}</View>
          <View className="small">{couponLine(coupon.value, coupon.threshold)}</View>
          <View>{coupon.why ? <View className="small">{coupon.why}</View> : null}</View>
        </View>
        <View>
          {coupon.state === 'claimable' ? (
            <Button compact loading={busy} onTap={claim}>
              领取
            </Button>
          ) : null}
          {coupon.state === 'claimed' ? (
            <Button kind="text" compact onTap={() => open('coupons')}>
              已领,去看看
            </Button>
          ) : null}
          {coupon.state === 'later' ? <Tag>当天可领</Tag> : null}
        </View>
      </View>
      <View>{words ? <Notice tone={words.tone}>{words.words}</Notice> : null}</View>
    </View>
  )
}

function Nothing() {
  return <EmptyState icon="calendar" title="门店现在没有会员日" hint="有会员日时,会写明日期和内容" />
}
