import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Fold } from '@/components/fold'
import { MoreRows } from '@/components/more-rows'
import { PriceTerms } from '@/components/price-terms'
import { Tag } from '@/components/tag'
import type { PlanOffersView } from '@/services/contract'
import { dayText, money } from '@/services/format'

const CHANGES_SHOWN_FIRST = 6

/** Both prices and the rule for everybody, and how the own score is made up (M018, L3). */
export function ScoreFold({ score }: { score: NonNullable<PlanOffersView['score']> }) {
  const { price, regular, threshold, rule, own } = score
  const reached = own ? `,现在 ${own.score} 分` : ''
  return (
    <Fold
      icon="chart"
      title="公示分数价"
      summary={`满 ${threshold} 分 ${money(price)},不满 ${money(regular)}${reached}`}
    >
      <View className="plan-fact__note">{rule}</View>
      {own ? (
        <View>
          {own.parts.map(({ label, points }) => (
            <FactLine key={label} label={label} value={`${points} 分`} />
          ))}
          <FactLine label="现在的分数" value={`${own.score} 分`} sum />
        </View>
      ) : (
        <View className="plan-fact__note">加入会员后,这里显示自己的分数和算法。</View>
      )}
    </Fold>
  )
}

/** The promise with its target, its formula in words and its day (M047). */
export function GuaranteeFold({ guarantee, now }: { guarantee: Guarantee; now: number }) {
  const { target, text, settlesOn } = guarantee
  return (
    <Fold
      icon="shield"
      title="没省够,补差价"
      summary={`目标省 ${money(target)},${dayText(settlesOn, now)}结算`}
    >
      <View className="plan-fact__note">{text}</View>
    </Fold>
  )
}

type Guarantee = NonNullable<PlanOffersView['guarantee']>

/** Nothing now; at the end what was saved, at most the price (M050). */
export function PayAsSavedFold({ payAsSaved }: { payAsSaved: NonNullable<PlanOffersView['payAsSaved']> }) {
  return (
    <Fold icon="savings" title="省多少,付多少" summary={`到期按实际节省付,最多 ${money(payAsSaved.cap)}`}>
      <View className="plan-fact__note">{payAsSaved.text}</View>
    </Fold>
  )
}

/** Off by itself; what it would take and when stands here in full (L1). */
export function AutoRenewFold({ autoRenew, price, now }: AutoRenewProps) {
  const { amount, everyMonths, firstChargeOn } = autoRenew
  return (
    <Fold icon="refresh" title="自动续费" summary="可选,默认不开通;不开通就不会自动扣款">
      <PriceTerms
        first={{ label: '这一期', amount: price }}
        later={{ everyMonths, amount, firstChargeOn }}
        now={now}
      />
      <View className="plan-fact__note">每次扣款前至少 5 天提醒,没有送达提醒就不扣。</View>
    </Fold>
  )
}

interface AutoRenewProps {
  autoRenew: NonNullable<PlanOffersView['autoRenew']>
  /** Fen of the period that is bought by hand. */
  price: number
  now: number
}

/** A trial's price never without the later price, its day and the way out (M049). */
export function TrialTerms({ trial, autoRenew, now }: TrialProps) {
  const { price, days, thenAmount, firstChargeOn } = trial
  const renews = thenAmount !== null && firstChargeOn !== null
  return (
    <Card>
      <View className="title">先试用 {days} 天</View>
      <View className="plan-fact__note">
        {renews
          ? '每人一次。自动续费另行选择,默认不开通;不开通,试用到期就结束,不扣款。'
          : '每人一次。试用到期就结束,不会自动扣款。'}
      </View>
      <PriceTerms
        first={{ label: `试用 ${days} 天`, amount: price }}
        later={
          renews ? { everyMonths: autoRenew?.everyMonths ?? null, amount: thenAmount, firstChargeOn } : null
        }
        now={now}
      />
    </Card>
  )
}

interface TrialProps {
  trial: NonNullable<PlanOffersView['trial']>
  autoRenew: PlanOffersView['autoRenew']
  now: number
}

/** What renewing changes against the version that is held (M098). */
export function Changes({ changes }: Pick<PlanOffersView, 'changes'>) {
  return (
    <Card>
      <View className="title">续费后有 {changes.length} 处变化</View>
      <View className="plan-fact__note">已付的这一期不变,到期后按新的内容。</View>
      <MoreRows items={changes} first={CHANGES_SHOWN_FIRST} unit="处">
        {({ what, before, after, better }) => (
          <View key={what} className="plan-change">
            <View className="row row--between">
              <View>{what}</View>
              <Tag tone={better ? 'quiet' : 'warn'}>{better ? '更好' : '变少'}</Tag>
            </View>
            <View className="small">现在:{before}</View>
            <View className="small">续费后:{after}</View>
          </View>
        )}
      </MoreRows>
    </Card>
  )
}
