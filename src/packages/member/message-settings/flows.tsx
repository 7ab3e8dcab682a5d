import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { SwitchRow } from '@/components/switch-row'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import type { Settings } from './index'

type Group = Settings['groups'][number]
type Flow = Group['flows'][number]

/** A group of messages with why they come; what is owed by law has no switch and says so. */
export function Flows({ group }: { group: Group }) {
  return (
    <Titled group={group}>
      <FlowRows flows={group.flows} />
    </Titled>
  )
}

interface MarketingProps {
  group: Group
  granted: boolean
  weeklyCap: number
}

/** Only with a consent of its own, given and withdrawn with one tap; single ones once it is there. */
export function MarketingFlows({ group, granted, weeklyCap }: MarketingProps) {
  const [chosen, setChosen] = useState(granted)
  const [problem, setProblem] = useState('')
  const change = async (next: boolean) => {
    setChosen(next)
    setProblem('')
    try {
      await commit(
        'membership.consent',
        (operationId) => ({ operationId, purpose: 'marketing', granted: next }),
        { intention: 'consent:marketing' },
      )
    } catch (error) {
      setChosen(!next)
      setProblem(toCallError(error).message)
    }
  }
  const words = chosen ? `每周最多 ${weeklyCap} 条,也可以逐项选择` : '没有同意,一条都不会发'
  return (
    <Titled group={group}>
      <SwitchRow
        title="愿意收到优惠和活动消息"
        detail={problem || words}
        on={chosen}
        onChange={(next) => void change(next)}
      />
      <View className={chosen ? 'message-flows' : 'message-flows message-flows--away'}>
        <FlowRows flows={group.flows} />
      </View>
    </Titled>
  )
}

function Titled({ group: { title, detail }, children }: { group: Group; children: ReactNode }) {
  return (
    <View>
      <View className="section-title">{title}</View>
      <View className="message-detail">{detail}</View>
      <Card kind="flush">{children}</Card>
    </View>
  )
}

function FlowRows({ flows }: { flows: Flow[] }) {
  return (
    <View>
      {flows.map((flow) =>
        flow.fixed ? (
          <ListRow key={flow.flow} title={flow.title} value="必须告知" />
        ) : (
          <FlowSwitch key={flow.flow} flow={flow} />
        ),
      )}
    </View>
  )
}

/** At once, also for what is under way already. */
function FlowSwitch({ flow: { flow, title, on } }: { flow: Flow }) {
  const [chosen, setChosen] = useState(on)
  const [problem, setProblem] = useState('')
  const change = async (next: boolean) => {
    setChosen(next)
    setProblem('')
    try {
      await commit('renewal.switchFlow', (operationId) => ({ operationId, flow, on: next }), {
        intention: `switch-flow:${flow}`,
      })
    } catch (error) {
      setChosen(!next)
      setProblem(toCallError(error).message)
    }
  }
  return <SwitchRow title={title} detail={problem} on={chosen} onChange={(next) => void change(next)} />
}
