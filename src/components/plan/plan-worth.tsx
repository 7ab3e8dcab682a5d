import { View } from '@tarojs/components'
import { FactLine } from '@/components/fact-line'
import { Fold } from '@/components/fold'
import { MoreRows } from '@/components/more-rows'
import type { PlanOffersView } from '@/services/contract'
import { dayText, money } from '@/services/format'

const SHOWN_FIRST = 8

/** All of it used, beside what members really saved: never one without the other (M008). */
export function ValueFold({ value }: { value: NonNullable<PlanOffersView['value']> }) {
  const { parts, sum, difference, typicalMedian } = value
  const typical =
    typicalMedian === null ? '会员实际省多少,还没有足够的统计' : `会员一般省 ${money(typicalMedian)}(中位数)`
  return (
    <Fold icon="calculator" title={`全部用满,最多可享 ${money(sum)}`} summary={typical}>
      <MoreRows items={parts} first={SHOWN_FIRST} unit="项">
        {({ label, uses, unitPrice, sum: partSum }) => (
          <FactLine key={label} label={`${label} ${money(unitPrice)} × ${uses}`} value={money(partSum)} />
        )}
      </MoreRows>
      <FactLine label="合计" value={money(sum)} sum />
      <View className="plan-fact__note">
        {difference >= 0
          ? `每项都用满时,比会费多 ${money(difference)};用不满就没有这么多。`
          : `每项都用满,也比会费少 ${money(-difference)}。`}
        {typical}。
      </View>
    </Fold>
  )
}

/** Prices elsewhere, each with where and when it was seen (M007, L13). */
export function ComparatorFold({
  comparators,
  now,
}: {
  comparators: PlanOffersView['comparators']
  now: number
}) {
  return (
    <Fold icon="search" title="别处的价格" summary="注明来源和核对日期,供参考">
      {comparators.map(({ id, name, price, source, checkedOn }) => (
        <View key={id}>
          <FactLine label={name} value={money(price)} />
          <View className="plan-fact__note">
            来源:{source};{dayText(checkedOn, now)}核对
          </View>
        </View>
      ))}
    </Fold>
  )
}
