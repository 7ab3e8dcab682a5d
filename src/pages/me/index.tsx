import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { JoinSheet } from '@/components/join-sheet'
import { ListRow } from '@/components/list-row'
import { MergeSheet } from '@/components/merge-sheet'
import { Page } from '@/components/page'
import { PhoneRow } from '@/components/phone-row'
import { WeComBlock } from '@/components/we-com-block'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { openPrivacyContract } from '@/platform/privacy'
import { callTelephone } from '@/platform/telephone'
import { JOINING_AGREEMENT } from '@/services/contract'
import { dayOf } from '@/services/format'
import { open } from '@/services/routes'
import { useHome, type Home } from '@/stores/home'
import { Frozen } from './frozen'
import { Settings } from './settings'
import { UnopenedShop } from './unopened-shop'
import './index.scss'

/** The person's own things: joining, phone, consents, orders; and who the shop is. */
export default function MePage() {
  const answer = useHome()
  const [joining, setJoining] = useState(false)
  const [justJoined, setJustJoined] = useState(false)
  const [merging, setMerging] = useState(false)
  const joined = () => {
    setJoining(false)
    setJustJoined(true)
    void answer.reload()
  }
  const merged = () => {
    setMerging(false)
    void answer.reload()
  }
  if (answer.error?.code === 'SHOP_NOT_READY')
    return (
      <Page>
        <UnopenedShop />
      </Page>
    )
  return (
    <Page
      answer={answer}
      skeleton={<MeSkeleton />}
      codeButton
      layers={
        <View>
          <JoinSheet open={joining} onJoined={joined} onClose={() => setJoining(false)} />
          <MergeSheet open={merging} onMerged={merged} onClose={() => setMerging(false)} />
        </View>
      }
    >
      {answer.data ? (
        <Content
          home={answer.data}
          justJoined={justJoined}
          onJoin={() => setJoining(true)}
          onMerge={() => setMerging(true)}
          onBack={answer.reload}
        />
      ) : null}
    </Page>
  )
}

interface ContentProps {
  home: Home
  justJoined: boolean
  onJoin: () => void
  onMerge: () => void
  /** A loss was reported, and the member is back. */
  onBack: () => Promise<void>
}

function Content({ home, justJoined, onJoin, onMerge, onBack }: ContentProps) {
  const { member, staff, shop, now } = home
  // Settings and the shop come after the person's own things: each below 10 KiB.
  const { shown } = useGradually(2, { first: 1, portion: 1, page: 2 })
  return (
    <View className="stack">
      <View className="me-head">
        {member ? <Profile member={member} now={now} /> : <Guest onJoin={onJoin} />}
      </View>
      <View>{justJoined ? <WeComBlock /> : null}</View>
      <View>{member?.frozen ? <Frozen loss={member.frozen} onBack={onBack} /> : null}</View>
      <View>{staff ? <Staff staff={staff} /> : null}</View>
      <View>
        {member ? (
          <Card kind="flush">
            <ListRow
              icon="bell"
              title="消息"
              value={home.entries?.unread ? '有未读' : ''}
              onTap={() => open('inbox')}
            />
            {home.tier ? (
              <ListRow
                icon="badge-check"
                title="会员等级"
                value={home.tier.name}
                onTap={() => open('tier')}
              />
            ) : null}
            {(home.entries?.benefits ?? null) === null ? null : (
              <ListRow icon="calendar" title="本周权益" onTap={() => open('benefits')} />
            )}
            {home.entries?.invitations ? (
              <ListRow icon="share" title="邀请有礼" onTap={() => open('invite')} />
            ) : null}
            <ListRow icon="card" title="晒卡" onTap={() => open('cardPicture')} />
            <ListRow icon="tag" title="会员活动" onTap={() => open('activities')} />
            <ListRow icon="sparkles" title="积分" onTap={() => open('points')} />
            <ListRow icon="ticket" title="优惠券" onTap={() => open('coupons')} />
            <ListRow icon="gift" title="赠品" onTap={() => open('gifts')} />
          </Card>
        ) : null}
      </View>
      <Card kind="flush">
        <ListRow icon="document" title="我的订单" onTap={() => open('orders')} />
        <ListRow icon="receipt" title="我的小票" onTap={() => open('receipts')} />
        {member ? <ListRow icon="chart" title="月账单" onTap={() => open('bills')} /> : null}
        <ListRow icon="badge-check" title="我的协议" onTap={() => open('agreementCopies')} />
        {member ? <ListRow icon="undo" title="退款进度" onTap={() => open('refunds')} /> : null}
      </Card>
      <View>
        {member ? (
          <Card kind="flush">
            <ListRow icon="wallet" title="余额与充值" onTap={() => open('wallet')} />
            <ListRow icon="share" title="转让与接收" onTap={() => open('transfer')} />
            <ListRow icon="users" title="家人共用" onTap={() => open('household')} />
            <ListRow icon="handshake" title="合作权益" onTap={() => open('perks')} />
            <ListRow icon="refresh" title="自动续费" onTap={() => open('autoRenew')} />
          </Card>
        ) : null}
      </View>
      <View>
        {member ? (
          <Card kind="flush">
            <PhoneRow onBelongsToAnother={onMerge} />
          </Card>
        ) : null}
      </View>
      <View>{shown > 1 ? <Settings member={member} /> : null}</View>
      <View>
        {member ? (
          <Card kind="flush">
            <ListRow icon="shield" title="隐私与数据" onTap={() => open('privacy')} />
          </Card>
        ) : null}
      </View>
      <View>{shown > 1 ? <Shop shop={shop} asks={home.entries?.questions ?? false} /> : null}</View>
    </View>
  )
}

