import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { TextField } from '../fields/text-field'

const SHORTEST_SECRET = 16

/** The one-time secret of the deployment makes this WeChat the owner; there is no other way in. */
export function Claim({ onClaimed }: { onClaimed: () => void }) {
  const [secret, setSecret] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const given = secret.trim()
  const claim = async () => {
    setBusy(true)
    setProblem('')
    try {
      await commit('operations.claim', (operationId) => ({ operationId, secret: given }), {
        intention: 'claim',
        resume: false,
      })
      signalSuccess()
      onClaimed()
    } catch (thrown) {
      signalFailure()
      setProblem(toCallError(thrown).message)
    }
    setBusy(false)
  }
  return (
    <View className="stack">
      <View>
        <View className="title">这家店还没有店主</View>
        <View className="small">
          部署时生成了一串认领口令,由部署的人交给您。用它认领后,这个微信就是店主,口令随即作废,别人拿到也没有用。
        </View>
      </View>
      <Card>
        <TextField
          label="认领口令"
          most={200}
          value={secret}
          onValue={setSecret}
          placeholder="从部署的人那里复制过来"
        />
      </Card>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <Button block loading={busy} disabled={given.length < SHORTEST_SECRET} onTap={() => void claim()}>
        {given.length < SHORTEST_SECRET ? '请粘贴完整的口令' : '认领这家店'}
      </Button>
      <Notice>请用店主本人的微信认领。认领后可以邀请店员,店员的权限随时能收回。</Notice>
    </View>
  )
}
