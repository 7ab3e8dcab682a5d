import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tabs } from '@/components/tabs'
import type { Output, WalletCoupon } from '@/services/contract'
import { useAnswer } from '@/stores/answer'
import { AppealSheet } from './appeal-sheet'
import { Campaigns } from './campaigns'
import { CouponCard, RenewalOffer } from './coupon-card'
import { Review } from './review'
import './index.scss'

type Wallet = Output<'coupons.wallet'>
type Tab = 'usable' | 'locked' | 'used' | 'expired'

const TABS: readonly { key: Tab; label: string }[] = [
  { key: 'usable', label: '可用' },
  { key: 'locked', label: '待解锁' },
  { key: 'used', label: '已用' },
  { key: 'expired', label: '过期' },
]

const TAB_OF: Record<WalletCoupon['state'], Tab> = {
  usable: 'usable',
  locked: 'locked',
  held: 'locked',
  used: 'used',
  expired: 'expired',
  void: 'expired',
}

const NOTHING: Record<Tab, [title: string, hint: string]> = {
  usable: ['现在没有可用的券', '开卡、领券和积分兑换到的券会放在这里'],
  locked: ['没有待解锁的券', '还没到开始日期的券,和续费时会送的券,会列在这里'],
  used: ['还没有用过的券', '用掉的券会留在这里,方便核对'],
  expired: ['没有过期的券', ''],
}

/** The coupon wallet: what can be used, what opens later, and for each why it can't be used now (M055-M058). */
export default function CouponsPage() {
  const answer = useAnswer('coupons.wallet', {}, { onShow: true })
  const [tab, setTab] = useState<Tab>('usable')
  const [appealing, setAppealing] = useState(false)
  const wallet = answer.data
  const open = wallet?.campaigns.filter(({ state }) => state === 'claimable') ?? []
  const others = wallet?.campaigns.filter(({ state }) => state !== 'claimable') ?? []
  return (
    <Page
      answer={answer}
      skeleton={<WalletSkeleton />}
      empty={wallet && isEmpty(wallet) ? <NothingYet /> : undefined}
      kept="已有的券都在,不会因此减少"
      codeButton
      layers={
        wallet?.review && !wallet.review.appealed ? (
          <AppealSheet
            open={appealing}
            onClose={() => setAppealing(false)}
            onSent={async () => {
              await answer.reload()
              setAppealing(false)
            }}
          />
        ) : null
      }
    >
      {wallet ? (
        <View className="stack">
          <View>
            {wallet.review ? (
              <Review
                review={wallet.review}
                held={wallet.coupons.some(({ state }) => state === 'held')}
                now={wallet.now}
                onAppeal={() => setAppealing(true)}
              />
            ) : null}
          </View>
          <Tabs options={TABS} selected={tab} onSelect={setTab} />
          <View>
            {tab === 'usable' && open.length > 0 ? (
              <Campaigns campaigns={open} now={wallet.now} onClaimed={answer.reload} />
            ) : null}
          </View>
          <Coupons key={tab} wallet={wallet} tab={tab} />
          <View>
            {tab === 'usable' && others.length > 0 ? (
              <View>
                <View className="section-title">其他领券活动</View>
                <Campaigns campaigns={others} now={wallet.now} onClaimed={answer.reload} />
              </View>
            ) : null}
          </View>
        </View>
      ) : null}
    </Page>
  )
}

function isEmpty({ coupons, campaigns, review }: Wallet): boolean {
  return coupons.length === 0 && campaigns.length === 0 && review === null
}

/** Five come with the page and the rest by portions: 200 coupons open like ten. */
function Coupons({ wallet: { coupons, now }, tab }: { wallet: Wallet; tab: Tab }) {
  const all = coupons.filter(({ state }) => TAB_OF[state] === tab)
  const { shown, left, more } = useGradually(all.length, { first: 4, portion: 8, page: 20 })
  const [title, hint] = NOTHING[tab]
  if (all.length === 0) return <EmptyState icon="ticket" title={title} hint={hint} />
  return (
    <View className="stack">
      <View className="stack">
        {all
          .slice(0, shown)
          .map((coupon) =>
            coupon.renewal ? (
              <RenewalOffer key={coupon.lotId} coupon={coupon} renewal={coupon.renewal} />
            ) : (
              <CouponCard key={coupon.lotId} coupon={coupon} now={now} />
            ),
          )}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            再看 {left} 种
          </Button>
        ) : null}
      </View>
      <View>
        {tab === 'usable' ? (
          <View className="small">结账时会自动用省得最多的组合,也可以请店员换一张或不用。</View>
        ) : null}
      </View>
    </View>
  )
}

function NothingYet() {
  return <EmptyState icon="ticket" title="还没有优惠券" hint={NOTHING.usable[1]} />
}

function WalletSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="row" />
      <SkeletonRows count={4} />
    </View>
  )
}
