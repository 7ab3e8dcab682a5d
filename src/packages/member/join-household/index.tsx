import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { EmptyState } from '@/components/state-message'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { back, open, replace } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import { useParameters } from '@/stores/parameters'

/** Joining a household: what the holder will see is said first, and agreed to by a tick (M116, L9). */
export default function JoinHouseholdPage() {
  const { invitation = '' } = useParameters()
  const [consent, setConsent] = useState(false)
  const [joined, setJoined] = useState<Output<'membership.joinHousehold'> | null>(null)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()

  const join = () =>
    void run(async () => {
      setWords('')
      try {
        setJoined(
          await commit(
            'membership.joinHousehold',
            (operationId) => ({ operationId, invitation, consent: true as const }),
            { intention: `join-household:${invitation}` },
          ),
        )
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })

  if (invitation === '')
    return (
      <Page>
        <EmptyState
          icon="users"
          title="邀请不完整"
          hint="请从家人发来的邀请重新打开"
          action="回到首页"
          onAction={() => open('home')}
        />
      </Page>
    )
  return (
    <Page
      footer={
        joined ? (
          <Button block onTap={() => replace('memberCode')}>
            打开会员码
          </Button>
        ) : (
          <Button block loading={busy} disabled={!consent} onTap={join}>
            加入
          </Button>
        )
      }
    >
      <View className="stack">
        <View className="title">
          {joined ? `已加入,可以用${joined.ownerName}的${joined.planName}了` : '家人邀请您一起用一张会员卡'}
        </View>
        <View>
          {joined ? (
            <Card kind="flush">
              <ListRow icon="qr-code" title="怎么用" detail="结账时出示您自己的会员码" />
            </Card>
          ) : (
            <View className="stack">
              <Card kind="flush">
                <ListRow icon="ticket" title="您能享受这张卡的会员价" detail="全家合用每天的份数" />
                <ListRow
                  icon="receipt"
                  title="持卡人会看到您用这张卡买了什么"
                  detail="包括时间、门店、商品和金额;看不到您的手机号、余额和自己的卡"
                />
                <ListRow icon="undo" title="随时可以退出" detail="在「我的 · 家人共用」里退出,立即生效" />
              </Card>
              <CheckRow checked={consent} onChange={setConsent}>
                我知道了,同意用这张卡时把上面的购买信息给持卡人看
              </CheckRow>
              <Button kind="text" block onTap={back}>
                暂不加入
              </Button>
            </View>
          )}
        </View>
        <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      </View>
    </Page>
  )
}
