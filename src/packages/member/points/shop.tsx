import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Photo } from '@/components/photo'
import { toCallError } from '@/services/call'
import type { RewardView } from '@/services/contract'
import { count, dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import type { PointsHome } from './index'

const WHAT_COMES: Record<RewardView['kind'], string> = {
  goods: '兑换后得到一张凭证,到店由店员交付。没领取前可以退回,积分原路退还。',
  service: '兑换后得到一张凭证,到店由店员办理。没使用前可以退回,积分原路退还。',
  coupon: '兑换后,券立刻放进优惠券。券不能再换回积分。',
}

interface Props {
  home: PointsHome
  onChanged: () => Promise<void>
}

/** 积分兑换: what it takes, what is left, and why it can't be had now (M060, M033). */
export function Shop({ home: { rewards, points, now }, onChanged }: Props) {
  const available = points?.available ?? 0
  return (
    <View>
      <View className="section-title">积分兑换</View>
      <Card kind="flush">
        <MoreRows items={rewards} first={6} unit="样">
          {(reward) => (
            <Reward
              key={reward.rewardId}
              reward={reward}
              available={available}
              now={now}
              onChanged={onChanged}
            />
          )}
        </MoreRows>
      </Card>
    </View>
  )
}

interface RewardProps {
  reward: RewardView
  available: number
  now: number
  onChanged: () => Promise<void>
}

function Reward({ reward, available, now, onChanged }: RewardProps) {
  const { rewardId, title, detail, photo, kind, points, worth, left, why, through } = reward
  const [problem, setProblem] = useState('')
  const [kept, setKept] = useState(false)
  const [busy, run] = useBusy()
  const redeem = async () => {
    const { confirm } = await Taro.showModal({
      title: `兑换${title}?`,
      content: `${points > 0 ? `用 ${count(points)} 积分,现有 ${count(available)}。` : '不用积分。'}${WHAT_COMES[kind]}`,
      confirmText: '兑换',
    })
    if (!confirm) return
    void run(async () => {
      setProblem('')
      setKept(false)
      try {
        const got = await commit('points.redeem', (operationId) => ({ operationId, rewardId, points }), {
          intention: `redeem:${rewardId}`,
        })
        if (got.voucher) open('voucher', { voucherId: got.voucher.voucherId })
        else setKept(true)
      } catch (error) {
        setProblem(toCallError(error).message)
      }
      await onChanged()
    })
  }
  return (
    <View className="reward">
      <View className="reward__row">
        <Photo src={photo} name={title} />
        <View className="grow">
          <View>{title}</View>
          <View className="small">{detail}</View>
          <View className="small">
            {[
              worth === null ? '' : `店内现价 ${money(worth)}`,
              `剩 ${count(left)} 份`,
              `${dayText(through, now)}前`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </View>
        </View>
      </View>
      <View className="reward__act">
        <View className="reward__points">{points > 0 ? `${count(points)} 积分` : '免费领取'}</View>
        {why === null ? (
          <Button kind="secondary" compact loading={busy} onTap={() => void redeem()}>
            {points > 0 ? '兑换' : '领取'}
          </Button>
        ) : (
          <View className="small">{why}</View>
        )}
      </View>
      <View>
        {kept ? (
          <View className="reward__done">
            <Notice tone="saved">券已放进优惠券</Notice>
            <Button kind="text" block onTap={() => open('coupons')}>
              去看看
            </Button>
          </View>
        ) : null}
      </View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
    </View>
  )
}
