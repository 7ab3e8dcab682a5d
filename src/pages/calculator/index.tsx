import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Page } from '@/components/page'
import { Photo } from '@/components/photo'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Stepper } from '@/components/stepper'
import { TypicalSaving } from '@/components/typical-saving'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { back, open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import './index.scss'

type Calculator = Output<'membership.calculator'>
type Item = Calculator['items'][number]

const MOST_TIMES = 14
const SHOWN_ITEMS = 12

/** 回本计算器: the back end did the arithmetic for each item; here it is only looked up and shown. */
export default function CalculatorPage() {
  const planId = useParameters().planId ?? ''
  const answer = useAnswer('membership.calculator', { planId })
  const calculator = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<CalculatorSkeleton />}
      empty={
        calculator?.items.length === 0 ? (
          <EmptyState icon="calculator" title="这张卡没有会员价商品" action="返回" onAction={back} />
        ) : undefined
      }
    >
      {calculator ? <Content calculator={calculator} /> : null}
    </Page>
  )
}

function Content({ calculator }: { calculator: Calculator }) {
  const { items, planName, fee, planId, typical } = calculator
  const [productId, setProductId] = useState(items[0]?.productId)
  const [times, setTimes] = useState(2)
  const item = items.find((one) => one.productId === productId) ?? items[0]
  return (
    <View className="stack">
      <View>
        <View className="title">常买哪一样?</View>
        <View className="calculator-items">
          {items.slice(0, SHOWN_ITEMS).map((one) => (
            <View
              key={one.productId}
              className={one === item ? 'calculator-item calculator-item--chosen' : 'calculator-item'}
              onClick={() => setProductId(one.productId)}
            >
              <Photo src={one.photo} name={one.name} />
              <View className="calculator-item__name">{one.name}</View>
            </View>
          ))}
        </View>
      </View>
      <View className="row row--between">
        <View className="title">一周买几次?</View>
        <Stepper value={times} most={MOST_TIMES} onChange={setTimes} label="每周次数" />
      </View>
      <View>{item ? <Result item={item} times={times} fee={fee} planName={planName} /> : null}</View>
      <View>{typical ? <TypicalSaving typical={typical} /> : null}</View>
      <Button kind="secondary" block onTap={() => open('plan', { planId })}>
        看看{planName}的内容和规则
      </Button>
    </View>
  )
}

interface ResultProps {
  item: Item
  times: number
  fee: number
  planName: string
}

function Result({ item, times, fee, planName }: ResultProps) {
  const { name, listPrice, memberPrice, saves, timesToBreakEven, weeksByTimesAWeek, netByTimesAWeek } = item
  const weeks = weeksByTimesAWeek[times - 1] ?? 0
  const net = netByTimesAWeek[times - 1] ?? 0
  return (
    <Card>
      <View className="small">{`只买${name},要 ${timesToBreakEven} 次,约`}</View>
      <View className="calculator-weeks">{weeks} 周回本</View>
      <View className="calculator-net">
        {net >= 0 ? `到期时净省 ${money(net)}` : `到期时还差 ${money(-net)} 回本,只买这一样不划算`}
      </View>
      <View className="divider" />
      <View className="calculator-arithmetic">
        {`每次省 ${money(listPrice)} − ${money(memberPrice)} = ${money(saves)}`}
      </View>
      <View className="calculator-arithmetic">
        {`${planName} ${money(fee)} ÷ ${money(saves)},满 ${timesToBreakEven} 次回本`}
      </View>
    </Card>
  )
}

function CalculatorSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={44} />
      <SkeletonRows count={1} />
      <Skeleton shape="title" width={60} />
      <Skeleton shape="card" />
    </View>
  )
}
