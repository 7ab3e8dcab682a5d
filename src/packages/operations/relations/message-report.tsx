import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'
import { Endings } from './message-endings'

type Health = Output<'operations.messageHealth'>

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
          <Endings health={health} />
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
