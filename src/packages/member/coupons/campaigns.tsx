import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import type { CampaignView } from '@/services/contract'
import { couponLine } from '@/services/coupon-text'
import { count, dayText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

interface Props {
  campaigns: readonly CampaignView[]
  now: number
  /** The set lies in the wallet now. */
  onClaimed: () => Promise<void>
}

/** Sets of coupons to claim; what can't be claimed says why and stays readable (M057, M076). */
export function Campaigns({ campaigns, now, onClaimed }: Props) {
  return (
    <MoreRows items={campaigns} first={2} unit="个活动">
      {(campaign) => (
        <View key={campaign.campaignId} className="campaign">
          <Campaign campaign={campaign} now={now} onClaimed={onClaimed} />
        </View>
      )}
    </MoreRows>
  )
}

function Campaign({
  campaign,
  now,
  onClaimed,
}: { campaign: CampaignView } & Pick<Props, 'now' | 'onClaimed'>) {
  const { campaignId, title, through, items, left, state, why } = campaign
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const claim = () =>
    void run(async () => {
      setWords('')
      try {
        await commit('coupons.claim', (operationId) => ({ operationId, campaignId }), {
          intention: `claim-coupons:${campaignId}`,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await onClaimed()
    })
  return (
    <Card kind={state === 'claimable' ? 'plain' : 'quiet'}>
      <View className="campaign__head">
        <View className="grow">
          <View className="title">{title}</View>
          <View className="small">
            {dayText(through, now)}前可领
            {left === null || state === 'claimed' ? '' : ` · 还剩 ${count(left)} 份`}
          </View>
        </View>
        <View>
          {state === 'claimable' ? (
            <Button compact loading={busy} onTap={claim}>
              领取
            </Button>
          ) : state === 'claimed' ? (
            <Tag>已领取</Tag>
          ) : state === 'exhausted' ? (
            <Tag>已领完</Tag>
          ) : (
            <Tag>暂不能领</Tag>
          )}
        </View>
      </View>
      <View className="campaign__items">
        {items.map((item, index) => (
          <View key={index} className="small">
            {item.title}:{couponLine(item.value, item.threshold)} × {item.count} 张
          </View>
        ))}
      </View>
      <View>{state === 'locked' && why ? <View className="coupon__why">{why}</View> : null}</View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </Card>
  )
}
