import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { Icon } from '@/components/icon'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import type { Output } from '@/services/contract'
import { clockText, dayText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { useStaff } from '@/stores/staff'
import { Frame, OtherPlaces } from '../frame'
import { marksOf } from './attention-marks'
import { BranchTable } from './branch-table'
import { FigureCard } from './figure-card'
import { FigureSheet } from './figure-sheet'
import { FIGURES, type FigureKey, type Overview } from './figures'
import { LateJobs } from './late-jobs'
import './index.scss'

/** The owner's first page: five figures, one thing to do, the branches. */
export default function OverviewPage() {
  const today = useAnswer('operations.today', {})
  const [figure, setFigure] = useState<FigureKey | null>(null)
  const { data } = today
  const { staff } = useStaff()
  // Only for the owner, and after the page: marks may come later than the figures.
  const attention = useAnswer(
    'operations.attention',
    {},
    { enabled: staff?.role === 'owner' && data !== null },
  )
  const isMarked = attention.status !== 'loading'
  const reload = async () => {
    await Promise.all([today.reload(), isMarked ? attention.reload() : undefined])
  }
  useDidShow(() => {
    if (data) void reload()
  })
  usePullDownRefresh(() => {
    void reload().finally(() => Taro.stopPullDownRefresh())
  })
  return (
    <Frame
      place="overview"
      answer={today}
      skeleton={<OverviewSkeleton />}
      layers={
        <View>
          {data ? <FigureSheet overview={data} figure={figure} onClose={() => setFigure(null)} /> : null}
        </View>
      }
    >
      <View>
        {data ? (
          <Content overview={data} attention={attention.data} onFigure={setFigure} onRefresh={reload} />
        ) : null}
      </View>
    </Frame>
  )
}

interface ContentProps {
  overview: Overview
  attention: Output<'operations.attention'> | null
  onFigure: (figure: FigureKey) => void
  onRefresh: () => Promise<void>
}

function Content({ overview, attention, onFigure, onRefresh }: ContentProps) {
  const { day, asOf, toDo, members, branches } = overview
  return (
    <View className="overview">
      <View className="overview__head">
        <View>
          <View className="overview__title">{dayText(day, asOf)}</View>
          <View className="small">{`截至 ${clockText(asOf)}`}</View>
        </View>
        <View className="overview__refresh" ariaRole="button" onClick={() => void onRefresh()}>
          <Icon name="refresh" size="small" />
          <Text>刷新</Text>
        </View>
      </View>
      <View className="overview__columns">
        <View className="overview__column">
          <View>{toDo ? <ToDo {...toDo} /> : null}</View>
          <View>
            {attention && attention.lateJobs.length > 0 ? (
              <LateJobs jobs={attention.lateJobs} asOf={attention.asOf} />
            ) : null}
          </View>
          <View className="overview__figures">
            {FIGURES.map(({ key, label, text }) => (
              <FigureCard
                key={key}
                label={label}
                value={text(overview[key].value)}
                trend={overview[key].trend}
                today={overview[key].value}
                onTap={() => onFigure(key)}
              />
            ))}
            <View className="overview__members">
              <View className="small">会员</View>
              <View className="overview__member">
                <Text className="overview__count">{members.holders}</Text>
                <Text className="small">持卡中</Text>
              </View>
              <View className="overview__member">
                <Text className="overview__count">{members.joined}</Text>
                <Text className="small">今天加入</Text>
              </View>
            </View>
          </View>
        </View>
        <View className="overview__column">
          <BranchTable day={day} branches={branches} />
          <OtherPlaces place="overview" marks={marksOf(attention)} />
        </View>
      </View>
    </View>
  )
}

/** One thing, and only when there is one. */
function ToDo({ title, detail }: { title: string; detail: string }) {
  return (
    <View className="to-do">
      <Icon name="alert" className="to-do__icon" />
      <View className="grow">
        <View className="to-do__title">{title}</View>
        <View className="small">{detail}</View>
      </View>
    </View>
  )
}

function OverviewSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={40} />
      <View className="overview__figures">
        {FIGURES.map(({ key }) => (
          <View key={key} className="overview__waiting">
            <Skeleton shape="card" />
          </View>
        ))}
      </View>
      <SkeletonRows count={2} />
    </View>
  )
}
