import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { count, dayOf, monthText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'
import { CopyTable } from '../reports/copy-table'
import { FigureTable } from '../reports/figure-table'

type Lifecycle = Output<'operations.lifecycle'>
type Stage = Lifecycle['stages'][number]['stage']

/** Five stages by published rules; each member stands in exactly one (M102). */
export function LifecycleReport() {
  const [stage, setStage] = useState<Stage | null>(null)
  const answer = useAnswer('operations.lifecycle', stage ? { stage } : {})
  return (
    <Answered answer={answer}>
      {(data) => (
        <View className="report__pair">
          <View className="report">
            <Funnel data={data} stage={stage} onStage={setStage} />
            <View>
              {data.list && stage ? <Members key={stage} list={data.list} stages={data.stages} /> : null}
            </View>
          </View>
          <Transitions data={data} />
        </View>
      )}
    </Answered>
  )
}

interface FunnelProps {
  data: Lifecycle
  stage: Stage | null
  onStage: (stage: Stage) => void
}

function Funnel({ data: { members, stages }, stage, onStage }: FunnelProps) {
  return (
    <View>
      <View className="section-title">
        <View>现在</View>
        <View className="small">共 {count(members)} 位</View>
      </View>
      <Card kind="flush">
        {stages.map((one) => (
          <ListRow
            key={one.stage}
            title={one.stage === stage ? `${one.title}(名单在下面)` : one.title}
            detail={one.rule}
            value={`${count(one.count)} 位`}
            onTap={() => onStage(one.stage)}
          />
        ))}
      </Card>
      <View className="report__below small">
        每位会员只在一个阶段;几条都符合时,算最后一条。点一行看名单。
      </View>
    </View>
  )
}

/** One page of a stage; the next page takes its place's end. */
function Members({ list, stages }: { list: NonNullable<Lifecycle['list']>; stages: Lifecycle['stages'] }) {
  const [after, setAfter] = useState<string | null>(null)
  const further = useAnswer(
    'operations.lifecycle',
    { stage: list.stage, ...(after === null ? {} : { after }) },
    { enabled: after !== null },
  )
  const shown = (after === null ? null : further.data?.list) ?? list
  const now = serverNow()
  return (
    <View>
      <View className="section-title">{`${stages.find(({ stage }) => stage === list.stage)?.title ?? ''}的会员`}</View>
      <Card kind="flush">
        {shown.members.map(({ memberNumber, displayName, since }) => (
          <ListRow key={memberNumber} title={displayName} value={`${dayOf(since, now)}起`} />
        ))}
        <View>{shown.members.length === 0 ? <Notice>这一段现在没有会员</Notice> : null}</View>
      </Card>
      <View>
        {shown.next === null ? null : (
          <Button kind="text" block onTap={() => setAfter(shown.next)}>
            下一页
          </Button>
        )}
      </View>
    </View>
  )
}

function Transitions({ data: { transitions, stages } }: { data: Lifecycle }) {
  const nameOf = (stage: Stage | null) => stages.find((one) => one.stage === stage)?.title ?? '新来'
  const months = [...new Set(transitions.map(({ month }) => month))]
  const rowsOf = (wanted: string) =>
    transitions
      .filter(({ month }) => month === wanted)
      .map(({ from, to, count: moved }) => ({
        name: `${nameOf(from)} → ${nameOf(to)}`,
        cells: [count(moved)],
      }))
  return (
    <View>
      <View className="section-title">近 6 个月的变化</View>
      {months.length === 0 ? (
        <Notice>还没有变化。会员加入、下单、办卡以后,这里按月记下有多少人换了阶段。</Notice>
      ) : (
        <Card>
          {months.map((month) => (
            <FigureTable key={month} head={[monthText(month, true), '人次']} rows={rowsOf(month)} />
          ))}
          <CopyTable
            rows={() => [
              ['月份', '从', '到', '次数'],
              ...transitions.map((one) => [one.month, nameOf(one.from), nameOf(one.to), one.count]),
            ]}
          />
        </Card>
      )}
    </View>
  )
}
