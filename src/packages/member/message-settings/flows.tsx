import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import type { Settings } from './index'

type Group = Settings['groups'][number]
type Flow = Group['flows'][number]

interface Props {
  group: Group
  /** Of the group that needs the member's own consent. */
  consent: { granted: boolean; weeklyCap: number } | null
  reload: () => Promise<void>
}

/** A group of messages with why they come; what is owed by law has no switch and says so. */
export function Flows({ group: { title, detail, flows }, consent, reload }: Props) {
  return (
    <View>
      <View className="section-title">{title}</View>
      <View className="message-detail">{detail}</View>
      <Card kind="flush">
        {consent ? <Consent consent={consent} reload={reload} /> : null}
        {flows.map((flow) =>
          flow.fixed ? (
            <ListRow key={flow.flow} title={flow.title} value="必须告知" />
          ) : (
            <FlowSwitch key={flow.flow} flow={flow} />
          ),
        )}
      </Card>
    </View>
  )
}

/** At once, also for what is under way already. */
function FlowSwitch({ flow: { flow, title, on } }: { flow: Flow }) {
  const [chosen, setChosen] = useState(on)
  const [words, setWords] = useState('')
  const change = async (next: boolean) => {
    setChosen(next)
    setWords('')
    try {
      await commit('renewal.switchFlow', (operationId) => ({ operationId, flow, on: next }), {
        intention: `switch-flow:${flow}`,
      })
    } catch (error) {
      setChosen(!next)
      setWords(toCallError(error).message)
    }
  }
  return <SwitchRow title={title} detail={words} on={chosen} onChange={(next) => void change(next)} />
}

/** Given and withdrawn with one tap, nothing pre-ticked (PIPL 15). */
function Consent({
  consent: { granted, weeklyCap },
  reload,
}: Required<Pick<Props, 'reload'>> & { consent: NonNullable<Props['consent']> }) {
  const [chosen, setChosen] = useState(granted)
  const [words, setWords] = useState('')
  const change = async (next: boolean) => {
    setChosen(next)
    setWords('')
    try {
      await commit(
        'membership.consent',
        (operationId) => ({ operationId, purpose: 'marketing', granted: next }),
        { intention: 'consent:marketing' },
      )
      await reload()
    } catch (error) {
      setChosen(!next)
      setWords(toCallError(error).message)
    }
  }
  return (
    <View>
      <SwitchRow
        title="愿意收到优惠和活动消息"
        detail={chosen ? `每周最多 ${weeklyCap} 条,随时可关` : '关着的时候,下面的一条都不会发'}
        on={chosen}
        onChange={(next) => void change(next)}
      />
      <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
    </View>
  )
}
