import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { MemberCard } from '@/components/member-card'
import { Page } from '@/components/page'
import { PeakOffer } from '@/components/peak-offer'
import { ReceiptRow } from '@/components/receipt-row'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { open } from '@/services/routes'
import { useHome, type Home } from '@/stores/home'
import { Assets, hasAssets } from './assets'
import { ClosingBanner } from './closing-banner'
import { OpenOrder } from './open-order'
import { OpenPayment } from './open-payment'
import { Offer } from './offer'
import { Programme } from './programme'
import { StaffEntrance } from './staff-entrance'
import { Tier } from './tier'
import { Usable } from './usable'
import './index.scss'

/** The member centre: the card and what it saved, or one honest offer to who has none. */
export default function HomePage() {
  const answer = useHome()
  usePullDownRefresh(() => void answer.reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page answer={answer} skeleton={<HomeSkeleton />} codeButton>
      {answer.data ? <Content home={answer.data} /> : null}
    </Page>
  )
}

function Content({ home }: { home: Home }) {
  const { shop, card, offer, missed, openPayment, usable, receipts, staff, breakEven, savedTotal, now } = home
  const { assets, tier, entries, closing, peakOffer } = home
  // What lies below the first view comes after it: each below 10 KiB.
  const { shown } = useGradually(2, { first: 1, portion: 1, page: 2 })
  return (
    <View className="stack">
      <View className="home-head">
        <View className="home-head__shop">{shop.name}</View>
        <View>{shop.slogan ? <View className="small">{shop.slogan}</View> : null}</View>
      </View>
      <View>{closing ? <ClosingBanner closing={closing} now={now} /> : null}</View>
      <View>{staff ? <StaffEntrance staff={staff} /> : null}</View>
      <OpenOrder />
      <View>{openPayment ? <OpenPayment payment={openPayment} now={now} /> : null}</View>
      <View>
        {card ? (
          <MemberCard
            card={card}
            shopName={shop.name}
            now={now}
            savedTotal={savedTotal}
            breakEven={breakEven}
            usableWorth={home.usableWorth}
            onTap={() => open('savings')}
          />
        ) : null}
      </View>
      <View>{peakOffer ? <PeakOffer offer={peakOffer} /> : null}</View>
      <View>{hasAssets(assets) ? <Assets assets={assets} now={now} /> : null}</View>
      <View>{tier ? <Tier tier={tier} now={now} /> : null}</View>
      <View>{entries ? <Programme entries={entries} now={now} /> : null}</View>
      <View>{offer ? <Offer offer={offer} missed={missed} again={card !== null} now={now} /> : null}</View>
      <View>{shown > 1 && usable.length > 0 ? <Usable products={usable} /> : null}</View>
      <View>{shown > 1 && receipts.length > 0 ? <Receipts receipts={receipts} now={now} /> : null}</View>
      <View>{shown > 1 ? <Branches branches={shop.branches} /> : null}</View>
    </View>
  )
}

function Receipts({ receipts, now }: Pick<Home, 'receipts' | 'now'>) {
  return (
    <View>
      <View className="section-title">
        <View>最近小票</View>
        <View className="home-more" onClick={() => open('receipts')}>
          全部
        </View>
      </View>
      <Card kind="flush">
        {receipts.map((receipt) => (
          <ReceiptRow key={receipt.receiptId} receipt={receipt} now={now} />
        ))}
      </Card>
    </View>
  )
}

function Branches({ branches }: { branches: Home['shop']['branches'] }) {
  return (
    <View>
      <View className="section-title">门店</View>
      <Card kind="flush">
        {branches.slice(0, 5).map(({ id, name, address, hours }) => (
          <View key={id} className="home-branch">
            <View className="home-branch__name">{name}</View>
            <View className="small">{[address, hours].filter(Boolean).join(' · ')}</View>
          </View>
        ))}
      </Card>
    </View>
  )
}

function HomeSkeleton() {
  return (
    <View className="stack">
      <View className="home-head">
        <Skeleton shape="title" width={40} />
        <Skeleton width={56} />
      </View>
      <Skeleton shape="gold" />
      <Skeleton shape="title" width={32} />
      <SkeletonRows />
    </View>
  )
}
