import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { count } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'
import { CopyTable } from '../reports/copy-table'
import { Endings } from './message-endings'

type Health = Output<'operations.messageHealth'>

const BASIS_NAMES: Record<Health['flows'][number]['basis'], string> = {
  legal: '法律要求',
  service: '服务',
  marketing: '营销',
}
const STATES: Record<Health['templates'][number]['state'], [string, 'saved' | 'warn' | 'danger']> = {
  ok: ['可用', 'saved'],
  missing: ['没有配', 'warn'],
  misconfigured: ['配错了', 'danger'],
}

/** What was told in the last weeks, by which way, and which templates need the owner (L12). */
export function MessageReport() {
  const answer = useAnswer('operations.messageHealth', {})
  return (
    <Answered answer={answer}>
      {(health) => (
        <View className="report__pair">
          <Flows health={health} />
          <Endings endings={health.endings} days={health.days} />
          <Templates health={health} />
        </View>
      )}
    </Answered>
  )
}

function Templates({ health: { templates, sms } }: { health: Health }) {
  return (
    <View>
      <View className="section-title">消息模板</View>
      <Card kind="flush">
        {templates.map(({ template, title, flows, state, problem }) => (
          <ListRow
            key={template}
            title={title}
            detail={problem ?? flows.join('、')}
            value={<Tag tone={STATES[state][1]}>{STATES[state][0]}</Tag>}
          />
        ))}
      </Card>
      <View className="report__below small">
        {sms ? '短信已接通' : '短信没有接通'}
        :法律要求的通知没有微信次数时用短信;小程序里的消息页始终都有。微信次数由会员自己点同意,一次一条。
      </View>
      <View className="report__chips">
        <Button kind="secondary" compact onTap={() => open('setUpForm', { form: 'messages' })}>
          去填模板
        </Button>
      </View>
    </View>
  )
}

function Flows({ health: { flows, days } }: { health: Health }) {
  const told = flows.filter((flow) => flow.told > 0)
  return (
    <View>
      <View className="section-title">{`近 ${days} 天发了什么`}</View>
      {told.length === 0 ? (
        <Notice>还没有发过消息</Notice>
      ) : (
        <Card kind="flush">
          <MoreRows items={told} first={10} unit="种">
            {(flow) => (
              <ListRow
                key={flow.flow}
                title={`${flow.title}(${BASIS_NAMES[flow.basis]})`}
                detail={wayWords(flow)}
                value={`${count(flow.told)} 条`}
              />
            )}
          </MoreRows>
        </Card>
      )}
      <View>
        {told.length > 0 ? (
          <CopyTable
            rows={() => [
              [
                '消息',
                '依据',
                '条数',
                '微信',
                '短信',
                '只在消息页',
                '没有微信次数',
                '微信拒收',
                '模板配错',
                '不确定',
              ],
              ...told.map((flow) => [
                flow.title,
                BASIS_NAMES[flow.basis],
                flow.told,
                flow.wechat,
                flow.sms,
                flow.inbox,
                flow.noCredit,
                flow.refused,
                flow.misconfigured,
                flow.unknown,
              ]),
            ]}
          />
        ) : null}
      </View>
    </View>
  )
}

/** By which way it went, and why WeChat didn't bring it; what is none is not said. */
function wayWords({ wechat, sms, inbox, noCredit, refused, misconfigured }: Health['flows'][number]): string {
  const said = (words: [string, number][]) =>
    words.flatMap(([name, times]) => (times > 0 ? [`${name} ${count(times)}`] : [])).join('、')
  const ways = said([
    ['微信', wechat],
    ['短信', sms],
    ['只在消息页', inbox],
  ])
  const why = said([
    ['没有微信次数', noCredit],
    ['微信拒收', refused],
    ['模板配错', misconfigured],
  ])
  return [ways, why].filter(Boolean).join(';其中')
}
