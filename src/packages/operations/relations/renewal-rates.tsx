import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { Notice } from '@/components/notice'
import type { Output } from '@/services/contract'
import { count, monthText } from '@/services/format'
import { CopyTable } from '../reports/copy-table'
import { FigureTable } from '../reports/figure-table'

type Drivers = Output<'operations.renewalDrivers'>
type Month = Drivers['months'][number]

/** The renewal rate of each month with what it is made of and what it is (F19). */
export function RenewalRates({ months, rule }: Pick<Drivers, 'months' | 'rule'>) {
  const first = months.reduce((last, { ended }, index) => (ended > 0 ? index : last), -1)
  const shown = months.slice(0, first + 1)
  const waiting = shown.reduce((sum, month) => sum + month.waiting, 0)
  const end = rule.indexOf('。') + 1
  return (
    <View>
      <View className="section-title">每个月的续费率</View>
      {shown.length === 0 ? (
        <Notice>近 12 个月没有卡到期,所以没有续费率。</Notice>
      ) : (
        <Card>
          <FigureTable
            head={['月份', '到期', '续了', '续费率']}
            rows={shown.map((month) => ({
              name: nameOf(month),
              cells: [count(month.ended), count(month.renewed), rateText(month)],
            }))}
          />
          <View>
            {waiting > 0 ? (
              <View className="small">{`暂定的月份里还有 ${count(waiting)} 期到期不满 30 天,可能还会续。`}</View>
            ) : null}
          </View>
          <View className="small">{rule.slice(0, end)}</View>
          <Fold title="怎么算的">
            <View className="small">{rule.slice(end)}</View>
          </Fold>
          <CopyTable
            rows={() => [
              ['月份', '到期', '续了', '还可能续', '续费率', '定下来了'],
              ...shown.map((month) => [
                month.month,
                month.ended,
                month.renewed,
                month.waiting,
                rateText(month),
                month.isFinal ? '是' : '暂定',
              ]),
            ]}
          />
        </Card>
      )}
    </View>
  )
}

function nameOf({ month, isFinal }: Month): string {
  return `${monthText(month, true)}${isFinal ? '' : '(暂定)'}`
}

/** Rounded down, so that less than 20 % never reads 20.0 %. */
function rateText({ rateBasisPoints }: Month): string {
  return rateBasisPoints === null ? '没有到期' : `${(Math.floor(rateBasisPoints / 10) / 10).toFixed(1)}%`
}
