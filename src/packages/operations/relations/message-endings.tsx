import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import type { Output } from '@/services/contract'
import { count, monthText } from '@/services/format'
import { CopyTable } from '../reports/copy-table'

type Ended = Output<'operations.messageHealth'>['endings']
type Figures = Omit<Ended['months'][number], 'month'>

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

/** How every message ended, the ones that were told to nobody too: each line sums to its total (L9, L12). */
export function Endings({ endings: { flows, months, open }, days }: { endings: Ended; days: number }) {
  return (
    <View>
      <View className="section-title">每条消息的结果</View>
      <View className="report__below small">
        {`近 ${days} 天,约一刻钟后计入;一条只算一次。`}
        {open > 0 ? `还有 ${count(open)} 条在等发送。` : ''}
      </View>
      {flows.length === 0 ? (
        <Notice>还没有消息</Notice>
      ) : (
        <Card kind="flush">
          <MoreRows items={flows} first={10} unit="种">
            {(flow) => (
              <ListRow
                key={flow.flow}
                title={flow.title}
                detail={endingWords(flow)}
                value={`${count(flow.messages)} 条`}
              />
            )}
          </MoreRows>
        </Card>
      )}
      <Card kind="flush">
        {months.map((month) => (
          <ListRow
            key={month.month}
            title={monthText(month.month)}
            detail={endingWords(month)}
            value={`${count(month.messages)} 条`}
          />
        ))}
      </Card>
      <View>
        {flows.length > 0 ? (
          <CopyTable
            rows={() => [
              ['消息', '条数', '微信', '短信', '只在消息页', '不确定', ...HELD.map(([, words]) => words)],
              ...[
                ...flows.map((flow) => ({ name: flow.title, ...flow })),
                ...months.map((month) => ({ name: month.month, ...month })),
              ].map(({ name, messages, wechat, sms, inbox, unknown, held }) => [
                name,
                ...[messages, wechat, sms, inbox, unknown],
                ...HELD.map(([why]) => held[why]),
              ]),
            ]}
          />
        ) : null}
      </View>
    </View>
  )
}

/** What is none is not said. */
function endingWords({ wechat, sms, inbox, unknown, held }: Figures): string {
  const said = (words: readonly [string, number][]) =>
    words.flatMap(([name, times]) => (times > 0 ? [`${name} ${count(times)}`] : [])).join('、')
  const told = said([
    ['微信', wechat],
    ['短信', sms],
    ['只在消息页', inbox],
    ['不确定', unknown],
  ])
  const heldBack = said(HELD.map(([why, name]) => [name, held[why]]))
  return [told, heldBack ? `没有发:${heldBack}` : ''].filter(Boolean).join(';')
}
