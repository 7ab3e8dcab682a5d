import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { PlanHead } from '@/components/plan-head'
import { TypicalSaving } from '@/components/typical-saving'
import { serverNow } from '@/services/clock'
import type { Output, PlanOffersView } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { BuyOptions, hasChoice } from './buy-options'
import type { BuyOption } from './buy-words'
import {
  AutoRenewFold,
  Changes,
  GuaranteeFold,
  PayAsSavedFold,
  ScoreFold,
  TrialTerms,
} from './plan-conditions'
import { bringsGrants, PlanGrants } from './plan-grants'
import { PlanPrices } from './plan-prices'
import { ComparatorFold, ValueFold } from './plan-worth'
import { TermLadder } from './term-ladder'
import { TopUpLadder } from './top-up-ladder'
import type { usePlanChoice } from './use-plan-choice'
import './plan.scss'

/** What stands on the first screen comes with the page; the rest follows part by part. */
const PARTS_FIRST = 2
const BENEFITS_SHOWN_FIRST = 6

type Plan = Output<'membership.plan'>
type Choice = Omit<ReturnType<typeof usePlanChoice>, 'answer'>

/** The card's page from the price down to its agreements; absent parts take no room. */
export function PlanContent({ plan, choice }: { plan: Plan; choice: Choice }) {
  const now = serverNow()
  const { offers } = plan
  const parts = [
    <Head key="head" plan={plan} now={now} />,
    ...ways(plan, offers, choice, now),
    plan.benefits.length > 0 ? <Benefits key="benefits" benefits={plan.benefits} /> : null,
    bringsGrants(offers) ? <PlanGrants key="grants" offers={offers} /> : null,
    plan.prices.length > 0 ? <PlanPrices key="prices" prices={plan.prices} now={now} /> : null,
    folds(plan, offers, now),
    plan.prices.length > 0 ? <CalculatorRow key="calculator" planId={plan.planId} /> : null,
    plan.typical ? <TypicalSaving key="typical" typical={plan.typical} /> : null,
    <Rules key="rules" plan={plan} option={choice.option} now={now} />,
    <Agreements key="agreements" agreements={plan.agreements} />,
  ].filter(Boolean)
  const { shown } = useGradually(parts.length, { portion: 1, first: PARTS_FIRST, page: parts.length })
  return <View className="stack">{parts.slice(0, shown)}</View>
}

function Head({ plan, now }: { plan: Plan; now: number }) {
  const promotion = plan.offers.promotion
  return (
    <View>
      <PlanHead plan={plan} bonusMonths={plan.offers.bonusMonths} now={now} />
      <View>
        {promotion ? (
          <View className="plan-promotion">
            {promotion.title}:{money(promotion.price)},到{dayText(promotion.through, now)}
            为止;之后 {money(promotion.regular)}
          </View>
        ) : null}
      </View>
    </View>
  )
}

/** What a renewal changes, the terms of the family, and the ways to buy this one. */
function ways(plan: Plan, offers: PlanOffersView, choice: Choice, now: number): ReactNode[] {
  const { changes, ladder, score, trial, storedValue } = offers
  return [
    changes.length > 0 ? <Changes key="changes" changes={changes} /> : null,
    ladder.length > 1 ? (
      <TermLadder key="ladder" ladder={ladder} planId={plan.planId} onChoose={choice.choosePlan} />
    ) : null,
    hasChoice(offers) ? (
      <BuyOptions
        key="options"
        options={offers.options}
        chosen={choice.option}
        onChoose={choice.chooseOption}
        now={now}
      />
    ) : null,
    score ? (
      <Card key="score" kind="flush">
        <ScoreFold score={score} />
      </Card>
    ) : null,
    trial ? <TrialTerms key="trial" trial={trial} autoRenew={offers.autoRenew} now={now} /> : null,
    storedValue ? <TopUpLadder key="top-ups" storedValue={storedValue} /> : null,
  ]
}

/** Conditions that matter to some: each with its figures in view and its explanation folded. */
function folds(plan: Plan, offers: PlanOffersView, now: number): ReactNode {
  const { value, comparators, guarantee, payAsSaved, autoRenew, trial, options } = offers
  const price = options.find(({ as }) => as === 'regular')?.price ?? plan.price
  const rows = [
    guarantee ? <GuaranteeFold key="guarantee" guarantee={guarantee} now={now} /> : null,
    value ? <ValueFold key="value" value={value} /> : null,
    payAsSaved ? <PayAsSavedFold key="saved" payAsSaved={payAsSaved} /> : null,
    comparators.length > 0 ? <ComparatorFold key="others" comparators={comparators} now={now} /> : null,
    // With a trial its prices stand above in full, not in a fold.
    autoRenew && !trial ? <AutoRenewFold key="renew" autoRenew={autoRenew} price={price} now={now} /> : null,
  ].filter(Boolean)
  if (rows.length === 0) return null
  return (
    <Card key="folds" kind="flush">
      {rows}
    </Card>
  )
}

function Benefits({ benefits }: Pick<Plan, 'benefits'>) {
  return (
    <Card kind="flush">
      <MoreRows items={benefits} first={BENEFITS_SHOWN_FIRST} unit="项">
        {({ id, title, detail }) => <ListRow key={id} icon="badge-check" title={title} detail={detail} />}
      </MoreRows>
    </Card>
  )
}

function CalculatorRow({ planId }: Pick<Plan, 'planId'>) {
  return (
    <Card kind="flush">
      <ListRow
        icon="calculator"
        title="回本计算器"
        detail="选一样常买的,看看多久回本"
        onTap={() => open('calculator', { planId })}
      />
    </Card>
  )
}

function Rules({ plan, option, now }: { plan: Plan; option: BuyOption | null; now: number }) {
  const { rules, wouldRun, mode } = plan
  const { from, through, renews } = option ?? wouldRun
  return (
    <Card>
      <View className="title">使用规则</View>
      {rules.map((rule) => (
        <View key={rule} className="plan-rule">
          {rule}
        </View>
      ))}
      <View>
        {mode === 'stored_value' ? null : (
          <View className="plan-rule">
            {renews ? '续费从当前有效期结束时接续:' : '现在开通,有效期'}
            {dayText(from, now)}至{dayText(through, now)}
          </View>
        )}
      </View>
    </Card>
  )
}

function Agreements({ agreements }: Pick<Plan, 'agreements'>) {
  return (
    <Card kind="flush">
      {agreements.map(({ id, title, version }) => (
        <ListRow key={id} icon="document" title={title} onTap={() => open('agreement', { id, version })} />
      ))}
    </Card>
  )
}
