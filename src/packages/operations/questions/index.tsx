import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { MoreRows } from '@/components/more-rows'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Frame } from '../frame'
import { FigureTable } from '../reports/figure-table'
import { AnswerSheet, type Question } from './answer-sheet'
import './index.scss'

type Questions = Output<'operations.questions'>

const FIRST = 10

/** What members ask, the earliest promise first, and how the promises were kept (M079). */
export default function QuestionsPage() {
  const answer = useAnswer('operations.questions', {}, { onShow: true })
  const [question, setQuestion] = useState<Question | null>(null)
  const { data } = answer
  return (
    <Frame
      place="questions"
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      empty={
        data?.open.length === 0 && data.medians.length === 0 ? (
          <EmptyState icon="info" title="没有会员提问" hint="打开「会员经营」里的咨询答复,会员就能提问" />
        ) : undefined
      }
      layers={
        <AnswerSheet
          question={question}
          onAnswered={() => {
            setQuestion(null)
            void answer.reload()
          }}
          onClose={() => setQuestion(null)}
        />
      }
    >
      {data ? (
        <View className="questions">
          <View className="questions__queue">
            <View className="section-title">
              {data.open.length > 0 ? `等答复的${data.open.length}条` : '都答复了'}
            </View>
            <MoreRows items={data.open} first={FIRST} unit="条">
              {(one) => <OneQuestion key={one.requestId} question={one} onAnswer={setQuestion} />}
            </MoreRows>
          </View>
          <View className="questions__medians">{data.medians.length > 0 ? <Medians {...data} /> : null}</View>
        </View>
      ) : null}
    </Frame>
  )
}

function OneQuestion(props: { question: Question; onAnswer: (question: Question) => void }) {
  const { question, onAnswer } = props
  const { displayName, tierName, words, at, promisedBy, late } = question
  return (
    <View className="questions__one">
      <Card>
        <View className="questions__head">
          <View className="title">{displayName}</View>
          {tierName ? <Tag tone="gold">{tierName}</Tag> : null}
          {late ? <Tag tone="danger">已超时</Tag> : null}
        </View>
        <View className="questions__words">{words}</View>
        <View className="small">
          {`${momentText(at, serverNow())}提问 · 承诺${momentText(promisedBy, serverNow())}前答复`}
        </View>
        <View className="questions__act">
          <Button kind="secondary" compact onTap={() => onAnswer(question)}>
            答复
          </Button>
        </View>
      </Card>
    </View>
  )
}

function Medians({ medians, ratio }: Pick<Questions, 'medians' | 'ratio'>) {
  return (
    <View>
      <View className="section-title">近30天答复得多快</View>
      <Card>
        <FigureTable
          head={['等级', '答复', '一半在', '按时']}
          rows={medians.map(({ tierName, answered, medianMinutes, kept }) => ({
            name: tierName,
            cells: [`${answered}条`, `${medianMinutes}分钟内`, `${kept / 100}%`],
          }))}
        />
        <View className="small">
          {ratio === null
            ? '只算营业时间。优先和一般各满10条,再比较快慢。'
            : `只算营业时间。一般答复的用时是优先的${ratio / 100}倍。`}
        </View>
      </Card>
    </View>
  )
}
