import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { MessageAsk } from '@/components/message-ask'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Photo } from '@/components/photo'
import { Skeleton } from '@/components/skeleton'
import { SwitchRow } from '@/components/switch-row'
import type { Output, SavingSource } from '@/services/contract'
import { SOURCE_NAMES, dayOf, dayText, money, monthText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBillOptions } from '@/stores/bill-options'
import { useParameters } from '@/stores/parameters'
import './index.scss'

type Bill = Output<'membership.bill'>

/** 月账单 (M045): spent and saved beside each other, what the savings could buy, what is still unused. */
export default function BillPage() {
  const month = useParameters().month ?? ''
  const answer = useAnswer('membership.bill', { month }, { onShow: true })
  const bill = answer.data
  return (
    <Page answer={answer} skeleton={<BillSkeleton />}>
      {bill ? (
        <View className="stack">
          <Sums bill={bill} />
          <View>{bill.couldBuy ? <CouldBuy item={bill.couldBuy} /> : null}</View>
          <Sources bySource={bill.bySource} />
          <View>{bill.unused.length > 0 ? <Unused bill={bill} /> : null}</View>
          <MessageAsk moment="bill" />
          <Percentile bill={bill} onChanged={answer.reload} />
          <Card kind="flush">
            <ListRow
              title="这个月的小票"
              icon="receipt"
              value={`${bill.orders} 笔`}
              onTap={() => open('receipts', { month: bill.month })}
            />
            <ListRow
              title="做成图片"
              detail="不带姓名、号码和买了什么;显示不显示金额由您选"
              icon="document"
              onTap={() => open('billPicture', { month: bill.month })}
            />
          </Card>
        </View>
      ) : null}
    </Page>
  )
}

function Sums({ bill: { month, running, spent, saved, fees, net, asOf } }: { bill: Bill }) {
  return (
    <Card>
      <View className="row row--between">
        <View className="title">{monthText(month, true)}</View>
        <View className="small">{running ? `截至${dayOf(asOf, asOf)}` : ''}</View>
      </View>
      <View className="bill-columns">
        <View className="bill-column">
          <View className="small">花了</View>
          <Money fen={spent} size="large" tone="ink" />
        </View>
        <View className="bill-column">
          <View className="small">省了</View>
          <Money fen={saved} size="large" tone="saved" />
        </View>
      </View>
      <View>
        {fees === 0 ? null : (
          <View className="small bill-net">{`已省 ${money(saved)} − 会费 ${money(fees)} = 净省 ${money(net)}`}</View>
        )}
      </View>
    </Card>
  )
}

function CouldBuy({ item }: { item: NonNullable<Bill['couldBuy']> }) {
  return (
    <Card>
      <View className="row bill-could-buy">
        <View className="bill-could-buy__photo">
          <Photo src={item.photo} name={item.name} />
        </View>
        <View className="grow">
          <View>省下的钱够买一份{item.name}</View>
          <View className="small">现在的标价 {money(item.price)}</View>
        </View>
      </View>
    </Card>
  )
}

function Sources({ bySource }: Pick<Bill, 'bySource'>) {
  const rows = (Object.keys(SOURCE_NAMES) as SavingSource[]).filter((source) => (bySource[source] ?? 0) !== 0)
  if (rows.length === 0)
    return <View className="small">这个月没有省钱记录。用会员价、券或权益消费,每一笔都会记在这里。</View>
  return (
    <Card>
      <View className="title">省在哪里</View>
      {rows.map((source) => (
        <FactLine key={source} label={SOURCE_NAMES[source]} value={money(bySource[source] ?? 0)} />
      ))}
    </Card>
  )
}

const UNUSED_PAGES = { coupon: 'coupons', benefit: 'benefits', voucher: 'points', points: 'points' } as const

function Unused({ bill: { unused, asOf } }: { bill: Bill }) {
  return (
    <View>
      <View className="section-title">还能用的</View>
      <Card kind="flush">
        {unused.map(({ kind, title, count, worth, through }) => (
          <ListRow
            key={`${kind}:${title}:${through}`}
            title={count > 1 ? `${title} ×${count}` : title}
            detail={`可用到${dayText(through, asOf)}`}
            value={worth === null ? undefined : <Money fen={worth} tone="ink" />}
            onTap={() => open(UNUSED_PAGES[kind])}
          />
        ))}
      </Card>
    </View>
  )
}

function Percentile({ bill, onChanged }: { bill: Bill; onChanged: () => Promise<void> }) {
  const { percentile, percentileOfHolders, percentileNote, options } = bill
  const { words, choose } = useBillOptions(options, onChanged)
  return (
    <View className="stack">
      <Card kind="flush">
        <SwitchRow
          icon="chart"
          title="看看自己排在哪里"
          detail="按真实消费算,只给您自己看;关掉就不再计算"
          on={options.percentile}
          onChange={(on) => void choose({ percentile: on })}
        />
        <View>
          {[percentile, percentileOfHolders].map((one) =>
            one ? <ListRow key={one.population} title={one.sentence} /> : null,
          )}
        </View>
        <View>
          {options.percentile && percentileNote ? <View className="bill-note">{percentileNote}</View> : null}
        </View>
      </Card>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}

function BillSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <Skeleton shape="row" />
      <Skeleton shape="card" />
      <Skeleton shape="card" />
    </View>
  )
}
