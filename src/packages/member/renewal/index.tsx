import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { AtLapse, Changes, Ends, Forecast, Saved, Unlocks } from './figures'
import { Choices } from './choices'
import './index.scss'

export type Renewal = Output<'membership.renewal'>

/** 续卡: what the card saved, what ends with it and what a renewal changes; both ways out are equal (M085). */
export default function RenewalPage() {
  const membershipId = useRouter().params.membershipId
  const answer = useAnswer('membership.renewal', membershipId ? { membershipId } : {}, { onShow: true })
  const found = answer.data
  const none = (
    <EmptyState
      icon="card"
      title="没有可以续的卡"
      hint="开过会员卡以后,这里会说清续不续的区别"
      action="看看会员卡"
      onAction={() => open('cards')}
    />
  )
  return (
    <Page
      answer={answer}
      skeleton={<RenewalSkeleton />}
      empty={found && !found.card ? none : undefined}
      footer={found?.card ? <Choices renewal={found} onChanged={answer.reload} /> : null}
    >
      {found?.card ? <Content renewal={found} card={found.card} /> : null}
    </Page>
  )
}

function Content({ renewal, card }: { renewal: Renewal; card: NonNullable<Renewal['card']> }) {
  const { now, ends, forecast, changes, unlocks, atLapse, peakOffer } = renewal
  // What lies below the first view comes after it: each below 10 KiB.
  const { shown } = useGradually(2, { first: 1, portion: 1, page: 2 })
  return (
    <View className="stack">
      <Standing card={card} now={now} />
      <View>{peakOffer ? <PeakOffer offer={peakOffer} /> : null}</View>
      <Saved renewal={renewal} />
      <View>{renewal.renew ? <Renewed renewal={renewal} /> : null}</View>
      <View>{unlocks.length > 0 ? <Unlocks unlocks={unlocks} /> : null}</View>
      <View>{changes.length > 0 ? <Changes changes={changes} /> : null}</View>
      <Ends ends={ends} through={card.validThrough} now={now} />
      <View>{shown > 1 ? <AtLapse atLapse={atLapse} /> : null}</View>
      <View>{shown > 1 && forecast ? <Forecast forecast={forecast} /> : null}</View>
      <Card kind="flush">
        <ListRow
          title="适合我的卡"
          detail="用您自己的订单重算每张卡,也可能建议不买"
          icon="calculator"
          onTap={() => open('adviser')}
        />
        <ListRow title="每一笔省了多少" icon="savings" onTap={() => open('savings')} />
      </Card>
    </View>
  )
}

function Standing({ card, now }: { card: NonNullable<Renewal['card']>; now: number }) {
  const { planName, state, validThrough, daysLeft, autoRenews, waiting, leftAsIs } = card
  return (
    <Card>
      <View className="title">{planName}</View>
      <View className="renewal-words">
        {state === 'active'
          ? `有效期到${dayText(validThrough, now)},还有 ${daysLeft} 天`
          : `已于${dayText(validThrough, now)}到期`}
      </View>
      <View>
        {autoRenews ? (
          <View className="renewal-words">
            {`已开自动续费:${dayText(autoRenews.on, now)}扣 ${money(autoRenews.amount)},扣款前会提前通知,可随时关闭`}
          </View>
        ) : null}
      </View>
      <View>
        {waiting ? (
          <View className="renewal-words">
            {`到期后接着用${waiting.planName}:${dayText(waiting.from, now)}至${dayText(waiting.through, now)}`}
          </View>
        ) : null}
      </View>
      <View>
        {leftAsIs ? (
          <View className="renewal-words">您选择了不续,到期前不会再提醒;想续随时可以。</View>
        ) : null}
      </View>
    </Card>
  )
}

/** Ends with the day for good, and says so once, without a clock that runs (M088). */
function PeakOffer({ offer }: { offer: NonNullable<Renewal['peakOffer']> }) {
  return (
    <Card>
      <View className="title">{offer.title}</View>
      <View className="renewal-words">
        {offer.gives},{money(offer.price)}。今天 24:00 结束,过后不再补发;续卡后照样可以退。
      </View>
    </Card>
  )
}

function Renewed({ renewal: { renew, now } }: { renewal: Renewal }) {
  if (!renew) return null
  const { price, from, through, bonusMonths, stacks, why } = renew
  return (
    <Card>
      <View className="title">现在续</View>
      {why ? (
        <View className="renewal-words">{why}</View>
      ) : (
        <View className="renewal-facts">
          <FactLine label="价格" value={money(price)} />
          <FactLine label="有效期" value={`${dayText(from, now)}至${dayText(through, now)}`} />
          {bonusMonths > 0 ? <FactLine label="其中赠送" value={`${bonusMonths} 个月`} /> : null}
        </View>
      )}
      <View className="small">
        {stacks ? '从现在这张卡到期的第二天接着算,早续一天也不少。' : '从付款当天开始算。'}
      </View>
    </Card>
  )
}

function RenewalSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <Skeleton shape="card" />
      <Skeleton shape="card" />
    </View>
  )
}
