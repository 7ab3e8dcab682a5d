import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { ProgressBar } from '@/components/progress-bar'
import { EmptyState } from '@/components/state-message'
import { toCallError } from '@/services/call'
import { count, dayText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Activities } from './index'

type Poll = Activities['polls'][number]

interface Props {
  polls: readonly Poll[]
  now: number
  onVoted: (poll: Poll) => void
  reload: () => Promise<void>
}

/** Votes on what the shop does: one voice each, changeable until the end, counted in the open (M036). */
export function Polls({ polls, now, onVoted, reload }: Props) {
  const { shown } = useGradually(polls.length, { portion: 2, page: 50 })
  if (polls.length === 0)
    return <EmptyState icon="check" title="现在没有投票" hint="门店征求意见时,会列在这里" />
  return (
    <View className="stack">
      {polls.slice(0, shown).map((poll) => (
        <PollCard key={poll.pollId} poll={poll} now={now} onVoted={onVoted} reload={reload} />
      ))}
    </View>
  )
}

function PollCard({ poll, now, onVoted, reload }: { poll: Poll } & Omit<Props, 'polls'>) {
  const { question, through, closed } = poll
  return (
    <Card>
      <View className="title">{question}</View>
      <View className="small">
        {closed
          ? `${dayText(through, now)}已结束,结果如下`
          : `${dayText(through, now)}24:00前可投,投了也能改`}
      </View>
      {closed ? <Result poll={poll} /> : <Ballot poll={poll} onVoted={onVoted} reload={reload} />}
    </Card>
  )
}

function Ballot({ poll, onVoted, reload }: { poll: Poll } & Pick<Props, 'onVoted' | 'reload'>) {
  const { pollId, options, mine, admission } = poll
  const [words, setWords] = useState<{ tone: 'saved' | 'danger'; words: string } | null>(null)
  const [busy, run] = useBusy()
  const vote = (optionId: string, label: string) =>
    void run(async () => {
      if (optionId === mine) return
      setWords(null)
      try {
        onVoted(
          await commit('points.vote', (operationId) => ({ operationId, pollId, optionId }), {
            intention: `vote:${pollId}`,
          }),
        )
        setWords({ tone: 'saved', words: `已投「${label}」` })
      } catch (error) {
        setWords({ tone: 'danger', words: toCallError(error).message })
        await reload()
      }
    })
  return (
    <View>
      {options.map(({ id, label }) => (
        <ChoiceRow
          key={id}
          title={label}
          chosen={id === mine}
          why={admission.admitted || id === mine ? null : admission.why}
          onChoose={() => (busy ? undefined : vote(id, label))}
        />
      ))}
      <View>{words ? <Notice tone={words.tone}>{words.words}</Notice> : null}</View>
      <View className="small">结束前不公布票数,免得跟着多数投。</View>
    </View>
  )
}

function Result({ poll: { options, mine } }: { poll: Poll }) {
  const most = Math.max(1, ...options.map(({ votes }) => votes ?? 0))
  return (
    <View className="poll-result">
      {options.map(({ id, label, votes }) => (
        <View key={id} className="poll-result__option">
          <View className="row row--between">
            <View className="grow">
              {label}
              {id === mine ? '(您投的)' : ''}
            </View>
            <View className="poll-result__votes">{count(votes ?? 0)} 票</View>
          </View>
          <ProgressBar share={(votes ?? 0) / most} tone="accent" />
        </View>
      ))}
    </View>
  )
}