function Profile({ member, now }: { member: NonNullable<Home['member']>; now: number }) {
  return (
    <View>
      <View className="me-head__name">{member.displayName}</View>
      <View className="small">{dayOf(member.joinedAt, now)}加入</View>
    </View>
  )
}

function Guest({ onJoin }: { onJoin: () => void }) {
  return (
    <View className="row row--between">
      <View className="grow">
        <View className="me-head__name">欢迎</View>
        <View className="small">不加入也可以浏览和消费</View>
      </View>
      <Button kind="secondary" onTap={onJoin}>
        免费加入
      </Button>
    </View>
  )
}

function Staff({ staff }: { staff: NonNullable<Home['staff']> }) {
  return (
    <Card kind="flush">
      <ListRow
        icon="scan"
        title="收银台"
        detail={staff.branches.map(({ name }) => name).join('、')}
        onTap={() => open('counter')}
      />
      {staff.role === 'clerk' ? null : (
        <ListRow icon="chart" title="今日经营" onTap={() => open('overview')} />
      )}
      {staff.role === 'owner' ? <ListRow icon="store" title="开店设置" onTap={() => open('setUp')} /> : null}
    </Card>
  )
}

function Shop({ shop, asks }: Pick<Home, 'shop'> & { asks: boolean }) {
  const { servicePhone, licence, branches } = shop
  return (
    <Card kind="flush">
      {branches.slice(0, 5).map(({ id, name, address, hours }) => (
        <ListRow key={id} icon="store" title={name} detail={[address, hours].filter(Boolean).join(' · ')} />
      ))}
      {asks ? (
        <ListRow icon="info" title="咨询门店" detail="写下问题,约定时间内答复" onTap={() => open('ask')} />
      ) : null}
      {servicePhone ? (
        <ListRow
          icon="phone"
          title="联系门店"
          detail={servicePhone}
          onTap={() => callTelephone(servicePhone)}
        />
      ) : null}
      {licence ? <ListRow icon="shield" title="经营信息" detail={licence} /> : null}
      <ListRow
        icon="document"
        title="加入会员说明"
        onTap={() => open('agreement', { id: JOINING_AGREEMENT })}
      />
      {process.env.TARO_ENV === 'weapp' ? (
        <ListRow icon="lock" title="隐私保护指引" onTap={openPrivacyContract} />
      ) : null}
    </Card>
  )
}

function MeSkeleton() {
  return (
    <View className="stack">
      <View className="me-head">
        <Skeleton shape="title" width={36} />
        <Skeleton width={48} />
      </View>
      <SkeletonRows count={5} />
    </View>
  )
}
