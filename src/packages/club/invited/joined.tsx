import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { PhoneRow } from '@/components/phone-row'
import { WeComBlock } from '@/components/we-com-block'
import { toCallError } from '@/services/call'
import { deviceId } from '@/services/first-touch'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import type { Landing, Touch } from './index'

/** After joining: what became of the invitation, what a newcomer can take, and the way on. */
export function Joined({ landing: { shop, offer }, touch }: { landing: Landing; touch: Touch | null }) {
  return (
    <View className="stack">
      <View>
        <View className="invited-shop">已加入{shop.name}</View>
        <View className="small">到店消费前出示会员码,价格和节省都会记下来</View>
      </View>
      <View>{touch?.why ? <Notice>{touch.why}</Notice> : null}</View>
      <View>
        {touch?.state === 'attached' && offer ? (
          <Card kind="flush">
            <ListRow icon="gift" title={offer.invitee.title} detail={offer.invitee.when} />
          </Card>
        ) : null}
      </View>
      <NewcomerPack />
      <WeComBlock />
      <Button block icon="qr-code" onTap={() => open('memberCode')}>
        看看会员码
      </Button>
      <Button kind="secondary" block onTap={() => open('home')}>
        去会员中心
      </Button>
    </View>
  )
}

/** Once per person, phone and device; taken by a tap, never by itself (M103). */
function NewcomerPack() {
  const answer = useAnswer('referral.newcomerPack', {})
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const pack = answer.data?.pack
  const claim = () =>
    void run(async () => {
      setWords('')
      try {
        await commit('referral.claimNewcomerPack', (operationId) => ({ operationId, device: deviceId() }), {
          intention: 'newcomer-pack',
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await answer.reload()
    })
  if (!pack) return <View />
  const why = pack.state === 'phone_first' ? '绑定手机号后可领' : pack.why
  return (
    <Card>
      <View className="invited-pack">
        <View className="grow">
          <View className="title">{pack.title}</View>
          <View className="small">{pack.detail}</View>
          <View>{why ? <View className="small">{why}</View> : null}</View>
        </View>
        <View>
          {pack.state === 'claimable' ? (
            <Button kind="secondary" compact loading={busy} onTap={claim}>
              领取
            </Button>
          ) : null}
          {pack.state === 'claimed' ? (
            <Button kind="text" compact onTap={() => open('coupons')}>
              已领,去看看
            </Button>
          ) : null}
        </View>
      </View>
      <View>{pack.state === 'phone_first' ? <PhoneRow onBound={() => void answer.reload()} /> : null}</View>
      <View>{words ? <Notice tone="warn">{words}</Notice> : null}</View>
    </Card>
  )
}
