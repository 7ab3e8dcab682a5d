import { View } from '@tarojs/components'
import { useDidHide, useDidShow, useUnload } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open, type RouteName } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useStaff } from '@/stores/staff'
import { AwaitingPanel } from './awaiting-panel'
import { BasketSheet } from './basket-sheet'
import { BranchList } from './branch-list'
import { BranchSheet } from './branch-sheet'
import { CouponSheet } from './coupon-sheet'
import { DeliverySheet } from './delivery-sheet'
import { DonePanel } from './done-panel'
import { FindSheet } from './find-sheet'
import { GiftSheet } from './gift-sheet'
import { MemberSheet } from './member-sheet'
import { PartnerCodeSheet } from './partner-code-sheet'
import { QuoteBar } from './quote-bar'
import { ServingPanel } from './serving-panel'
import { SettlingPanel } from './settling-panel'
import { ShownCodesSheet } from './shown-codes-sheet'
import { StartPanel } from './start-panel'
import { useTill } from './use-till'
import './index.scss'

const HOME: RouteName = 'home'

type SheetName =
  'branch' | 'find' | 'codes' | 'basket' | 'coupons' | 'gifts' | 'partner' | 'benefits' | 'delivery'

/** The counter: scan, basket, live quote, one press to settle, undo for minutes (M044). */
export default function CounterPage() {
  const phase = useTill((till) => till.phase)
  const [after, setAfter] = useState<'gifts' | 'benefits' | null>(null)
  const { wake, sleep } = useTill.getState()
  useDidShow(wake)
  useDidHide(sleep)
  useUnload(sleep)
  // What was sent is shown whatever else can be loaded: also without a network, after a restart.
  if (phase === 'settling' || phase === 'awaiting' || phase === 'done') {
    return (
      <Page
        layers={
          <>
            <GiftSheet open={after === 'gifts'} onClose={() => setAfter(null)} />
            <MemberSheet open={after === 'benefits'} onClose={() => setAfter(null)} />
          </>
        }
      >
        <View>{phase === 'settling' ? <SettlingPanel /> : null}</View>
        <View>{phase === 'awaiting' ? <AwaitingPanel /> : null}</View>
        <View>
          {phase === 'done' ? (
            <DonePanel onGifts={() => setAfter('gifts')} onBenefits={() => setAfter('benefits')} />
          ) : null}
        </View>
      </Page>
    )
  }
  return <OpenTill />
}

/** The till while nothing is on its way: scanning, or a member with a basket. */
function OpenTill() {
  const { staff, answer } = useStaff()
  const serving = useTill((till) => till.phase === 'serving')
  const stored = useTill((till) => till.branchId)
  const { chooseBranch } = useTill.getState()
  const [sheet, setSheet] = useState<SheetName | null>(null)
  const branches = staff?.branches ?? []
  const only = branches.length === 1 ? branches[0]!.id : null
  const branchId = branches.some(({ id }) => id === stored) ? stored : only
  useEffect(() => {
    if (branchId !== null && branchId !== stored) chooseBranch(branchId)
  }, [branchId, stored, chooseBranch])
  const desk = useAnswer('counter.desk', { branchId: branchId ?? '' }, { enabled: branchId !== null })
  const close = () => setSheet(null)

  if (answer.status !== 'ready') {
    return (
      <Page answer={answer} skeleton={<CounterSkeleton />}>
        {null}
      </Page>
    )
  }
  if (staff === null) {
    return (
      <Page>
        <EmptyState
          icon="store"
          title="当前微信不是店员"
          hint="请店主在「店员」中发出邀请,打开邀请后即可使用收银台"
          action="回到首页"
          onAction={() => open(HOME)}
        />
      </Page>
    )
  }
  if (branchId === null) {
    return (
      <Page>
        <View className="counter__title">在哪家门店收银?</View>
        <BranchList branches={branches} selected={null} onSelect={chooseBranch} />
      </Page>
    )
  }
  return (
    <Page
      answer={desk}
      skeleton={<CounterSkeleton />}
      layers={
        <>
          <View>
            {serving && desk.data ? (
              <QuoteBar onBasket={() => setSheet('basket')} onCoupons={() => setSheet('coupons')} />
            ) : null}
          </View>
          <BranchSheet open={sheet === 'branch'} branches={branches} selected={branchId} onClose={close} />
          <FindSheet open={sheet === 'find'} onClose={close} />
          <ShownCodesSheet open={sheet === 'codes'} onClose={close} />
          <CouponSheet open={sheet === 'coupons'} onClose={close} />
          <GiftSheet open={sheet === 'gifts'} onClose={close} />
          <MemberSheet open={sheet === 'benefits'} onClose={close} />
          <DeliverySheet open={sheet === 'delivery'} onClose={close} />
          <PartnerCodeSheet open={sheet === 'partner'} onClose={close} />
          <BasketSheet open={sheet === 'basket'} desk={desk.data} onClose={close} />
        </>
      }
    >
      <View>
        {desk.data && serving ? (
          <ServingPanel
            desk={desk.data}
            onCodes={() => setSheet('codes')}
            onGifts={() => setSheet('gifts')}
            onPartnerCode={() => setSheet('partner')}
            onBenefits={() => setSheet('benefits')}
            onDelivery={() => setSheet('delivery')}
          />
        ) : null}
      </View>
      <View>
        {desk.data && !serving ? (
          <StartPanel
            branchName={desk.data.branch.name}
            onBranch={branches.length > 1 ? () => setSheet('branch') : undefined}
            onFind={() => setSheet('find')}
            onCodes={() => setSheet('codes')}
          />
        ) : null}
      </View>
    </Page>
  )
}

function CounterSkeleton() {
  return (
    <View className="counter__skeleton">
      <Skeleton shape="row" />
      <SkeletonRows count={2} />
      <View className="counter__skeleton-scan">
        <Skeleton shape="card" />
      </View>
    </View>
  )
}
