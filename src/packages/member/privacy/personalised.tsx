import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { SwitchRow } from '@/components/switch-row'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'

/** Suggestions without personal traits with one tap; prices never depend on them (M106, PIPL 24). */
export function Personalised({ on }: { on: boolean }) {
  const [chosen, setChosen] = useState(on)
  const [problem, setProblem] = useState('')
  const change = async (next: boolean) => {
    setChosen(next)
    setProblem('')
    try {
      await commit('membership.setPersonalised', (operationId) => ({ operationId, on: next }), {
        intention: 'personalised',
      })
    } catch (error) {
      setChosen(!next)
      setProblem(toCallError(error).message)
    }
  }
  return (
    <View>
      <View className="section-title">个性化推荐</View>
      <Card kind="flush">
        <SwitchRow
          title="按我的消费推荐"
          detail={problem || '关闭后,推荐对每个人都一样。价格和权益从不受它影响'}
          on={chosen}
          onChange={(next) => void change(next)}
        />
        <ListRow title="看看推荐和它的规则" onTap={() => open('recommended')} />
      </Card>
    </View>
  )
}
