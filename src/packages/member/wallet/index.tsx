import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { discountText, money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { Budget, BudgetSheet } from './budget'
import { FriendSheet } from './friend-sheet'
import { History } from './history'
import { Lots } from './lots'
import { RecordsSheet } from './records-sheet'
import './index.scss'

export type Wallet = Output<'membership.wallet'>
type Layer = 'none' | 'budget' | 'friend' | 'records'

const PARTS = 4

/** Stored value: what is left, what it is worth at the counter, and each movement (M014, L6). */
export default function WalletPage() {
  const answer = useAnswer('membership.wallet', {}, { onShow: true })
  const [layer, setLayer] = useState<Layer>('none')
  const wallet = answer.data
  // The balance, top-ups, movements and sheets come one after the other: each below 10 KiB.
  const { shown } = useGradually(wallet ? PARTS : 1, { first: 1, portion: 1, page: PARTS })
  const close = () => setLayer('none')
  const changed = () => {
    close()
    void answer.reload()
  }
  return (
    <Page
      answer={answer}
      skeleton={<WalletSkeleton />}
      empty={wallet && isEmpty(wallet) ? <NothingHere /> : undefined}
      footer={wallet?.offer ? <TopUp wallet={wallet} /> : null}
      layers={
        wallet && shown > 3 ? (
          <View>
            <BudgetSheet open={layer === 'budget'} wallet={wallet} onClose={close} onSaved={changed} />
            <FriendSheet open={layer === 'friend'} wallet={wallet} onClose={close} />
            <RecordsSheet open={layer === 'records'} years={wallet.recordYears} onClose={close} />
          </View>
        ) : null
      }
    >
      {wallet ? <Content wallet={wallet} shown={shown} onOpen={setLayer} /> : null}
    </Page>
  )
}

function isEmpty({ principal, bonus, lots, history, offer }: Wallet): boolean {
  return principal + bonus === 0 && lots.length === 0 && history.length === 0 && offer === null
}

function Content({
  wallet,
  shown,
  onOpen,
}: {
  wallet: Wallet
  shown: number
  onOpen: (layer: Layer) => void
}) {
  const balance = wallet.principal + wallet.bonus
  return (
    <View className="stack">
      <Balance wallet={wallet} />
      <View>
        {balance > 0 ? (
          <Card kind="flush">
            <ListRow
              icon="qr-code"
              title="到店付款"
              detail="出示会员码,店员扫码后从余额扣"
              onTap={() => open('memberCode')}
            />
            <ListRow
              icon="users"
              title="替朋友付"
              detail="生成 60 秒有效、限额、只用一次的付款码"
              onTap={() => onOpen('friend')}
            />
          </Card>
        ) : null}
      </View>
      <Budget budget={wallet.budget} onEdit={() => onOpen('budget')} />
      <View>{wallet.autoTopUp ? <AutoTopUp autoTopUp={wallet.autoTopUp} /> : null}</View>
      <View>{canBegin(wallet) ? <BeginAutoTopUp /> : null}</View>
      <View>{shown > 1 ? <Lots wallet={wallet} /> : null}</View>
      <View>{shown > 2 ? <History wallet={wallet} onRecords={() => onOpen('records')} /> : null}</View>
    </View>
  )
}

function Balance({ wallet: { principal, bonus, memberBasisPoints } }: { wallet: Wallet }) {
  return (
    <View className="wallet-head">
      <View className="wallet-head__label">余额</View>
      <Money fen={principal + bonus} size="hero" />
      <View className="wallet-head__parts">
        <View>本金 {money(principal)}</View>
        <View>赠金 {money(bonus)}</View>
      </View>
      <View>
        {memberBasisPoints < 10_000 ? (
          <Tag tone="gold">有余额期间到店 {discountText(memberBasisPoints)}</Tag>
        ) : null}
      </View>
      <View className="wallet-head__note">本金永不过期,可按规则退回</View>
    </View>
  )
}

function AutoTopUp({ autoTopUp }: { autoTopUp: NonNullable<Wallet['autoTopUp']> }) {
  const { below, monthlyMost, spentThisMonth, state } = autoTopUp
  return (
    <Card kind="flush">
      <ListRow
        icon="refresh"
        title="自动充值"
        detail={
          state === 'active'
            ? `余额低于 ${money(below)} 时充值,本月已充 ${money(spentThisMonth)},每月最多 ${money(monthlyMost)}`
            : state === 'signing'
              ? '等待在微信中确认'
              : '已关闭'
        }
        onTap={() => open('autoRenew')}
      />
    </Card>
  )
}

/** One at a time: who has one, signed or being signed, sees that one instead. */
function canBegin({ autoTopUp, offer }: Wallet): boolean {
  return offer?.autoTopUp === true && (autoTopUp === null || autoTopUp.state === 'ended')
}

function BeginAutoTopUp() {
  return (
    <Card kind="flush">
      <ListRow
        icon="refresh"
        title="自动充值(可选)"
        detail="余额少时按您定的数充值,每月有上限,可随时关闭"
        onTap={() => open('autoTopUp')}
      />
    </Card>
  )
}

function TopUp({ wallet }: { wallet: Wallet }) {
  return (
    <Button block disabled={wallet.cap.left === 0} onTap={() => open('topUp')}>
      {wallet.cap.left === 0 ? '已到预付卡限额' : '充值'}
    </Button>
  )
}

function NothingHere() {
  return (
    <EmptyState
      icon="wallet"
      title="还没有储值余额"
      hint="这家店现在没有开放充值。开放后,余额和每一笔变动都在这里"
    />
  )
}

function WalletSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="hero" />
      <SkeletonRows count={4} />
    </View>
  )
}
