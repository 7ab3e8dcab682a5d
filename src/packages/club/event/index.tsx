import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { toCallError } from '@/services/call'
import { count, momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { useParameters } from '@/stores/parameters'
import { useSession } from '@/stores/session'
import { spanText, untilText } from '../words'
import type { MemberEvent } from './event-words'
import './index.scss'

/** One event: when and where, the true number of places, signing up and leaving (M105). */
export default function EventPage() {
  const eventId = useParameters().eventId ?? ''
  const answer = useAnswer('membership.event', { eventId }, { onShow: true })
  const [words, setWords] = useState<{ tone: 'saved' | 'danger'; words: string } | null>(null)
  const [busy, run] = useBusy()
  const found = answer.data

  const change = (action: 'membership.signUpEvent' | 'membership.leaveEvent', done: string) =>
    void run(async () => {
      setWords(null)
      try {
        const event = await commit(action, (operationId) => ({ operationId, eventId }), {
          intention: `event:${eventId}`,
        })
        if (found) answer.replace({ ...found, event })
        setWords({ tone: 'saved', words: done })
      } catch (error) {
        setWords({ tone: 'danger', words: toCallError(error).message })
        await answer.reload()
      }
    })

  return (
    <Page
      answer={answer}
      skeleton={<EventSkeleton />}
      footer={
        found ? (
          <Footer
            event={found.event}
            busy={busy}
            onSignUp={() => change('membership.signUpEvent', '已报名,名额给您留着')}
            onLeave={() => change('membership.leaveEvent', '已退出,名额让给别人了')}
          />
        ) : null
      }
    >
      {found ? (
        <View className="stack">
          <View>{words ? <Notice tone={words.tone}>{words.words}</Notice> : null}</View>
          <What event={found.event} now={found.now} />
          <Mine event={found.event} now={found.now} />
        </View>
      ) : null}
    </Page>
  )
}

function What({ event, now }: { event: MemberEvent; now: number }) {
  const { title, text, startsAt, endsAt, branchName, address, capacity, left, signUpUntil } = event
  return (
    <Card>
      <View className="event-title">{title}</View>
      <Text className="event-text">{text}</Text>
      <FactLine label="时间" value={spanText(startsAt, endsAt, now)} />
      <FactLine label="地点" value={[branchName, address].filter(Boolean).join(' · ')} />
      <FactLine label="名额" value={`余 ${count(left)} 位,共 ${count(capacity)} 位`} />
      <FactLine label="报名和退出" value={untilText(signUpUntil, now)} />
      <FactLine label="费用" value="免费" />
    </Card>
  )
}

/** One's own place, and how it is checked in. */
function Mine({ event: { mine, why, admission }, now }: { event: MemberEvent; now: number }) {
  if (mine?.checkedInAt)
    return <Notice tone="saved">{`${momentText(mine.checkedInAt, now)}已签到,欢迎`}</Notice>
  if (mine)
    return (
      <Card kind="quiet">
        <View className="title">您的名额已留好</View>
        <View className="small">
          {momentText(mine.signedUpAt, now)}报名。到场时出示会员码,由店员扫码签到。
          {mine.canLeave ? '来不了的话,退出一下,名额就能让给别人。' : '报名时间已过,不能再退出。'}
        </View>
      </Card>
    )
  const reason = admission.admitted ? why : (admission.why ?? why)
  return <View>{reason ? <Notice tone="warn">{reason}</Notice> : null}</View>
}

interface FooterProps {
  event: MemberEvent
  busy: boolean
  onSignUp: () => void
  onLeave: () => void
}

/** Leaving stands as near and as large as staying (M085). */
function Footer({ event: { mine, why }, busy, onSignUp, onLeave }: FooterProps) {
  const isGuest = useSession((state) => state.standing === 'guest')
  if (mine && !mine.checkedInAt)
    return (
      <View className="event-choice">
        <View className={mine.canLeave ? 'event-choice__one' : 'event-choice__none'}>
          <Button kind="secondary" block loading={busy} onTap={onLeave}>
            退出报名
          </Button>
        </View>
        <View className="event-choice__one">
          <Button block onTap={() => open('memberCode')}>
            出示会员码
          </Button>
        </View>
      </View>
    )
  if (isGuest && why !== null)
    return (
      <Button block onTap={() => open('me')}>
        先免费加入,再报名
      </Button>
    )
  if (mine || why !== null)
    return (
      <Button kind="secondary" block onTap={() => open('events')}>
        看看其他活动
      </Button>
    )
  return (
    <Button block loading={busy} onTap={onSignUp}>
      免费报名
    </Button>
  )
}

function EventSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={60} />
      <SkeletonRows count={4} />
    </View>
  )
}
