import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import Taro from '@tarojs/taro'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { count, dayText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import { FigureTable } from './figure-table'
import './report.scss'

type Report = Output<'operations.participation'>
type Poll = Report['polls'][number]
type Draw = Report['draws'][number]

const FIRST = 6

/** Votes by option, and every chance of a draw, so that anybody can recount (M036, M078). */
export function ParticipationReport() {
  const report = useAnswer('operations.participation', {})
  return (
    <Answered answer={report}>
      {({ polls, draws }) => (
        <View className="report">
          <View>
            <View className="section-title">投票</View>
            {polls.length === 0 ? <Notice>还没有投票</Notice> : null}
            <MoreRows items={polls} first={FIRST} unit="个">
              {(poll) => <OnePoll key={poll.pollId} {...poll} />}
            </MoreRows>
          </View>
          <View>
            <View className="section-title">抽奖</View>
            {draws.length === 0 ? <Notice>还没有抽奖</Notice> : null}
            <MoreRows items={draws} first={FIRST} unit="个">
              {(draw) => <OneDraw key={draw.drawId} {...draw} />}
            </MoreRows>
          </View>
        </View>
      )}
    </Answered>
  )
}

function OnePoll({ question, options, voters, changes, closed, through }: Poll) {
  return (
    <View className="report__card">
      <Card>
        <View className="report__head">
          <View className="title grow">{question}</View>
          <Tag>{closed ? '已截止' : `${dayText(through, serverNow())}截止`}</Tag>
        </View>
        <FigureTable
          head={['选项', '票']}
          rows={options.map(({ label, votes }) => ({ name: label, cells: [count(votes ?? 0)] }))}
        />
        <View className="small">{`${count(voters)}人投票,其中${count(changes)}人改过`}</View>
      </Card>
    </View>
  )
}

function OneDraw({ title, prizes, won, chances, seedHash, seed, through }: Draw) {
  return (
    <View className="report__card">
      <Card>
        <View className="report__head">
          <View className="title grow">{title}</View>
          <Tag>{seed === null ? `${dayText(through, serverNow())}截止` : '已结束'}</Tag>
        </View>
        <FigureTable
          head={['奖项', '中奖率', '抽中', '剩']}
          rows={prizes.map(({ id, title: name, oddsPerMillion, left }) => ({
            name,
            cells: [
              `${oddsPerMillion / 10_000}%`,
              count(won.find(({ prizeId }) => prizeId === id)?.count ?? 0),
              count(left),
            ],
          }))}
        />
        <View className="small">{`一共抽了${count(chances)}次`}</View>
        <View className="small report__order">{`封存的校验码:${seedHash}`}</View>
        <View>
          {seed === null ? null : <View className="small report__order">{`公开的随机数:${seed}`}</View>}
        </View>
        <Button kind="text" compact icon="copy" onTap={() => void copy(seed ?? seedHash)}>
          {seed === null ? '复制校验码' : '复制随机数'}
        </Button>
      </Card>
    </View>
  )
}

async function copy(text: string): Promise<void> {
  const copied = await copyText(text)
  void Taro.showToast({ title: copied ? '已复制' : FALLBACKS.clipboard, icon: 'none' })
}
