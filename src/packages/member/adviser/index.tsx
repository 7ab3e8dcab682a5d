import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Fold } from '@/components/fold'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import './index.scss'

type Advice = Output<'membership.adviser'>
type Plan = Advice['plans'][number]

/** 适合我的卡 (M112): the last 90 days replayed with each plan; the answer may be "don't buy". */
export default function AdviserPage() {
  const answer = useAnswer('membership.adviser', {}, { onShow: true })
  const advice = answer.data
  return (
    <Page answer={answer} skeleton={<AdviserSkeleton />}>
      {advice ? (
        <View className="stack">
          <Verdict advice={advice} />
          <View className="stack">
            {advice.orders === 0 ? (
              <Prices plans={advice.plans} />
            ) : (
              advice.plans.map((plan) => (
                <PlanReplay
                  key={plan.planId}
                  plan={plan}
                  advised={plan.planId === advice.recommendation.planId}
                  orders={advice.orders}
                />
              ))
            )}
          </View>
          <View>
            {advice.others.length > 0 ? (
              <Card kind="flush">
                {advice.others.map(({ planId, name, reason }) => (
                  <ListRow key={planId} title={name} detail={reason} onTap={() => open('plan', { planId })} />
                ))}
              </Card>
            ) : null}
          </View>
          <Method advice={advice} />
        </View>
      ) : null}
    </Page>
  )
}

function Verdict({ advice: { recommendation, from, through, orders, list, asOf } }: { advice: Advice }) {
  return (
    <Card>
      <View className="small">
        {`${dayText(from, asOf)}至${dayText(through, asOf)},${orders === 0 ? '没有消费' : `消费 ${orders} 次,标价合计 ${money(list)}`}`}
      </View>
      <View className="adviser-title">{recommendation.title}</View>
      <View className="adviser-reason">{recommendation.reason}</View>
    </Card>
  )
}

/** Without orders there is nothing to reckon: the cards as they are sold. */
function Prices({ plans }: Pick<Advice, 'plans'>) {
  if (plans.length === 0) return null
  return (
    <Card kind="flush">
      {plans.map(({ planId, name, fee }) => (
        <ListRow key={planId} title={name} value={money(fee)} onTap={() => open('plan', { planId })} />
      ))}
    </Card>
  )
}

function PlanReplay({ plan, advised, orders }: { plan: Plan; advised: boolean; orders: number }) {
  const { planId, name, fee, saved, expected, net, arithmetic, habits, habitsSaved } = plan
  return (
    <Card kind="flush">
      <View className="adviser-plan">
        <View className="row row--between">
          <View className="title">{name}</View>
          <View>{advised ? <Tag tone="saved">更省</Tag> : null}</View>
        </View>
        <FactLine label={`这 90 天会省(${plan.orders}/${orders} 次用得上)`} value={money(saved)} />
        <FactLine label="照这样到期满,估计省" value={money(expected)} />
        <FactLine label="会员费" value={money(fee)} />
        <FactLine
          sum
          label={net < 0 ? '估计不划算' : '估计净省'}
          value={<Money fen={net} tone={net < 0 ? 'ink' : 'saved'} />}
        />
        <View className="small">{arithmetic}</View>
      </View>
      <View>
        {habits.length > 0 ? (
          <Fold title="按您的习惯" summary={`常买的会省 ${money(habitsSaved)}`}>
            <MoreRows items={habits} first={5} unit="样">
              {(habit) => (
                <ListRow
                  key={habit.productId}
                  title={`${habit.name} ×${habit.uses}`}
                  detail={`(${money(habit.listPrice)} − ${money(habit.memberPrice)}) × ${habit.uses}`}
                  value={<Money fen={habit.saved} tone="saved" />}
                />
              )}
            </MoreRows>
          </Fold>
        ) : null}
      </View>
      <ListRow title="看这张卡" onTap={() => open('plan', { planId })} />
    </Card>
  )
}

function Method({ advice: { cut, evidence } }: { advice: Advice }) {
  return (
    <View>
      <View className="small">
        {cut ? '您的消费较多,只重算了最近的一部分。' : ''}
        「会省」是把您自己的订单按每张卡的会员价重新算一遍;「估计」按同样的习惯推到期满,以后买得不同,结果也会不同。这次的结果已存档,编号
        {evidence.id.slice(-8)},可随时核对。
      </View>
      <CopyEvidence id={evidence.id} />
    </View>
  )
}

/** Whoever wants to know why hands this number to the shop, which finds by it what was said (M112). */
function CopyEvidence({ id }: { id: string }) {
  const [words, setWords] = useState('复制编号,给店家核对')
  const copy = () => void copyText(id).then((done) => setWords(done ? '编号已复制' : FALLBACKS.clipboard))
  return (
    <Button kind="text" block onTap={copy}>
      {words}
    </Button>
  )
}

function AdviserSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <Skeleton shape="card" />
      <Skeleton shape="card" />
    </View>
  )
}
