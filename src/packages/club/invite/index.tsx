import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { deviceId } from '@/services/first-touch'
import { ROUTES, open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useSession } from '@/stores/session'
import { Rewards } from '../rewards'
import { Rules } from '../rules'
import { Progress } from './progress'
import { Send } from './send'
import { ShowName } from './show-name'
import './index.scss'

export type Invitations = Output<'referral.mine'>

/** Inviting friends (M107): both rewards and when they come first, then the card, then all rules. */
export default function InvitePage() {
  const [device] = useState(deviceId)
  const answer = useAnswer('referral.mine', { device }, { onShow: true })
  const [picture, setPicture] = useState('')
  const shopName = useSession((state) => state.shop?.name) ?? ''
  const found = answer.data
  useShareAppMessage(() =>
    found?.share
      ? { title: found.share.title, path: found.share.path, ...(picture && { imageUrl: picture }) }
      : { title: shopName, path: ROUTES.home },
  )
  return (
    <Page
      shareable
      answer={answer}
      skeleton={<InviteSkeleton />}
      empty={found && !found.offer ? <Closed /> : undefined}
    >
      {found?.offer ? (
        <View className="stack">
          <View>
            <View className="invite-title">请朋友来,首单后双方都有礼</View>
            <View className="small">转发本身没有奖励;朋友来消费、过了退货期,奖励才到</View>
          </View>
          <Rewards offer={found.offer} mine="inviter" />
          <Send invitations={found} onDrawn={setPicture} />
          <ShowName showsName={found.showsName} />
          <Progress invitations={found} />
          <Rules conditions={found.offer.conditions} />
        </View>
      ) : null}
    </Page>
  )
}

function Closed() {
  return (
    <EmptyState
      icon="gift"
      title="门店现在没有邀请活动"
      hint="以前邀请的朋友,奖励照当时的规则到账"
      action="回到会员中心"
      onAction={() => open('home')}
    />
  )
}

function InviteSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={64} />
      <Skeleton width={80} />
      <SkeletonRows count={2} />
      <Skeleton shape="card" />
      <SkeletonRows count={3} />
    </View>
  )
}
