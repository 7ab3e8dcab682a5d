import { Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import { callTelephone } from '@/platform/telephone'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { useSession } from '@/stores/session'
import './index.scss'

type Questions = Output<'membership.questions'>
type Question = Questions['requests'][number]

/** A question to the shop, with the time that is promised for its answer (M079). */
export default function QuestionsPage() {
  const answer = useAnswer('membership.questions', {}, { onShow: true })
  const found = answer.data
  const closed = found?.promiseMinutes === null
  return (
    <Page
      answer={answer}
      skeleton={<QuestionsSkeleton />}
      empty={closed && found.requests.length === 0 ? <Closed /> : undefined}
    >
      {found ? (
        <View className="stack">
          <View>{closed ? null : <Ask promise={found.promise} reload={answer.reload} />}</View>
          <Asked requests={found.requests} />
        </View>
      ) : null}
    </Page>
  )
}

function Ask({ promise, reload }: { promise: string; reload: () => Promise<void> }) {
  const [words, setWords] = useState('')
  const [notice, setNotice] = useState<{ tone: 'saved' | 'danger' | 'warn'; words: string } | null>(null)
  const [busy, run] = useBusy()
  const send = () => {
    const asked = words.trim()
    if (asked.length < 2) return setNotice({ tone: 'warn', words: '请先写下想问的事' })
    void run(async () => {
      setNotice(null)
      try {
        const request = await commit('membership.ask', (operationId) => ({ operationId, words: asked }), {
          intention: 'ask',
        })
        setWords('')
        setNotice({
          tone: 'saved',
          words: `已送到门店,最晚${momentText(request.promisedBy, serverNow())}前答复`,
        })
        await reload()
      } catch (error) {
        setNotice({ tone: 'danger', words: `${toCallError(error).message}。写的内容还在。` })
      }
    })
  }
  return (
    <Card>
      <View className="title">想问什么</View>
      <View className="small">{promise}</View>
      <Textarea
        className="question-input"
        value={words}
        maxlength={500}
        placeholder="例如:周六下午可以约两个人的位子吗?"
        onInput={({ detail }) => setWords(detail.value)}
      />
      <Button block loading={busy} onTap={send}>
        送出
      </Button>
      <View>{notice ? <Notice tone={notice.tone}>{notice.words}</Notice> : null}</View>
    </Card>
  )
}

function Asked({ requests }: { requests: readonly Question[] }) {
  const { shown, left, more } = useGradually(requests.length, { portion: 4, page: 6 })
  if (requests.length === 0) return <View />
  return (
    <View>
      <View className="section-title">问过的</View>
      <View className="stack">
        {requests.slice(0, shown).map((request) => (
          <QuestionCard key={request.requestId} question={request} />
        ))}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            再看 {left} 条
          </Button>
        ) : null}
      </View>
    </View>
  )
}

function QuestionCard({ question }: { question: Question }) {
  const { words, at, promisedBy, answer, answeredAt, state } = question
  const now = serverNow()
  const late = state === 'open' && now > promisedBy
  return (
    <Card>
      <View className="row row--between">
        <View className="small grow">{momentText(at, now)}</View>
        <Tag tone={state === 'answered' ? 'saved' : late ? 'warn' : 'quiet'}>
          {state === 'answered' ? '已答复' : late ? '已过约定时间' : '等待答复'}
        </Tag>
      </View>
      <View className="question-words">{words}</View>
      {answer !== null && answeredAt !== null ? (
        <View className="question-answer">
          <View className="small">门店 {momentText(answeredAt, now)}</View>
          <View>{answer}</View>
        </View>
      ) : (
        <View className="small">
          {late
            ? `约定${momentText(promisedBy, now)}前答复,还没有做到。急的话请打门店电话。`
            : `最晚${momentText(promisedBy, now)}前答复`}
        </View>
      )}
    </Card>
  )
}

function Closed() {
  const telephone = useSession((state) => state.shop?.servicePhone) ?? ''
  return (
    <EmptyState
      icon="phone"
      title="门店没有开通在线咨询"
      hint={telephone ? '可以打门店电话,或到店里问店员' : '可以到店里问店员'}
      action={telephone ? `拨打 ${telephone}` : undefined}
      onAction={telephone ? () => callTelephone(telephone) : undefined}
    />
  )
}

function QuestionsSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={2} />
    </View>
  )
}
