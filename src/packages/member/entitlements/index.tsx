import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tabs } from '@/components/tabs'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import './index.scss'

type Entitlements = Output<'membership.entitlements'>
type Coupon = Entitlements['coupons'][number]
type Gift = Entitlements['gifts'][number]
type Kind = 'usable' | 'gifts' | 'past'

const KINDS = [
  { key: 'usable', label: '可用的券' },
  { key: 'gifts', label: '赠品' },
  { key: 'past', label: '用过和过期' },
] as const

/** Coupons and gifts that came with cards and packs (M010 M041 M053), each with why it can't be used now. */
export default function EntitlementsPage() {
  const answer = useAnswer('membership.entitlements', {}, { onShow: true })
  const [kind, setKind] = useState<Kind>('usable')
  const data = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      empty={data && data.coupons.length + data.gifts.length === 0 ? <NothingYet /> : undefined}
      codeButton
    >
      {data ? (
        <View className="stack">
          <Tabs options={KINDS} selected={kind} onSelect={setKind} />
          <View>{kind === 'gifts' ? <Gifts data={data} onChanged={answer.reload} /> : null}</View>
          <View>{kind === 'usable' ? <Coupons data={data} past={false} /> : null}</View>
          <View>{kind === 'past' ? <Coupons data={data} past /> : null}</View>
        </View>
      ) : null}
    </Page>
  )
}

function isPast({ state }: Coupon): boolean {
  return state === 'used' || state === 'expired' || state === 'void'
}

function Coupons({ data: { coupons, now }, past }: { data: Entitlements; past: boolean }) {
  const all = coupons.filter((coupon) => isPast(coupon) === past)
  const { shown, left, more } = useGradually(all.length, { portion: 10, page: 20 })
  if (all.length === 0)
    return (
      <EmptyState
        icon="ticket"
        title={past ? '没有用过或过期的券' : '现在没有可用的券'}
        hint={past ? '' : '开卡或买券包后,券会立刻放进来'}
      />
    )
  return (
    <View className="stack">
      <View className="stack">
        {all.slice(0, shown).map((coupon) => (
          <View key={coupon.lotId} className={past ? 'coupon coupon--past' : 'coupon'}>
            <View className="coupon__amount">
              <View className="coupon__figure">{money(coupon.amount).replace('.00', '')}</View>
              <View className="small">
                {coupon.threshold > 0 ? `满 ${money(coupon.threshold).replace('.00', '')}` : '无门槛'}
              </View>
            </View>
            <View className="grow">
              <View className="row row--between">
                <View className="title">{coupon.title}</View>
                <View>{past ? null : <Tag tone="gold">{coupon.left} 张</Tag>}</View>
              </View>
              <View className="small">
                {dayText(coupon.from, now)} 至 {dayText(coupon.through, now)}
              </View>
              <View>{coupon.why ? <View className="coupon__why">{coupon.why}</View> : null}</View>
            </View>
          </View>
        ))}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            再看 {left} 种
          </Button>
        ) : null}
      </View>
      <View>
        {past ? null : <View className="small">结账时会自动用最划算的一张,也可以请店员换一张或不用。</View>}
      </View>
    </View>
  )
}

function Gifts({ data: { gifts, now }, onChanged }: { data: Entitlements; onChanged: () => Promise<void> }) {
  if (gifts.length === 0)
    return <EmptyState icon="gift" title="没有赠品" hint="带赠品的卡开通后,在这里领取" />
  return (
    <View className="stack">
      {gifts.map((gift) => (
        <GiftCard key={`${gift.orderId}:${gift.giftId}`} gift={gift} now={now} onChanged={onChanged} />
      ))}
    </View>
  )
}

const GIFT_WORDS: Record<Gift['state'], string> = {
  claimable: '可领取',
  claimed: '已为您留好',
  handed_over: '已领到',
  expired: '已过领取期',
  void: '随退卡失效',
  sold_out: '已领完',
}

interface GiftProps {
  gift: Gift
  now: number
  onChanged: () => Promise<void>
}

function GiftCard({ gift, now, onChanged }: GiftProps) {
  const { giftId, orderId, name, quantity, worth, state, claimThrough } = gift
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const claim = () =>
    void run(async () => {
      setWords('')
      try {
        await commit('membership.claimGift', (operationId) => ({ operationId, orderId, giftId }), {
          intention: `claim:${orderId}:${giftId}`,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await onChanged()
    })
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">
          {name}
          {quantity > 1 ? ` × ${quantity}` : ''}
        </View>
        <Tag tone={state === 'claimed' || state === 'claimable' ? 'saved' : 'quiet'}>{GIFT_WORDS[state]}</Tag>
      </View>
      <View className="small">
        {worth === null ? '' : `店内现价 ${money(worth)} · `}
        {dayText(claimThrough, now)}前有效
      </View>
      <View className="gift__act">
        {state === 'claimable' ? (
          <Button compact loading={busy} onTap={claim}>
            领取
          </Button>
        ) : state === 'claimed' ? (
          <Button compact kind="secondary" icon="qr-code" onTap={() => open('memberCode')}>
            到店出示会员码
          </Button>
        ) : null}
      </View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </Card>
  )
}

function NothingYet() {
  return <EmptyState icon="ticket" title="还没有优惠券和赠品" hint="开卡附送的券和赠品会放在这里" />
}
