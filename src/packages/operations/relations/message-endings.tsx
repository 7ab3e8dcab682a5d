import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import type { Output } from '@/services/contract'
import { count, monthText } from '@/services/format'
import { CopyTable } from '../reports/copy-table'

type Health = Output<'operations.messageHealth'>
type Told = Health['flows'][number]
type Figures = Omit<Health['endings']['months'][number], 'month'>
/** A kind of message: how its messages ended, and what is told of it, be it not counted yet. */
type Line = { flow: string; title: string; ended?: Figures; told?: Told }

const BASIS_NAMES: Record<Told['basis'], string> = { legal: '法律要求', service: '服务', marketing: '营销' }

const WAYS: readonly [Exclude<keyof Figures, 'messages' | 'held'>, string][] = [
  ['wechat', '微信'],
  ['sms', '短信'],
  ['inbox', '只在消息页'],
  ['unknown', '不确定'],
]

/** Why nobody was told, in the order in which it is asked. */
const HELD: readonly [keyof Figures['held'], string][] = [
  ['consent', '没同意营销'],
  ['cap', '到了每周上限'],
  ['switch', '自己关了'],
  ['minor', '未成年人'],
  ['expired', '已经过时'],
  ['closing', '停业后不再邀请'],
  ['closed', '已注销'],
]

/** Why WeChat didn't bring what was told. */
const NOT_BY_WECHAT: readonly ['noCredit' | 'refused' | 'misconfigured', string][] = [
  ['noCredit', '没有微信次数'],
  ['refused', '微信拒收'],
  ['misconfigured', '模板配错'],
]

/** How every message ended, the ones that were told to nobody too: each line sums to its total (L9, L12). */
export function Endings({ health: { endings, flows, days } }: { health: Health }) {
  const { open, months } = endings
  const lines = linesOf(endings.flows, flows)
  const messages = endings.flows.reduce((sum, one) => sum + one.messages, 0)
  return (
    <View>
      <View className="section-title">{`近 ${days} 天的消息`}</View>
      {lines.length === 0 ? (
        <Notice>还没有消息</Notice>
      ) : (
        <View className="report">
          <Card>
            {totalsOf(endings.flows).map(([name, number]) => (
              <FactLine key={name} label={name} value={`${count(number)} 条`} />
            ))}
            <FactLine sum label="一共" value={`${count(messages)} 条`} />
            <View className="small">
              {`一条只算一次,约一刻钟后计入。${open > 0 ? `还有 ${count(open)} 条在等发送。` : ''}`}
            </View>
          </Card>
          <Card kind="flush">
            <MoreRows items={lines} first={10} unit="种">
              {(line) => (
                <ListRow
                  key={line.flow}
                  title={line.told ? `${line.title}(${BASIS_NAMES[line.told.basis]})` : line.title}
                  detail={<Detail {...line} />}
                  value={line.ended ? `${count(line.ended.messages)} 条` : '待计入'}
                />
              )}
            </MoreRows>
          </Card>
        </View>
      )}
      <View className="section-title">按月</View>
      <Card kind="flush">
        {months.map((month) => (
          <ListRow
            key={month.month}
            title={monthText(month.month)}
            detail={<Detail ended={month} />}
            value={`${count(month.messages)} 条`}
          />
        ))}
      </Card>
      <View>{lines.length > 0 ? <CopyTable rows={() => tableOf(lines, months)} /> : null}</View>
    </View>
  )
}

/** Every kind once, also one whose first message was only just told. */
function linesOf(ended: Health['endings']['flows'], flows: readonly Told[]): Line[] {
  const told = flows.filter((one) => one.told > 0)
  return [
    ...ended.map((one): Line => {
      const own = told.find(({ flow }) => flow === one.flow)
      return { flow: one.flow, title: one.title, ended: one, ...(own ? { told: own } : {}) }
    }),
    ...told
      .filter(({ flow }) => !ended.some((one) => one.flow === flow))
      .map((one): Line => ({ flow: one.flow, title: one.title, told: one })),
  ]
}

/** By way, and what was told to nobody; what is none is not said. */
function totalsOf(flows: readonly Figures[]): [string, number][] {
  const sumOf = (of: (one: Figures) => number) => flows.reduce((sum, one) => sum + of(one), 0)
  return [
    ...WAYS.map(([way, name]): [string, number] => [name, sumOf((one) => one[way])]),
    ['没有发', sumOf(({ held }) => HELD.reduce((sum, [why]) => sum + held[why], 0))] as [string, number],
  ].filter(([, number]) => number > 0)
}

function Detail({ ended, told }: Partial<Pick<Line, 'ended' | 'told'>>) {
  const held = ended ? said(HELD.map(([why, name]) => [name, ended.held[why]])) : ''
  const why = told ? said(NOT_BY_WECHAT.map(([key, name]) => [name, told[key]])) : ''
  const words = [
    ended ? said(WAYS.map(([way, name]) => [name, ended[way]])) : told ? `刚发 ${count(told.told)} 条` : '',
    why && `没走微信:${why}`,
    held && `没有发:${held}`,
  ].filter(Boolean)
  return (
    <View>
      {words.map((line) => (
        <View key={line}>{line}</View>
      ))}
    </View>
  )
}

/** What is none is not said. */
function said(words: readonly (readonly [string, number])[]): string {
  return words.flatMap(([name, times]) => (times > 0 ? [`${name} ${count(times)}`] : [])).join('、')
}

function tableOf(lines: readonly Line[], months: Health['endings']['months']): (string | number)[][] {
  const endedCells = (ended: Figures | undefined) => [
    ended?.messages ?? '',
    ...WAYS.map(([way]) => ended?.[way] ?? ''),
    ...HELD.map(([why]) => ended?.held[why] ?? ''),
  ]
  const told = ['told', 'wechat', 'sms', 'inbox', 'noCredit', 'refused', 'misconfigured', 'unknown'] as const
  return [
    [
      ...['消息', '依据', '条数', ...WAYS.map(([, name]) => name), ...HELD.map(([, name]) => name)],
      ...['消息页里', '其中微信', '其中短信', '其中只在消息页', ...NOT_BY_WECHAT.map(([, name]) => name)],
      '其中不确定',
    ],
    ...lines.map((line) => [
      line.title,
      line.told ? BASIS_NAMES[line.told.basis] : '',
      ...endedCells(line.ended),
      ...told.map((key) => line.told?.[key] ?? ''),
    ]),
    ...months.map((month) => [month.month, '', ...endedCells(month)]),
  ]
}
