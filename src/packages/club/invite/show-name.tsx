import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'

/** Off until the member wants it: who invites is told to nobody otherwise (L9). */
export function ShowName({ showsName }: { showsName: boolean }) {
  const [on, setOn] = useState(showsName)
  const [words, setWords] = useState('')
  const change = async (wanted: boolean) => {
    setOn(wanted)
    setWords('')
    try {
      const done = await commit(
        'referral.setShowsName',
        (operationId) => ({ operationId, showsName: wanted }),
        { intention: 'shows-name' },
      )
      setOn(done.showsName)
    } catch (error) {
      setOn(!wanted)
      setWords(toCallError(error).message)
    }
  }
  return (
    <View>
      <Card kind="flush">
        <SwitchRow
          icon="user"
          title="让朋友知道是我邀请"
          detail="称呼会打星号;关着时谁也看不到"
          on={on}
          onChange={(wanted) => void change(wanted)}
        />
      </Card>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}
