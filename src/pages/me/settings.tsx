import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import type { Home } from '@/stores/home'
import { useSession } from '@/stores/session'

/** Large text at once on this phone; consents one by one, withdrawn as easily as given (PIPL 15). */
export function Settings({ member }: Pick<Home, 'member'>) {
  const largeText = useSession((state) => state.largeText)
  const setLargeText = useSession((state) => state.setLargeText)
  const [marketing, setMarketing] = useState(member?.marketing ?? false)
  const [words, setWords] = useState('')

  const changeLargeText = async (on: boolean) => {
    setLargeText(on)
    if (!member) return
    await commit('membership.preferences', (operationId) => ({ operationId, largeText: on }), {
      intention: 'preferences',
    }).catch((error: unknown) => setWords(`${toCallError(error).message}。本机已生效。`))
  }

  const changeMarketing = async (granted: boolean) => {
    setMarketing(granted)
    setWords('')
    await commit('membership.consent', (operationId) => ({ operationId, purpose: 'marketing', granted }), {
      intention: 'consent:marketing',
    }).catch((error: unknown) => {
      setMarketing(!granted)
      setWords(toCallError(error).message)
    })
  }

  return (
    <View className="stack">
      <Card kind="flush">
        <SwitchRow
          icon="text-size"
          title="大字模式"
          detail="所有页面的文字放大"
          on={largeText}
          onChange={(on) => void changeLargeText(on)}
        />
        {member ? (
          <SwitchRow
            icon="sparkles"
            title="上新和优惠消息"
            detail="关闭后不再发送,不影响会员权益"
            on={marketing}
            onChange={(on) => void changeMarketing(on)}
          />
        ) : null}
      </Card>
      <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
    </View>
  )
}
