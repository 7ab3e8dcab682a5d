import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Money } from '@/components/money'
import { Photo } from '@/components/photo'
import { EmptyState } from '@/components/state-message'
import { weekdayText } from '@/services/days'
import { count, dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import type { Activities } from './index'

export type FlashSale = Activities['flashSales'][number]

interface Props {
  sales: readonly FlashSale[]
  now: number
}

/** Rushes by their day, each with how many there are and how many are left (M030). */
export function FlashSales({ sales, now }: Props) {
  const { shown } = useGradually(sales.length, { portion: 6, page: 100 })
  if (sales.length === 0)
    return <EmptyState icon="tag" title="现在没有抢购" hint="有新的抢购日时,会提前列在这里" />
  return (
    <Card kind="flush">
      {sales.slice(0, shown).map((sale) => (
        <Row key={sale.flashSaleId} sale={sale} now={now} />
      ))}
    </Card>
  )
}

function Row({ sale, now }: { sale: FlashSale; now: number }) {
  const { flashSaleId, title, productName, photo, price, listPrice, day, left, stock, bought, admission } =
    sale
  const today = weekdayText(day, now) === '今天'
  return (
    <View
      className="activity-row"
      hoverClass="activity-row--pressed"
      onClick={() => open('flashSale', { flashSaleId })}
    >
      <Photo src={photo} name={productName} />
      <View className="grow">
        <View className="activity-row__title">{title}</View>
        <View className="small">
          {productName},标价 {money(listPrice)}
        </View>
        <View className="activity-row__facts">
          {today ? '今天' : `${dayText(day, now)} ${weekdayText(day, now)}`} ·{' '}
          {today ? `还剩 ${count(left)} 份` : `共 ${count(stock)} 份`}
        </View>
        <View>{admission.why ? <View className="activity-row__why">{admission.why}</View> : null}</View>
        <View>{bought > 0 ? <View className="small">已买 {bought} 份</View> : null}</View>
      </View>
      <Money fen={price} size="title" strong />
    </View>
  )
}
