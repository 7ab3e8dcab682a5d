import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
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
type Gift = Entitlements['gifts'][number]

/** Gifts that came with cards: claimed here, handed over at the shop (M010). */
export default function GiftsPage() {
  const answer = useAnswer('membership.entitlements', {}, { onShow: true })
  const data = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      empty={data?.gifts.length === 0 ? <NoGifts /> : undefined}
      codeButton
    >
      {data ? <Gifts data={data} onChanged={answer.reload} /> : null}
    </Page>
  )
}

function Gifts({ data: { gifts, now }, onChanged }: { data: Entitlements; onChanged: () => Promise<void> }) {
  const { shown } = useGradually(gifts.length, { portion: 8, page: 100 })
  return (
    <View className="stack">
      {gifts.slice(0, shown).map((gift) => (
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

function NoGifts() {
  return <EmptyState icon="gift" title="没有赠品" hint="带赠品的卡开通后,在这里领取" />
}
