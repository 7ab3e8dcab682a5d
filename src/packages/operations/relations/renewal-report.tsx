import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import type { Output } from '@/services/contract'
import { count, dayText, money } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'
import { FigureTable } from '../reports/figure-table'
import { RenewalRates } from './renewal-rates'

type Drivers = Output<'operations.renewalDrivers'>
type Group = Drivers['bySaved'][number]
type Gift = Output<'operations.comebackReport'>['gifts'][number]

/** What goes together with renewing (M082), how far forecasts are off (M086), what a comeback gift brings (M096). */
export function RenewalReport() {
  const drivers = useAnswer('operations.renewalDrivers', {})
  const error = useAnswer('operations.renewalForecastError', {})
  const gifts = useAnswer('operations.comebackReport', {})
  return (
    <View className="report">
      <Answered answer={drivers}>{(data) => <DriverTables data={data} />}</Answered>
      <View className="report__pair">
        <View>
          <View className="section-title">「估计能省」准不准</View>
          <Answered answer={error}>{(data) => <ForecastError data={data} />}</Answered>
        </View>
        <View>
          <View className="section-title">回归小礼有没有用</View>
          <Answered answer={gifts}>{(data) => <Gifts gifts={data.gifts} />}</Answered>
        </View>
      </View>
    </View>
  )
}

function DriverTables({ data }: { data: Drivers }) {
  const { asOf, from, through, all, bySaved, byTier, byVisits, caution, months, rule } = data
  if (asOf === null || !from || !through || !all)
    return <Notice>每月 1 日计算一次,现在还没有。有卡到期以后这里才有数。</Notice>
  return (
    <View className="report">
      <Card>
        <View className="small">{`${dayText(from, asOf)}至${dayText(through, asOf)}到期的卡,30 天内接着续的`}</View>
        <FactLine
          sum
          label="续费率"
          value={all.renewedBasisPoints === null ? '到期满 10 张再算' : rateOf(all)}
        />
      </Card>
      <RenewalRates months={months} rule={rule} />
      <Groups bySaved={bySaved} byTier={byTier} byVisits={byVisits} />
      <Notice>{caution}</Notice>
    </View>
  )
}

/** What goes together with renewing; one table follows the other, as a page sends little at a time (P7). */
function Groups({ bySaved, byTier, byVisits }: Pick<Drivers, 'bySaved' | 'byTier' | 'byVisits'>) {
  const groups: [title: string, head: string, rows: readonly Group[]][] = [
    ['按这张卡省了会费的多少', '省了会费的', bySaved],
    ['按现在的等级', '等级', byTier],
    ['按到期前三个月来的次数', '每月来', byVisits],
  ]
  const filled = groups.filter(([, , rows]) => rows.length > 0)
  const { shown } = useGradually(filled.length, { portion: 1, page: groups.length })
  return (
    <View className="report__pair">
      {filled.slice(0, shown).map(([title, head, rows]) => (
        <View key={title}>
          <View className="section-title">{title}</View>
          <Card>
            <FigureTable
              head={[head, '到期', '续了', '比例']}
              rows={rows.map((row) => ({
                name: row.label,
                cells: [hidden(row.ended), hidden(row.renewed), rateOf(row)],
              }))}
            />
          </Card>
        </View>
      ))}
    </View>
  )
}

/** Small groups stay hidden: a table must not point at a person. */
function hidden(figure: number | null): string {
  return figure === null ? '太少' : count(figure)
}

function rateOf({ renewedBasisPoints }: Group): string {
  return renewedBasisPoints === null ? '—' : `${(renewedBasisPoints / 100).toFixed(1)}%`
}

function ForecastError({ data }: { data: Output<'operations.renewalForecastError'> }) {
  const { members, meanBasisPoints, withinRange, method } = data
  return (
    <Card>
      <FactLine label="满一年、可以回头核对的会员" value={`${count(members)} 位`} />
      <FactLine
        label="平均差"
        value={meanBasisPoints === null ? '满 10 位再算' : `${(meanBasisPoints / 100).toFixed(1)}%`}
      />
      <FactLine
        label="实际落在估算范围里的"
        value={withinRange === null ? '满 10 位再算' : `${(withinRange / 100).toFixed(1)}%`}
      />
      <View className="small">{method}</View>
    </Card>
  )
}

function Gifts({ gifts }: { gifts: readonly Gift[] }) {
  if (gifts.length === 0)
    return <Notice>还没有发过回归小礼。在「会员经营」的「久未到店」里可以附上一份。</Notice>
  return (
    <View className="report">
      {gifts.map(({ giftId, title, cost, withGift, holdOut, lift, spent }) => (
        <Card key={giftId}>
          <View className="report__head">
            <View className="title grow">{title}</View>
            <View className="small">每份成本最多 {money(cost)}</View>
          </View>
          <FactLine label={`送了的 ${withGift.members} 位`} value={armWords(withGift)} />
          <FactLine label={`对照的 ${holdOut.members} 位`} value={armWords(holdOut)} />
          <FactLine
            sum
            label="多回来的比例"
            value={lift === null ? '两边都满 30 位再算' : `${(lift / 100).toFixed(1)} 个百分点`}
          />
          <View className="small">最多花了 {money(spent)}</View>
        </Card>
      ))}
    </View>
  )
}

function armWords({ cameBack, rate }: Gift['holdOut']): string {
  const share = rate === null ? '' : `,${(rate / 100).toFixed(1)}%`
  return `${cameBack} 位 30 天内回来${share}`
}
